import { useState } from 'react';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { Looked } from '../../looked.tsx';
import type { HostProps } from '../../step-props.ts';
import { ChangeStage } from './change-stage.tsx';
import type { Changing } from './terms.ts';
import { DelegationsStage } from './delegations-stage.tsx';

/** Paths that other projects sign for: what is delegated, what waits, and one change at a time. */
export function DelegationsSection({ ceremony, onLeave }: HostProps) {
  const look = useLook('delegations.look', null);
  const [changing, setChanging] = useState<Changing | null>(null);
  const calls = {
    sign: useCall('delegations.sign'),
    withdraw: useCall('delegations.withdraw'),
    take: useCall('delegations.take'),
    publish: useCall('delegations.publish'),
  };
  const change = {
    challenge: useCall('delegations.challenge'),
    carry: useCall('delegations.carry'),
    answers: useCall('delegations.answers'),
    propose: useCall('delegations.propose'),
    stage: useCall('delegations.stage'),
  };
  useEvent('ceremony.changed', look.again);
  useEvent('tokens.changed', look.again);
  const practice = ceremony.mode === 'rehearsal';
  return (
    <Looked look={look} heading="Looking at the delegations" onBack={onLeave}>
      {(view) =>
        changing !== null ? (
          <ChangeStage
            view={view}
            changing={changing}
            practice={practice}
            calls={change}
            onView={look.set}
            onDone={(after) => {
              look.set(after);
              setChanging(null);
            }}
            onBack={() => setChanging(null)}
          />
        ) : (
          <DelegationsStage
            view={view}
            practice={practice}
            calls={calls}
            lookProblem={look.problem}
            onView={look.set}
            onChange={setChanging}
            onLeave={onLeave}
          />
        )
      }
    </Looked>
  );
}
