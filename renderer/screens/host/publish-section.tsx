import { useCall, useEvent, useLook } from '../../calls.ts';
import { LookingStage } from '../looking-stage.tsx';
import type { HostProps } from '../step-props.ts';
import { PublishStage } from './publish-stage.tsx';

/** What leaves the ceremony: the keys of everybody, a branch each, and the published ceremony as one commit. */
export function PublishSection({ onLeave }: HostProps) {
  const look = useLook('publication.look', null);
  const send = useCall('publication.send');
  useEvent('ceremony.changed', look.again);
  if (look.value === null)
    return (
      <LookingStage
        heading="Looking at what can be published"
        problem={look.problem}
        onBack={onLeave}
        onLook={look.again}
      />
    );
  return (
    <PublishStage
      view={look.value}
      send={send}
      lookProblem={look.problem}
      onView={look.set}
      onLeave={onLeave}
    />
  );
}
