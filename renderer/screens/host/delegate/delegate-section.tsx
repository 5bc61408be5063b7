import { useState } from 'react';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { Looked } from '../../looked.tsx';
import type { HostProps } from '../../step-props.ts';
import { DelegateStage } from './delegate-stage.tsx';

/** The one role of a delegate's ceremony: staged, signed and handed to the delegator. */
export function DelegateSection({ ceremony, onLeave }: HostProps) {
  const look = useLook('delegate.look', null);
  const [carried, setCarried] = useState<string | null>(null);
  const calls = {
    stage: useCall('delegate.stage'),
    sign: useCall('delegate.sign'),
    carry: useCall('delegate.carry'),
  };
  useEvent('ceremony.changed', look.again);
  useEvent('tokens.changed', look.again);
  return (
    <Looked look={look} heading="Looking at the role" onBack={onLeave}>
      {(view) => (
        <DelegateStage
          view={view}
          practice={ceremony.mode === 'rehearsal'}
          calls={calls}
          lookProblem={look.problem}
          carried={carried}
          onView={(after) => {
            setCarried(null);
            look.set(after);
          }}
          onCarried={setCarried}
          onLeave={onLeave}
        />
      )}
    </Looked>
  );
}
