import type { SignLook } from '../../../../src/contract/keyholder.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { NotDone, ProblemPanel } from '../../../components/problem.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { WhatIsSigned } from './what-is-signed.tsx';

interface TokenIsOutProps {
  look: SignLook;
  practice: boolean;
  /** Why an attempt stopped, if the token was pulled out in its course. */
  problem: Problem | null;
  onBack: () => void;
  onLook: () => void;
}

/** The planned token is not plugged in. The station goes on by itself when it is. */
export function TokenIsOut({ look, practice, problem, onBack, onLook }: TokenIsOutProps) {
  return (
    <Stage
      heading="Plug in your token"
      eyebrow={{ kind: 'ink', icon: 'hourglass', text: 'Waiting for your token' }}
      lead={
        <>
          The one with the number <Serial value={look.serial} />. The station goes on by itself.
        </>
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          primary={
            <Button kind="primary" onPress={onLook}>
              Look again
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <WhatIsSigned title={look.title} digest={look.sha256} practice={practice} />
      {problem === null ? <NotDone lines={['Nothing was signed', 'No PIN was sent']} /> : null}
    </Stage>
  );
}
