import type { Plan } from './plan.ts';
import type { RecordOf, TranscriptRecord } from './record.ts';
import { plannedActs, type PlannedAct } from './script.ts';

/** An act that is over. */
export interface ClosedAct {
  readonly planned: PlannedAct;
  readonly closed: RecordOf<'act.closed'>;
  /** Seconds without pauses; deviations are part of it. */
  readonly took: number;
  readonly deviations: readonly RecordOf<'deviation.settled'>[];
}

/** The act that is under way. */
export interface OpenAct {
  readonly planned: PlannedAct;
  /** RFC 3339, UTC: when it began. */
  readonly since: string;
  /** Seconds of pauses in it that are over. */
  readonly paused: number;
  readonly deviations: readonly RecordOf<'deviation.settled'>[];
}

interface Acts {
  readonly done: readonly ClosedAct[];
  readonly next: readonly PlannedAct[];
}

/**
 * Where the script of a ceremony stands. Only a running script has an act that can be closed, and it has one: an act
 * out of its order, or in a pause, cannot be written down.
 */
export type ScriptState =
  | (Acts & { readonly phase: 'not-begun' })
  | RunningScript
  | (Acts & { readonly phase: 'paused'; readonly now: OpenAct; readonly since: string })
  | (Acts & {
      readonly phase: 'stopped';
      readonly now: OpenAct;
      readonly stop: RecordOf<'deviation.stopped'>;
    })
  | (Acts & { readonly phase: 'ended' });

export type RunningScript = Acts & { readonly phase: 'running'; readonly now: OpenAct };

/**
 * Works out where the script stands, from plan and record alone. Records that do not follow from the state before
 * them, which no station writes, change nothing.
 */
export function scriptState(plan: Plan, records: readonly TranscriptRecord[]): ScriptState {
  return records
    .filter((record) => record.plan === plan.sha256)
    .reduce(after, { phase: 'not-begun', done: [], next: plannedActs(plan) });
}

function after(state: ScriptState, record: TranscriptRecord): ScriptState {
  if (state.phase === 'not-begun')
    return record.kind === 'script.begun' ? begun(state, record.at) : state;
  if (state.phase === 'running') return afterRunning(state, record);
  if (state.phase === 'paused' && record.kind === 'script.resumed') {
    const { done, next, now, since } = state;
    const paused = now.paused + seconds(since, record.at);
    return { phase: 'running', done, next, now: { ...now, paused } };
  }
  if (state.phase === 'stopped' && record.kind === 'deviation.settled') {
    const { done, next, now, stop } = state;
    if (record.data.stopped !== stop.number) return state;
    return {
      phase: 'running',
      done,
      next,
      now: { ...now, deviations: [...now.deviations, record] },
    };
  }
  return state;
}

function afterRunning(state: RunningScript, record: TranscriptRecord): ScriptState {
  if (record.kind === 'act.closed' && record.data.act === state.now.planned.id)
    return closed(state, record);
  if (record.kind === 'script.paused') return { ...state, phase: 'paused', since: record.at };
  if (record.kind === 'deviation.stopped') return { ...state, phase: 'stopped', stop: record };
  return state;
}

function begun({ done, next }: Acts, at: string): ScriptState {
  const [first, ...rest] = next;
  if (first === undefined) return { phase: 'ended', done, next };
  return {
    phase: 'running',
    done,
    next: rest,
    now: { planned: first, since: at, paused: 0, deviations: [] },
  };
}

function closed({ done, next, now }: RunningScript, record: RecordOf<'act.closed'>): ScriptState {
  const { planned, since, paused, deviations } = now;
  const took = Math.max(0, seconds(since, record.at) - paused);
  return begun({ done: [...done, { planned, closed: record, took, deviations }], next }, record.at);
}

/** Seconds between two times; none if the clock was set back between them. */
function seconds(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}
