import type { ReactNode } from 'react';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { useCall } from '../../../calls.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Card } from '../../../components/card.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { useSecretForm } from '../../../components/secret-form.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Stage } from '../../../components/stage.tsx';
import { TokenName } from '../../../components/token-name.tsx';
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
  /** Why the making of the key stopped just before, if it did: what was said does not go away by itself. */
  stopped?: Problem | null;
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
  stopped = null,
  heading,
  lead,
  title,
  why,
  action,
  doubt,
  children,
}: TakeUpKeyProps) {
  const adopt = useCall('key.adopt');
  const problem = adopt.problem ?? stopped;
  const send = async (pin: string): Promise<void> => {
    onActing(true);
    await adopt.run({ pin });
    onActing(false);
    onLook();
  };
  const field = {
    name: 'pin',
    label: (
      <>
        PIN of <TokenName token={token} />
      </>
    ),
    hint: 'The key signs a challenge of this station, and nothing else.',
  };
  const secret = useSecretForm({ fields: [field] }, ([pin = '']) => void send(pin));
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
          note={secret.ready ? 'Nothing on the token is changed.' : 'Type the PIN first.'}
          primary={secret.send(action)}
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="cols export-cols">
        <Card title={title} className="pin-card">
          <p>
            <SerialText text={why} />
          </p>
          <p className="tries">
            <SerialText text={token.tries} />
          </p>
          {secret.form}
        </Card>
        {children}
      </div>
    </Stage>
  );
}
