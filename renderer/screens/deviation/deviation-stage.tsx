import { useId, useState } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import { useCall } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { SendButton } from '../../components/send-button.tsx';
import { Stage } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';
import { DeviationForm } from './deviation-form.tsx';
import { emptyDeviation, isWhole, type DeviationText } from './deviation-text.ts';

interface DeviationStageProps {
  about: 'network' | 'other';
  /** What is known already, to be completed by the person. */
  start?: Partial<DeviationText>;
  /** What happens after it is recorded, in one sentence. */
  then: string;
  onBack: () => void;
  onRecorded: (ceremony: CeremonyView) => void;
}

/** A deviation is written down as expected, happened, decided; then the ceremony goes on. */
export function DeviationStage({ about, start, then, onBack, onRecorded }: DeviationStageProps) {
  const [text, setText] = useState<DeviationText>({ ...emptyDeviation, ...start });
  const record = useCall('deviation.record');
  const form = useId();
  const known = { ...emptyDeviation, ...start };
  const typed = (['expected', 'happened', 'decided'] as const).some(
    (name) => text[name] !== known[name],
  );
  // A key that is pressed to leave something else takes no sentence away: Back does, by its name.
  useKeys(typed ? {} : { Escape: onBack });
  const whole = isWhole(text);
  async function send() {
    if (!whole) return;
    const ceremony = await record.run({ about, ...text });
    if (ceremony !== null) onRecorded(ceremony);
  }
  return (
    <Stage
      heading="Write down what is not as expected"
      lead="Three sentences go into the record, with the time and your name. They are never taken out again."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          note={whole ? then : 'All three are needed.'}
          primary={
            <SendButton form={form} ready={whole && !record.pending}>
              Record the deviation
            </SendButton>
          }
        />
      }
    >
      {record.problem === null ? null : <ProblemPanel problem={record.problem} />}
      <DeviationForm id={form} text={text} onText={setText} onSubmit={() => void send()} />
    </Stage>
  );
}
