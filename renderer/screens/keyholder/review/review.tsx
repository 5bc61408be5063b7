import { useEvent, useLook } from '../../../calls.ts';
import type { StepProps } from '../../step-props.ts';
import { LookingStage } from '../../looking-stage.tsx';
import { ProveStep } from '../prove/prove-step.tsx';
import { ReviewReady } from './review-ready.tsx';
import { WaitingForRoot } from './waiting-for-root.tsx';

/** Step 5: what the new root changes, and what exactly will be signed. */
export function ReviewStep(step: StepProps) {
  const look = useLook('review.look', null);
  useEvent('ceremony.changed', look.again);
  const { value, problem } = look;
  // A root that cannot be read any more is not shown as it was.
  if (value === null || problem !== null)
    return (
      <LookingStage
        heading={problem === null ? 'Reading the root that is to be signed' : 'The review stopped'}
        problem={problem}
        onBack={step.onBack}
        onLook={look.again}
      />
    );
  if (value.state === 'delegate') return <ProveStep {...step} />;
  if (value.state === 'waiting')
    return (
      <WaitingForRoot {...step} sentence={value.sentence} hint={value.hint} onLook={look.again} />
    );
  // Other bytes are another review: nothing that was read or compared before counts for them.
  return <ReviewReady key={value.review.bytes.sha256} {...step} review={value.review} />;
}
