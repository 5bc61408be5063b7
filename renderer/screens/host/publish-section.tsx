import { useCall, useEvent, useLook } from '../../calls.ts';
import { Looked } from '../looked.tsx';
import type { HostProps } from '../step-props.ts';
import { PublishStage } from './publish-stage.tsx';

/** What leaves the ceremony: the keys of everybody, a branch each, and the published ceremony as one commit. */
export function PublishSection({ onLeave }: HostProps) {
  const look = useLook('publication.look', null);
  const send = useCall('publication.send');
  useEvent('ceremony.changed', look.again);
  return (
    <Looked look={look} heading="Looking at what can be published" onBack={onLeave}>
      {(view) => (
        <PublishStage
          view={view}
          send={send}
          lookProblem={look.problem}
          onView={look.set}
          onLeave={onLeave}
        />
      )}
    </Looked>
  );
}
