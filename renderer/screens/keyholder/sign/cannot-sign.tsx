import { useState } from 'react';
import type { Problem } from '../../../../src/contract/values.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { sentence } from '../../../words.ts';
import { DeviationStage } from '../../deviation/deviation-stage.tsx';
import { RecordedNote } from '../../deviation/recorded-note.tsx';

interface CannotSignProps {
  problem: Problem;
  onBack: () => void;
  onLook: () => void;
}

/** Something stands in the way of signing. A way out of the machine can be closed, or written down as a deviation. */
export function CannotSign({ problem, onBack, onLook }: CannotSignProps) {
  const [part, setPart] = useState<'stopped' | 'telling' | 'told'>('stopped');
  const network = problem.code.startsWith('network.');
  if (part === 'telling')
    return (
      <DeviationStage
        about={network ? 'network' : 'other'}
        start={{
          expected: asSentence(problem.expected),
          happened: asSentence(problem.found),
        }}
        then={network ? 'Then you can sign, and the record says why.' : 'Then you come back here.'}
        onBack={() => setPart('stopped')}
        onRecorded={() => {
          setPart('told');
          onLook();
        }}
      />
    );
  return (
    <Stage
      heading={network ? 'This machine has a way out' : 'You cannot sign yet'}
      lead={
        network
          ? 'In a real ceremony nothing is signed while a network could carry something away.'
          : ''
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          doubt={
            <Button kind="quiet" icon="flag" onPress={() => setPart('telling')}>
              {network ? 'It has to stay. Record a deviation' : 'Record a deviation'}
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
      {part === 'told' ? <RecordedNote then="The station looked again." /> : null}
      <ProblemPanel problem={problem} />
    </Stage>
  );
}

const asSentence = (clause: string | null): string =>
  clause === null ? '' : `${sentence(clause)}.`;
