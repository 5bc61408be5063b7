import { useId, useState } from 'react';
import type { ScriptView } from '../../../src/contract/script.ts';
import type { Call } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { SendButton } from '../../components/send-button.tsx';
import { Stage } from '../../components/stage.tsx';
import { DeviationForm } from '../deviation/deviation-form.tsx';
import { emptyDeviation, isWhole } from '../deviation/deviation-text.ts';
import { emptyWitness, hasWitness, WitnessFields } from './witness-fields.tsx';

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
            <SendButton form={form} ready={whole && !settle.pending}>
              Confirm and go on
            </SendButton>
          }
        />
      }
    >
      {settle.problem === null ? null : <ProblemPanel problem={settle.problem} />}
      <DeviationForm id={form} text={text} onText={setText} onSubmit={() => void send()}>
        <WitnessFields script={script} value={by} onChange={setBy} />
      </DeviationForm>
    </Stage>
  );
}
