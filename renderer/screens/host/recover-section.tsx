import { useCall, useEvent, useLook } from '../../calls.ts';
import { Looked } from '../looked.tsx';
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
  return (
    <Looked look={look} heading="Looking at what can be undone" onBack={onLeave}>
      {(view) => (
        <RecoverStage
          view={view}
          calls={calls}
          lookProblem={look.problem}
          onView={look.set}
          onLeave={onLeave}
        />
      )}
    </Looked>
  );
}
