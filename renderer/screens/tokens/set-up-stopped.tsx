import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';

interface SetUpStoppedProps {
  details: TokenDetails;
  problem: Problem;
  /** Back to its details, read again. */
  onLook: () => void;
}

/** A set-up that stopped: what is on the token now is looked at before anything else is done with it. */
export function SetUpStopped({ details: { token }, problem, onLook }: SetUpStoppedProps) {
  return (
    <Stage
      heading="The YubiKey was not set up"
      lead={
        <>
          {token.model} <Serial value={token.serial ?? ''} />. Look at it before you do anything
          else with it.
        </>
      }
      actions={
        <ActionBar
          note="Looking changes nothing."
          primary={
            <Button kind="primary" icon="eye" onPress={onLook}>
              Look at <Serial value={token.serial ?? ''} /> again
            </Button>
          }
        />
      }
    >
      <ProblemPanel problem={problem} />
    </Stage>
  );
}
