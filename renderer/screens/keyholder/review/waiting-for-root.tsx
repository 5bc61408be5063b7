import { useState } from 'react';
import { useCall } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import type { StepProps } from '../../step-props.ts';

interface WaitingProps extends StepProps {
  sentence: string;
  hint: string;
  onLook: () => void;
}

/** There is no root to review yet: say who makes it, and how it may come in. */
export function WaitingForRoot({ sentence, hint, onBack, onLeave, onLook }: WaitingProps) {
  const [picking, setPicking] = useState(false);
  const take = useCall('bundle.take');
  const taken = async (place: string) => {
    setPicking(false);
    if ((await take.run({ place })) !== null) onLook();
  };
  return (
    <Stage
      heading="There is no root to review yet"
      eyebrow={{ kind: 'ink', icon: 'hourglass', text: 'Waiting for the host' }}
      lead={sentence}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          doubt={
            <>
              <Button kind="quiet" onPress={onLook}>
                Look again
              </Button>
              <Button kind="quiet" onPress={onLeave}>
                Leave
              </Button>
            </>
          }
          note={take.pending ? 'Reading and checking it.' : ''}
          primary={
            <Button
              kind="primary"
              icon="open"
              waiting={take.pending}
              describedBy={ACTION_NOTE}
              onPress={() => setPicking(true)}
            >
              Bring it from a folder
            </Button>
          }
        />
      }
    >
      {take.problem === null ? null : <ProblemPanel problem={take.problem} />}
      <section className="todo-box">
        <h2>What to do</h2>
        <ol className="todo">
          <li>
            <b>Wait for the host</b>
            <span>{hint} You can leave meanwhile: nothing is lost.</span>
          </li>
          <li>
            <b>Or bring it from a folder</b>
            <span>If the host gave you a stick, the root is in the bundle on it.</span>
          </li>
        </ol>
      </section>
      {picking ? (
        <Picker
          title="Bring the root from a folder"
          lead="Choose the host’s folder, for example on a stick. It is read and checked; nothing in it is changed."
          want="folder"
          verb="Read"
          onPick={(place) => void taken(place)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}
