import { useState } from 'react';
import type { RotationView } from '../../../../src/contract/rotation.ts';
import { useCall, useEvent, useLook, type Input } from '../../../calls.ts';
import { LookingStage } from '../../looking-stage.tsx';
import type { HostProps } from '../../step-props.ts';
import { NoRotation } from './no-rotation.tsx';
import { RotationStage } from './rotation-stage.tsx';

/** Who can come, and what the planner makes of it: versions, signatures, what happens if somebody is missing. */
export function RotationSection({ onLeave }: HostProps) {
  const look = useLook('rotation.look', null);
  const plan = useCall('rotation.plan');
  const [asked, setAsked] = useState<RotationView | null>(null);
  useEvent('ceremony.changed', look.again);
  async function ask(attendance: Input<'rotation.plan'>) {
    const answer = await plan.run(attendance);
    if (answer !== null) setAsked(answer);
  }
  if (!look.loaded || look.problem !== null)
    return (
      <LookingStage
        heading="Looking at the rotation"
        problem={look.problem}
        onBack={onLeave}
        onLook={look.again}
      />
    );
  const view = asked ?? look.value;
  if (view === null) return <NoRotation onLeave={onLeave} />;
  return (
    <RotationStage
      view={view}
      plan={plan}
      onAsk={(attendance) => void ask(attendance)}
      onLeave={onLeave}
    />
  );
}
