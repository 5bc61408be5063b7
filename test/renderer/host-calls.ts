import type { Call, Method } from '../../renderer/calls.ts';
import type { HostCalls } from '../../renderer/screens/host/host-calls.ts';
import type { ScriptCalls } from '../../renderer/screens/host/script-calls.ts';
import type { Problem } from '../../src/contract/values.ts';

interface State {
  readonly pending?: boolean;
  readonly problem?: Problem | null;
  readonly clear?: () => void;
}

/** A call that was never made, or stands where `state` says. */
export function stillCall<K extends Method>(state: State = {}): Call<K> {
  return {
    run: () => Promise.resolve(null),
    did: () => Promise.resolve(false),
    pending: state.pending ?? false,
    problem: state.problem ?? null,
    progress: null,
    reports: [],
    cancel: () => undefined,
    clear: state.clear ?? (() => undefined),
  };
}

/** The host's five calls, at rest unless told. */
export function hostCalls(states: Partial<Record<keyof HostCalls, State>> = {}): HostCalls {
  return {
    practiceKey: stillCall(states.practiceKey),
    stage: stillCall(states.stage),
    follow: stillCall(states.follow),
    practiceSign: stillCall(states.practiceSign),
    publish: stillCall(states.publish),
    take: stillCall(states.take),
    carry: stillCall(states.carry),
  };
}

/** The calls of the script, at rest unless told. */
export function scriptCalls(states: Partial<Record<keyof ScriptCalls, State>> = {}): ScriptCalls {
  return {
    begin: stillCall(states.begin),
    close: stillCall(states.close),
    pause: stillCall(states.pause),
    resume: stillCall(states.resume),
    stop: stillCall(states.stop),
    settle: stillCall(states.settle),
    read: stillCall(states.read),
    settleClock: stillCall(states.settleClock),
    trouble: stillCall(states.trouble),
  };
}

/** A call, and what it was made with, in order. Main answers nothing: it stopped. */
export function askedCall<K extends Method>(
  state: State = {},
): { readonly call: Call<K>; readonly asked: readonly unknown[] } {
  const asked: unknown[] = [];
  const call: Call<K> = {
    ...stillCall<K>(state),
    run: (input) => {
      asked.push(input);
      return Promise.resolve(null);
    },
  };
  return { call, asked };
}
