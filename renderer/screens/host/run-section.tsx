import { useCallback, useState } from 'react';
import type { BundleWritten } from '../../../src/contract/keyholder.ts';
import { useCall, useEvent, useLook } from '../../calls.ts';
import { DeviationStage } from '../deviation/deviation-stage.tsx';
import { LookingStage } from '../looking-stage.tsx';
import { RecordStage } from '../record/record-stage.tsx';
import type { HostProps } from '../step-props.ts';
import { LiveStage } from './live-stage.tsx';
import { SettleStage } from './settle-stage.tsx';
import { useScriptCalls } from './script-calls.ts';
import { HostStage } from './host-stage.tsx';
import type { HostCalls } from './host-calls.ts';

/** The ceremony as it runs: the acts, the keyholders, both thresholds, and the one act that is next. */
export function RunSection({ ceremony, onPart, onFollow, onLeave }: HostProps) {
  const look = useLook('host.look', null);
  const script = useLook('script.look', null);
  const run = useScriptCalls();
  const [part, setPart] = useState<'acts' | 'deviation' | 'record' | 'carry'>('acts');
  const [carried, setCarried] = useState<BundleWritten | null>(null);
  const [recorded, setRecorded] = useState(false);
  const calls: HostCalls = {
    practiceKey: useCall('host.practiceKey'),
    stage: useCall('host.stage'),
    practiceSign: useCall('host.practiceSign'),
    publish: useCall('host.publish'),
    follow: useCall('plan.follow'),
    take: useCall('bundle.take'),
    carry: useCall('bundle.write'),
  };
  useEvent('ceremony.changed', () => {
    look.again();
    script.again();
  });
  const toActs = useCallback(() => setPart('acts'), []);
  if (part === 'record') return <RecordStage onBack={toActs} />;
  if (part === 'deviation')
    return (
      <DeviationStage
        about="other"
        then="Then the ceremony goes on."
        onBack={toActs}
        onRecorded={() => {
          setRecorded(true);
          setPart('acts');
        }}
      />
    );
  if (look.value === null)
    return (
      <LookingStage
        heading="Looking at the ceremony"
        problem={look.problem}
        onBack={onLeave}
        onLook={look.again}
      />
    );
  const running = script.value;
  if (running?.phase === 'stopped')
    return (
      <SettleStage script={running} settle={run.settle} onView={script.set} onLeave={onLeave} />
    );
  if (part !== 'carry' && (running?.phase === 'running' || running?.phase === 'paused'))
    return (
      <LiveStage
        view={look.value}
        script={running}
        practice={ceremony.mode === 'rehearsal'}
        calls={calls}
        run={run}
        lookProblem={look.problem ?? script.problem}
        onView={(view) => {
          look.set(view);
          script.again();
        }}
        onScript={script.set}
        onCarry={() => setPart('carry')}
        onRecord={() => setPart('record')}
        onLeave={onLeave}
      />
    );
  // A script that never began has nothing left to lead through once the root is published.
  const over = look.value.published;
  const follow = async (): Promise<void> => {
    const plan = await calls.follow.run(null);
    if (plan !== null) onFollow(plan);
  };
  const begin = async (): Promise<void> => {
    const view = await run.begin.run(null);
    if (view !== null) script.set(view);
  };
  return (
    <HostStage
      onScript={
        part === 'carry'
          ? toActs
          : running?.phase === 'not-begun' && !over
            ? () => void begin()
            : null
      }
      scriptWord={part === 'carry' ? 'Back to the script' : 'Begin the script'}
      view={look.value}
      practice={ceremony.mode === 'rehearsal'}
      deviations={ceremony.deviations}
      calls={calls}
      lookProblem={look.problem ?? run.begin.problem}
      carried={carried}
      recorded={recorded}
      onView={(view) => {
        setRecorded(false);
        look.set(view);
      }}
      onCarried={(bundle) => {
        setRecorded(false);
        setCarried(bundle);
        look.again();
      }}
      onPublish={() => onPart('publish')}
      onFollow={() => void follow()}
      onDeviation={() => setPart('deviation')}
      onRecord={() => setPart('record')}
      onLeave={onLeave}
    />
  );
}
