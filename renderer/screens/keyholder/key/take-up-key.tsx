import { useId, useState, type ReactNode } from 'react';
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
import { MakingKey } from './making-key.tsx';

/** What every way of taking up a key has in common with the step. */
export interface TakingUp {
  token: TokenView;
  back: ReactNode;
  /** The token was pulled out while it acts. */
  tokenIsOut: boolean;
  /** Told when the token begins to act, and when it has ended. */
  onActing: (acting: boolean) => void;
  /** Looks at the token again. */
  onLook: () => void;
}

interface TakeUpKeyProps extends TakingUp {
  heading: string;
  lead: string;
  /** Why the PIN is asked for, and what it is sent for. */
  title: string;
  why: string;
  /** The primary action. */
  action: string;
  /** Another way than this. */
  doubt?: ReactNode;
  /** Beside the PIN: the key, or what will happen. */
  children: ReactNode;
}

/** A key that is on the token already goes on: the PIN, then a challenge that the key has to answer. */
export function TakeUpKey({
  token,
  back,
  tokenIsOut,
  onActing,
  onLook,
  heading,
  lead,
  title,
  why,
  action,
  doubt,
  children,
}: TakeUpKeyProps) {
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
      heading={heading}
      lead={lead}
      actions={
        <ActionBar
          back={back}
          doubt={doubt}
          note={filled ? 'Nothing on the token is changed.' : 'Type the PIN first.'}
          primary={
            <Button
              kind="primary"
              form={form}
              iconAfter="right"
              waiting={!filled}
              describedBy={ACTION_NOTE}
            >
              {action}
            </Button>
          }
        />
      }
    >
      {adopt.problem === null ? null : <ProblemPanel problem={adopt.problem} />}
      <div className="cols export-cols">
        <Card title={title} className="pin-card">
          <p>
            <SerialText text={why} />
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
        {children}
      </div>
    </Stage>
  );
}
