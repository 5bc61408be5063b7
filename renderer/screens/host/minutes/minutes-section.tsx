import { useState } from 'react';
import type { Written } from '../../../../src/contract/reports.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { LookingStage } from '../../looking-stage.tsx';
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
  if (look.value === null)
    return (
      <LookingStage
        heading="Looking at the record"
        problem={look.problem}
        onBack={onLeave}
        onLook={look.again}
      />
    );
  return (
    <MinutesStage
      view={look.value}
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
      onSigned={(view) => {
        setWritten(null);
        look.set(view);
      }}
      onLeave={onLeave}
    />
  );
}
