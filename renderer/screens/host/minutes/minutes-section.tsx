import { useState } from 'react';
import type { Written } from '../../../../src/contract/reports.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { Looked } from '../../looked.tsx';
import type { HostProps } from '../../step-props.ts';
import { MinutesStage } from './minutes-stage.tsx';

/** The minutes of the ceremony, and the signatures of tokens on the record that they are made of. */
export function MinutesSection({ ceremony, onLeave }: HostProps) {
  const look = useLook('reports.look', null);
  const write = useCall('minutes.write');
  const sign = useCall('checkpoint.sign');
  const clear = useCall('practice.clear');
  const [written, setWritten] = useState<Written | null>(null);
  useEvent('ceremony.changed', look.again);
  useEvent('tokens.changed', look.again);
  return (
    <Looked look={look} heading="Looking at the record" onBack={onLeave}>
      {(view) => (
        <MinutesStage
          view={view}
          written={written}
          practice={ceremony.mode === 'rehearsal'}
          write={write}
          sign={sign}
          clear={clear}
          lookProblem={look.problem}
          onWritten={(answer) => {
            look.set(answer.view);
            setWritten(answer.written);
          }}
          onSigned={(after) => {
            setWritten(null);
            look.set(after);
          }}
          onLeave={onLeave}
        />
      )}
    </Looked>
  );
}
