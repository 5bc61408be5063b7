import { useId, useState } from 'react';
import type { ScriptView } from '../../../src/contract/script.ts';
import type { Call } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { emptyDeviation, isWhole } from '../deviation/deviation-text.ts';
import { emptyWitness, hasWitness, WitnessFields } from './witness-fields.tsx';

const fields = [
  { name: 'expected', label: 'What was expected', hint: 'As the plan or the script says it.' },
  { name: 'happened', label: 'What happened', hint: 'What you saw, with names and numbers.' },
  { name: 'decided', label: 'What was decided', hint: 'What you do now, and who agreed to it.' },
] as const;

interface SettleStageProps {
  script: ScriptView;
  settle: Call<'deviation.settle'>;
  onView: (view: ScriptView) => void;
  onLeave: () => void;
}

/** The script has stopped. It goes on when host and witness have written down what happened. */
export function SettleStage({ script, settle, onView, onLeave }: SettleStageProps) {
  const [text, setText] = useState(emptyDeviation);
  const [by, setBy] = useState(() => emptyWitness(script));
  const form = useId();
  const whole = isWhole(text) && hasWitness(script, by);
  async function send() {
    if (!whole) return;
    const view = await settle.run({ ...text, ...by });
    if (view !== null) onView(view);
  }
  return (
    <Stage
      heading="The ceremony has stopped for a deviation"
      lead="Write down three sentences. Host and witness confirm them together; then the act goes on."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={onLeave}>
              Leave
            </Button>
          }
          note={
            whole
              ? 'The three sentences are never taken out of the record again.'
              : 'All three, and the initials of the witness, are needed.'
          }
          primary={
            <Button
              kind="primary"
              form={form}
              iconAfter="right"
              waiting={!whole || settle.pending}
              describedBy={ACTION_NOTE}
            >
              Confirm and go on
            </Button>
          }
        />
      }
    >
      {settle.problem === null ? null : <ProblemPanel problem={settle.problem} />}
      <form
        id={form}
        className="deviation"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {fields.map((field) => (
          <div key={field.name} className="labelled">
            <label htmlFor={`${form}-${field.name}`}>{field.label}</label>
            <textarea
              id={`${form}-${field.name}`}
              className="field"
              rows={3}
              maxLength={2000}
              value={text[field.name]}
              aria-describedby={`${form}-${field.name}-hint`}
              onChange={(event) => setText({ ...text, [field.name]: event.target.value })}
            />
            <p id={`${form}-${field.name}-hint`} className="hint">
              {field.hint}
            </p>
          </div>
        ))}
        <WitnessFields script={script} value={by} onChange={setBy} />
      </form>
    </Stage>
  );
}
