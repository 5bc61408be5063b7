import { useId, useState, type ReactNode } from 'react';
import type { KeyLook } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { useCall } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { FingerprintSheet } from '../../../components/fingerprint-sheet.tsx';
import { PinField, takePin } from '../../../components/pin-field.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { Weave } from '../../../components/weave.tsx';
import { MakingKey } from './making-key.tsx';

interface AdoptKeyProps {
  token: TokenView;
  unfinished: NonNullable<KeyLook['unfinished']>;
  practice: boolean;
  back: ReactNode;
  /** The token was pulled out while it acts. */
  tokenIsOut: boolean;
  /** Told when the token begins to act, and when it has ended. */
  onActing: (acting: boolean) => void;
  /** Looks at the token again. */
  onLook: () => void;
}

const words = {
  'cut-off': {
    heading: 'Your key was begun before, and is on the token',
    lead: 'The making was cut off after the key was there. No second key is made.',
  },
  'earlier-ceremony': {
    heading: 'Your key is on the token already',
    lead: 'You hold a key of the root in use. You go on with it, and no second key is made.',
  },
} as const;

/** A key that is on the token already: it is taken up after it has answered a challenge. */
export function AdoptKey({
  token,
  unfinished,
  practice,
  back,
  tokenIsOut,
  onActing,
  onLook,
}: AdoptKeyProps) {
  const adopt = useCall('key.adopt');
  const form = useId();
  const [filled, setFilled] = useState(false);
  const send = async (fields: HTMLFormElement): Promise<void> => {
    const pin = takePin(fields, 'pin');
    setFilled(false);
    onActing(true);
    await adopt.run({ pin });
    onActing(false);
    onLook();
  };
  if (adopt.pending) {
    return (
      <MakingKey token={token} out={tokenIsOut} reports={adopt.reports} onCancel={adopt.cancel} />
    );
  }
  return (
    <Stage
      heading={words[unfinished.origin].heading}
      lead={words[unfinished.origin].lead}
      actions={
        <ActionBar
          back={back}
          note={filled ? 'Nothing on the token is changed.' : 'Type the PIN first.'}
          primary={
            <Button
              kind="primary"
              form={form}
              iconAfter="right"
              waiting={!filled}
              describedBy={ACTION_NOTE}
            >
              Take up this key
            </Button>
          }
        />
      }
    >
      {adopt.problem === null ? null : <ProblemPanel problem={adopt.problem} />}
      <div className="cols export-cols">
        <Card title="Prove that it is there" className="pin-card">
          <p>
            <SerialText text={unfinished.sentence} />
          </p>
          <p className="tries">
            <SerialText text={token.tries} />
          </p>
          <form
            id={form}
            className="pins"
            onSubmit={(event) => {
              event.preventDefault();
              if (filled) void send(event.currentTarget);
            }}
          >
            <PinField
              name="pin"
              label={
                <>
                  PIN of <Serial value={token.serial ?? token.model} />
                </>
              }
              hint="The key signs a challenge of this station, and nothing else."
              onFilled={setFilled}
            />
          </form>
        </Card>
        <Card title="The key that was found">
          <div className="fp-top">
            <Weave digest={unfinished.spkiSha256} of="its public key" practice={practice} />
            <p>
              Its fingerprint, as the token gives it now. It is the key that this ceremony began to
              make.
            </p>
          </div>
          <FingerprintSheet digest={unfinished.spkiSha256} of="its public key" />
        </Card>
      </div>
    </Stage>
  );
}
