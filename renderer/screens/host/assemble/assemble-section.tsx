import { useState } from 'react';
import type { Brought } from '../../../../src/contract/assembly.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { Looked } from '../../looked.tsx';
import type { HostProps } from '../../step-props.ts';
import { AssembleStage } from './assemble-stage.tsx';
import { OnlineKeys } from './online-keys.tsx';

/** Keys come in and are checked, the root is built from them, and signatures come in one by one. */
export function AssembleSection({ ceremony, onLeave }: HostProps) {
  const look = useLook('assembly.look', null);
  const bring = useCall('assembly.bring');
  const stage = useCall('host.stage');
  const [brought, setBrought] = useState<Brought | null>(null);
  useEvent('ceremony.changed', look.again);
  return (
    <Looked look={look} heading="Looking at the keys" onBack={onLeave}>
      {(view) => (
        <AssembleStage
          view={view}
          brought={brought}
          practice={ceremony.mode === 'rehearsal'}
          bring={bring}
          stage={stage}
          online={<OnlineKeys />}
          lookProblem={look.problem}
          onBrought={(answer) => {
            look.set(answer.view);
            setBrought(answer.brought);
          }}
          onStaged={() => {
            setBrought(null);
            look.again();
          }}
          onLeave={onLeave}
        />
      )}
    </Looked>
  );
}
