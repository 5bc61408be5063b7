import { useId, useState, type ReactNode } from 'react';
import type { KeyLook, KeyToReplace } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { useCall } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { PinField, takePin } from '../../../components/pin-field.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { LosingKey } from './losing-key.tsx';
import { MakingKey } from './making-key.tsx';

interface MakeKeyProps {
  look: KeyLook;
  token: TokenView;
  back: ReactNode;
  /** The token was pulled out while it acts. */
  tokenIsOut: boolean;
  /** Told when the token begins to act, and when it has ended. */
  onActing: (acting: boolean) => void;
  /** Looks at the token again. */
  onLook: () => void;
}

/** The PIN, what will happen, then the making. The PIN is read from the form once and never kept. */
export function MakeKey({ look, token, back, tokenIsOut, onActing, onLook }: MakeKeyProps) {
  const make = useCall('key.make');
  const form = useId();
  const [filled, setFilled] = useState({ pin: false, repeat: false });
  const [named, setNamed] = useState<KeyToReplace | null>(null);
  const choose = look.pin === 'choose';
  const { loses } = look;
  const agreed = loses === null || named?.spkiSha256 === loses.spkiSha256;
  const ready = agreed && filled.pin && (!choose || filled.repeat);
  const serial = token.serial ?? token.model;
  const send = async (fields: HTMLFormElement): Promise<void> => {
    const pin = takePin(fields, 'pin');
    const repeat = choose ? takePin(fields, 'repeat') : null;
    setFilled({ pin: false, repeat: false });
    // Also after a stop: the number of tries left may have changed.
    onActing(true);
    await make.run({ pin, repeat, ...(loses === null ? {} : { replace: named }) });
    onActing(false);
    onLook();
  };
  if (make.pending)
    return (
      <MakingKey token={token} out={tokenIsOut} reports={make.reports} onCancel={make.cancel} />
    );
  return (
    <Stage
      heading={choose ? 'Choose a PIN, then make your key' : 'Enter the PIN, then make your key'}
      lead={
        choose
          ? 'The key is made inside the token and cannot leave it. The PIN guards it from now on.'
          : 'The key is made inside the token and cannot leave it.'
      }
      actions={
        <ActionBar
          back={back}
          note={
            ready
              ? noteFor(look)
              : agreed
                ? waitingFor(choose, filled)
                : 'Name the key that is lost first.'
          }
          primary={
            <Button
              kind="primary"
              form={form}
              iconAfter="right"
              waiting={!ready}
              describedBy={ACTION_NOTE}
            >
              Make the key on <Serial value={serial} />
            </Button>
          }
        />
      }
    >
      <div className="cols key-cols">
        {make.problem === null ? null : <ProblemPanel problem={make.problem} />}
        <Card className="pin-card">
          <header className="token-head">
            <TokenDrawing model={token.model} practice={token.practice} />
            <div>
              <h2>{token.model}</h2>
              <p>
                Serial <Serial value={serial} />
              </p>
            </div>
          </header>
          <p className="tries">
            <SerialText text={token.tries} />
          </p>
          <form
            id={form}
            className="pins"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) void send(event.currentTarget);
            }}
          >
            <PinField
              name="pin"
              label={choose ? 'New PIN' : 'PIN'}
              onFilled={(pin) => setFilled((last) => ({ ...last, pin }))}
            />
            {choose ? (
              <PinField
                name="repeat"
                label="The same PIN again"
                onFilled={(repeat) => setFilled((last) => ({ ...last, repeat }))}
              />
            ) : null}
          </form>
          {look.rules.length === 0 ? null : (
            <ul className="rules">
              {look.rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          )}
        </Card>
        {loses === null ? null : (
          <LosingKey
            key={loses.spkiSha256}
            loses={loses}
            serial={serial}
            practice={token.practice}
            onNamed={setNamed}
          />
        )}
        <WillDo acts={look.willDo} />
      </div>
    </Stage>
  );
}

function noteFor({ loses }: KeyLook): string {
  return loses === null
    ? 'After this there is a key on the token.'
    : 'After this the old key is gone, and there is a new one.';
}

function waitingFor(choose: boolean, filled: { pin: boolean; repeat: boolean }): string {
  if (!filled.pin) return choose ? 'Type the PIN twice first.' : 'Type the PIN first.';
  return 'Type the same PIN again.';
}

function WillDo({ acts }: { acts: readonly string[] }) {
  return (
    <Card title="What will happen" className="will-do">
      <ol className="todo">
        {acts.map((act) => (
          <li key={act}>
            <p>
              <SerialText text={act} />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
