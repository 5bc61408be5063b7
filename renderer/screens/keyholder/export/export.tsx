import { useState, type ReactNode } from 'react';
import type { ExportView } from '../../../../src/contract/keyholder.ts';
import { useCall, useLook } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { allCompared, nothingCompared } from '../../../components/row-check.ts';
import { useStopped } from '../../../stopped.ts';
import { useReadForWitnesses } from '../../../witness-screen.ts';
import type { StepProps } from '../../step-props.ts';
import { ExportFiles } from './export-files.tsx';
import { NotWritten } from './not-written.tsx';
import { ReadBack } from './read-back.tsx';

/** Step 4: the public key and its evidence as files, read back from disk, and read aloud by rows. */
export function ExportStep({ ceremony, comparisons, onBack, onGo, onStopped }: StepProps) {
  const look = useLook('export.look', null);
  const write = useCall('export.write');
  const confirm = useCall('export.confirm');
  const [reading, setReading] = useState(false);
  const problem = look.problem ?? write.problem ?? confirm.problem;
  useStopped(problem, onStopped);
  const practice = ceremony.mode === 'rehearsal';
  const view = look.value;
  const check = comparisons.of(view?.spkiSha256 ?? '') ?? nothingCompared;
  useReadForWitnesses('key', view !== null && reading ? check : null);
  const writeFiles = async (): Promise<void> => {
    const written = await write.run(null);
    if (written !== null) look.set(written);
  };
  const confirmRows = async (): Promise<void> => {
    if (await confirm.did({ rows: [...allCompared.same] })) onGo('review');
  };
  const shownProblem = problem === null ? null : <ProblemPanel problem={problem} />;
  const back = (
    <Button kind="quiet" icon="left" onPress={onBack}>
      Back
    </Button>
  );
  if (view !== null && reading) {
    return (
      <ReadBack
        digest={view.spkiSha256}
        practice={practice}
        busy={confirm.pending}
        problem={shownProblem}
        check={check}
        onCheck={(check) => comparisons.keep(view.spkiSha256, check)}
        onBack={() => setReading(false)}
        onConfirmed={() => void confirmRows()}
      />
    );
  }
  if (view === null) {
    return (
      <NotWritten
        loaded={look.loaded}
        busy={write.pending}
        problem={shownProblem}
        back={back}
        onWrite={() => void writeFiles()}
      />
    );
  }
  return (
    <Written
      view={view}
      practice={practice}
      problem={shownProblem}
      back={back}
      onRead={() => setReading(true)}
      onGoOn={() => onGo('review')}
    />
  );
}

interface WrittenProps {
  view: ExportView;
  practice: boolean;
  problem: ReactNode;
  back: ReactNode;
  onRead: () => void;
  onGoOn: () => void;
}

function Written({ view, practice, problem, back, onRead, onGoOn }: WrittenProps) {
  const wrong = view.files.filter((file) => !file.readBack);
  return (
    <Stage
      heading={
        wrong.length === 0
          ? 'Your files were written and read back'
          : 'A file on disk is not what was written'
      }
      lead={
        view.confirmed
          ? 'The fingerprint was read aloud, and all eight rows agreed.'
          : 'Now read the fingerprint of your public key aloud. Others compare it with what reached them.'
      }
      actions={
        <ActionBar
          back={back}
          note={
            wrong.length === 0 ? '' : 'Tell the host. Nothing is exported until the files agree.'
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={wrong.length > 0}
              describedBy={ACTION_NOTE}
              {...(view.confirmed ? {} : { keyCap: 'R' })}
              onPress={view.confirmed ? onGoOn : onRead}
            >
              {view.confirmed ? 'Go on to review' : 'Read it aloud by rows'}
            </Button>
          }
        />
      }
    >
      {problem}
      <ExportFiles view={view} practice={practice} onRead={onRead} />
    </Stage>
  );
}
