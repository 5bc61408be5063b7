import type { Problem } from '../../../src/contract/values.ts';
import { useCall, type Call } from '../../calls.ts';
import { problemIn } from '../../calls-together.ts';

/** What the host can do with the script. */
export interface ScriptCalls {
  readonly begin: Call<'script.begin'>;
  readonly close: Call<'script.close'>;
  readonly pause: Call<'script.pause'>;
  readonly resume: Call<'script.resume'>;
  readonly stop: Call<'deviation.stop'>;
  readonly settle: Call<'deviation.settle'>;
  readonly read: Call<'clock.read'>;
  readonly settleClock: Call<'clock.settle'>;
  readonly trouble: Call<'script.trouble'>;
}

export function useScriptCalls(): ScriptCalls {
  return {
    begin: useCall('script.begin'),
    close: useCall('script.close'),
    pause: useCall('script.pause'),
    resume: useCall('script.resume'),
    stop: useCall('deviation.stop'),
    settle: useCall('deviation.settle'),
    read: useCall('clock.read'),
    settleClock: useCall('clock.settle'),
    trouble: useCall('script.trouble'),
  };
}

/** The problem that is to be shown; the one of a deviation stands in its own stage. */
export function scriptProblem(calls: ScriptCalls): Problem | null {
  return problemIn({ ...calls, settle: { ...calls.settle, problem: null } });
}
