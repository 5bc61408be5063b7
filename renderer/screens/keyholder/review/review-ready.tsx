import { useEffect, useState } from 'react';
import type { Review } from '../../../../src/contract/review.ts';
import { useCall } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { useFullSheet } from '../../../components/full-sheet.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { allCompared, nothingCompared, type RowCheck } from '../../../components/row-check.ts';
import { SeatsMeter } from '../../../components/seats.tsx';
import { Segments } from '../../../components/segments.tsx';
import { Stage } from '../../../components/stage.tsx';
import { useKeys } from '../../../keyboard.ts';
import { DeviationStage } from '../../deviation/deviation-stage.tsx';
import { RecordedNote } from '../../deviation/recorded-note.tsx';
import { useReadForWitnesses } from '../../../witness-screen.ts';
import type { StepProps } from '../../step-props.ts';
import { BytesCard } from './bytes-card.tsx';
import { ChangesCard } from './changes-card.tsx';
import { CompareStage } from './compare-stage.tsx';
import { RawBytes } from './raw-bytes.tsx';
import { whatIsMissing, type Missing } from './readiness.ts';
import { SideBySide } from './side-by-side.tsx';
import { useSeen } from './use-seen.ts';

type View = 'words' | 'sides' | 'raw';

const views = [
  { value: 'words', label: 'In words' },
  { value: 'sides', label: 'Side by side' },
  { value: 'raw', label: 'Raw bytes' },
] as const;

/** The review of one staged root. What was seen is kept while this screen is open; what was compared, longer. */
export function ReviewReady({
  ceremony,
  review,
  comparisons,
  onBack,
  onGo,
  onStopped,
}: StepProps & { review: Review }) {
  const [part, setPart] = useState<'read' | 'compare' | 'deviation'>('read');
  const [view, setView] = useState<View>('words');
  const { sha256 } = review.bytes;
  const check = comparisons.of(sha256) ?? (review.compared ? allCompared : nothingCompared);
  const [recorded, setRecorded] = useState(false);
  const { seen, mark } = useSeen();
  const confirm = useCall('review.confirm');
  const reading = part === 'read';
  useKeys(reading ? { r: () => setPart('compare') } : {});
  useReadForWitnesses('root', part === 'compare' ? check : null);
  const practice = ceremony.mode === 'rehearsal';
  const sheet = useFullSheet(reading ? sha256 : null, 'the bytes you will sign', practice);

  const stopped = stoppedFact(review, check);
  useEffect(() => {
    onStopped(stopped);
    return () => onStopped(null);
  }, [onStopped, stopped]);

  const missing = whatIsMissing(review, {
    lastChangeSeen: seen,
    compared: check.same,
    differing: check.differs,
  });
  async function goOn() {
    const rows = [...check.same].toSorted((a, b) => a - b);
    if (await confirm.did({ sha256, rows })) onGo('sign');
  }

  if (part === 'compare')
    return (
      <CompareStage
        bytes={review.bytes}
        practice={practice}
        check={check}
        onCheck={(next) => comparisons.keep(sha256, next)}
        onBack={() => setPart('read')}
        onDoubt={() => setPart('deviation')}
      />
    );
  if (part === 'deviation')
    return (
      <DeviationStage
        about="other"
        start={check.differs.size > 0 ? differingText : {}}
        then="Then you come back to the review."
        onBack={() => setPart('read')}
        onRecorded={() => {
          setRecorded(true);
          setPart('read');
        }}
      />
    );
  return (
    <Stage
      heading={review.headline}
      aside={<Segments legend="View" options={views} value={view} onChange={setView} />}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          doubt={
            <Button kind="quiet" icon="flag" onPress={() => setPart('deviation')}>
              This is not what I expected
            </Button>
          }
          note={<Reason missing={missing} onCompare={() => setPart('compare')} />}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={missing !== null || confirm.pending}
              describedBy={ACTION_NOTE}
              onPress={() => void goOn()}
            >
              I have read it, go on to sign
            </Button>
          }
        />
      }
    >
      {review.problem === null ? null : <ProblemPanel problem={review.problem} />}
      {confirm.problem === null ? null : <ProblemPanel problem={confirm.problem} />}
      {recorded ? <RecordedNote then="Tell the host before you go on." /> : null}
      {view === 'sides' ? <SideBySide review={review} /> : null}
      {view === 'raw' ? <RawBytes bytes={review.bytes} /> : null}
      {view === 'words' ? (
        <div className="cols">
          <ChangesCard review={review} end={mark} />
          <div className="side">
            <section className="card pad">
              <h2>Signatures so far</h2>
              {review.seats.map((seats) => (
                <SeatsMeter key={seats.title} seats={seats} />
              ))}
            </section>
            <BytesCard
              bytes={review.bytes}
              practice={practice}
              compared={check.same.size}
              onWhole={sheet.open}
              onCompare={() => setPart('compare')}
            />
          </div>
        </div>
      ) : null}
      {sheet.panel}
    </Stage>
  );
}

function Reason({ missing, onCompare }: { missing: Missing | null; onCompare: () => void }) {
  if (missing?.kind !== 'uncompared') return missing?.sentence;
  return (
    <Button kind="link" onPress={onCompare}>
      {missing.sentence}
    </Button>
  );
}

const differingText = {
  expected: 'The second device shows the same eight rows for the bytes to be signed.',
};

function stoppedFact(review: Review, check: RowCheck): string | null {
  if (review.problem !== null) return 'Stopped';
  if (review.members.unexplained > 0) return 'Stopped: not explained';
  if (check.differs.size > 0) return 'Stopped: words differ';
  return null;
}
