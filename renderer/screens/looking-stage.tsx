import type { Problem } from '../../src/contract/values.ts';
import { ActionBar } from '../components/action-bar.tsx';
import { Button } from '../components/button.tsx';
import { ProblemPanel } from '../components/problem.tsx';
import { Stage } from '../components/stage.tsx';
import { useKeys } from '../keyboard.ts';

interface LookingProps {
  heading: string;
  problem: Problem | null;
  onBack: () => void;
  onLook: () => void;
}

/** Before the station has answered, or when it could not. */
export function LookingStage({ heading, problem, onBack, onLook }: LookingProps) {
  useKeys({ 'Alt+ArrowLeft': onBack });
  return (
    <Stage
      heading={heading}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          primary={
            problem === null ? null : (
              <Button kind="primary" onPress={onLook}>
                Look again
              </Button>
            )
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
    </Stage>
  );
}
