import { useState } from 'react';
import type { ReportView, Written } from '../../../../src/contract/reports.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import type { Call, Input, Output } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { HexLine } from '../../../components/hex-line.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { bytesInWords } from '../../../words.ts';
import { CheckpointCard } from './checkpoint-card.tsx';
import { FormsCard, type Form } from './forms-card.tsx';
import { PracticeTokensCard } from './practice-tokens-card.tsx';
import { RecordTouch } from './record-touch.tsx';

interface MinutesStageProps {
  view: ReportView;
  written: Written | null;
  practice: boolean;
  write: Call<'minutes.write'>;
  sign: Call<'checkpoint.sign'>;
  clear: Call<'practice.clear'>;
  /** Why the last look stopped, or null. */
  lookProblem: Problem | null;
  onWritten: (answer: Output<'minutes.write'>) => void;
  onSigned: (view: ReportView) => void;
  onLeave: () => void;
}

/** Left what is written and in which forms; right who signs the record, by act. */
export function MinutesStage(props: MinutesStageProps) {
  const { view, write, sign, clear } = props;
  const [edition, setEdition] = useState<Input<'minutes.write'>['edition']>('full');
  const [forms, setForms] = useState<readonly Form[]>(['html', 'pdf', 'json']);
  const [picking, setPicking] = useState(false);
  const [asked, setAsked] = useState('');
  const busy = write.pending || sign.pending || clear.pending;
  const problem = write.problem ?? sign.problem ?? clear.problem ?? props.lookProblem;
  const none = forms.length === 0;
  const left = sign.pending ? (sign.progress?.secondsLeft ?? null) : null;

  async function writeTo(place: string | null) {
    if (busy || none) return;
    setPicking(false);
    sign.clear();
    const answer = await write.run({ place, edition, forms: [...forms] });
    if (answer !== null) props.onWritten(answer);
  }
  async function removeTokens() {
    if (busy) return;
    const answer = await clear.run(null);
    if (answer !== null) props.onSigned(answer.view);
  }
  async function signAs(participant: string, pin: string | null) {
    if (busy) return;
    write.clear();
    setAsked(nameOf(view, participant));
    const changed = await sign.run({ participant, pin });
    if (changed !== null) props.onSigned(changed);
  }
  return (
    <Stage
      heading={view.headline}
      lead="Nobody types the minutes: they are made of the plan and the record, the same bytes each time."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={props.onLeave}>
              Leave
            </Button>
          }
          doubt={
            <Button icon="open" waiting={busy || none} onPress={() => setPicking(true)}>
              Another folder…
            </Button>
          }
          note={
            busy
              ? (write.progress?.doing ?? 'Working.')
              : none
                ? 'Choose at least one form.'
                : 'They go into report/ of the ceremony. Nothing is written over.'
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={busy || none}
              describedBy={ACTION_NOTE}
              onPress={() => void writeTo(null)}
            >
              Write the minutes
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {left === null ? null : <RecordTouch name={asked} secondsLeft={left} />}
      {props.written === null ? null : (
        <output className="note-line note-ok">
          <Icon name="check" />
          <span>
            <b>{props.written.files.join(', ')}</b> {props.written.sentence}
          </span>
        </output>
      )}
      <div className="host-grid">
        <div className="assembly">
          <FormsCard edition={edition} forms={forms} onEdition={setEdition} onForms={setForms} />
          <section className="card pad">
            <h2>The record so far</h2>
            <p>
              {view.lines} {view.lines === 1 ? 'line' : 'lines'}, each chained to the one before.
              The digest of the last line:
            </p>
            <HexLine digest={view.tip} digits={16} more />
            {view.files.length === 0 ? (
              <p className="hint">No minutes were written yet.</p>
            ) : (
              <ul className="sent">
                {view.files.map(({ name, bytes }) => (
                  <li key={name}>
                    <Icon name="file" />
                    <span>
                      <span className="mono">{name}</span> {bytesInWords(bytes)}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <div className="side">
          {view.checkpoints.map((checkpoint, place) => (
            <CheckpointCard
              key={place}
              checkpoint={checkpoint}
              busy={busy}
              onSign={(participant, pin) => void signAs(participant, pin)}
            />
          ))}
          <PracticeTokensCard
            count={view.practiceTokens}
            busy={busy}
            onRemove={() => void removeTokens()}
          />
          {view.problems.length === 0 ? null : (
            <section className="card pad">
              <h2>What does not hold</h2>
              <ul className="notes">
                {view.problems.map((line, place) => (
                  <li key={place}>
                    <Icon name="stop" />
                    <span>{line}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
      {picking ? (
        <Picker
          title="Write the minutes to another folder"
          lead="The public edition has no names. A file that is there is never written over."
          want="folder"
          toWrite
          verb="Write to"
          onPick={(place) => void writeTo(place)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}

function nameOf({ checkpoints }: ReportView, participant: string): string {
  const signers = checkpoints.flatMap((checkpoint) => checkpoint.signers);
  return signers.find(({ id }) => id === participant)?.name ?? 'this person';
}
