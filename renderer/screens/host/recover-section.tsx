import { useCall, useEvent, useLook } from '../../calls.ts';
import { LookingStage } from '../looking-stage.tsx';
import type { HostProps } from '../step-props.ts';
import { RecoverStage } from './recover-stage.tsx';

/** Ways out of trouble: take the staged root back, give it up, or give the whole ceremony up. */
export function RecoverSection({ onLeave }: HostProps) {
  const look = useLook('recovery.look', null);
  const calls = {
    unstage: useCall('recovery.unstage'),
    root: useCall('recovery.abandonRoot'),
    ceremony: useCall('recovery.abandon'),
  };
  useEvent('ceremony.changed', look.again);
  if (look.value === null)
    return (
      <LookingStage
        heading="Looking at what can be undone"
        problem={look.problem}
        onBack={onLeave}
        onLook={look.again}
      />
    );
  return (
    <RecoverStage
      view={look.value}
      calls={calls}
      lookProblem={look.problem}
      onView={look.set}
      onLeave={onLeave}
    />
  );
}
