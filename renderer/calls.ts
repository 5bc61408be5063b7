import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { StationContract } from '../src/contract/contract.ts';
import { plainProblem, ProblemError } from '../src/contract/problem.ts';
import type { Client, EventName, MethodName, ProgressOf } from '../src/contract/rpc.ts';
import type { Problem } from '../src/contract/values.ts';

export type Station = Client<StationContract>;
export type Method = MethodName<StationContract>;
export type Input<K extends Method> = z.input<StationContract['methods'][K]['in']>;
export type Output<K extends Method> = z.output<StationContract['methods'][K]['out']>;
export type Progress<K extends Method> = ProgressOf<StationContract['methods'][K]>;

/** The way to main. main.tsx provides it, so that no screen reaches for `window`. */
export const StationContext = createContext<Station | null>(null);

export function useStation(): Station {
  const station = useContext(StationContext);
  if (station === null) throw new Error('no station above this component');
  return station;
}

/** The problem that a call was rejected with; anything unforeseen becomes plain words without its message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return plainProblem('page.internal', 'The window could not go on with this', {
    hint: 'Try this step again. If it stops again, close the station and start it: your work is kept.',
  });
}

export interface Call<K extends Method> {
  /** Gives what main answered, or null when it stopped with a problem, which is then in `problem`. */
  readonly run: (input: Input<K>) => Promise<Output<K> | null>;
  /** The same for methods that answer nothing: whether main did it. */
  readonly did: (input: Input<K>) => Promise<boolean>;
  readonly pending: boolean;
  readonly problem: Problem | null;
  /** What main reported last, null before its first report. */
  readonly progress: Progress<K> | null;
  /** All that main reported since the call began, in order. */
  readonly reports: readonly Progress<K>[];
  /** Asks main to stop; the call settles with what main answers, since the act may have happened. */
  readonly cancel: () => void;
  /** Takes the problem off the screen. */
  readonly clear: () => void;
}

/**
 * One kind of call, made by a person's act. While it runs a second one is not begun, so that no act is
 * repeated by a double press. A call whose screen has gone is cancelled and its answer dropped.
 */
export function useCall<K extends Method>(method: K): Call<K> {
  const station = useStation();
  const running = useRef<AbortController | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reports, setReports] = useState<readonly Progress<K>[]>([]);
  useEffect(() => () => running.current?.abort(), []);

  const attempt = useCallback(
    async (input: Input<K>): Promise<{ answer: Output<K> } | null> => {
      if (running.current !== null) return null;
      const abort = new AbortController();
      running.current = abort;
      setPending(true);
      setProblem(null);
      setReports([]);
      try {
        const onProgress = (value: Progress<K>) => setReports((before) => [...before, value]);
        return { answer: await station.call(method, input, { signal: abort.signal, onProgress }) };
      } catch (error) {
        setProblem(problemOf(error));
        return null;
      } finally {
        running.current = null;
        setPending(false);
      }
    },
    [station, method],
  );
  const run = useCallback(
    async (input: Input<K>) => (await attempt(input))?.answer ?? null,
    [attempt],
  );
  const did = useCallback(async (input: Input<K>) => (await attempt(input)) !== null, [attempt]);
  const cancel = useCallback(() => running.current?.abort(), []);
  const clear = useCallback(() => setProblem(null), []);
  return {
    run,
    did,
    pending,
    problem,
    progress: reports.at(-1) ?? null,
    reports,
    cancel,
    clear,
  };
}

/** The methods that take nothing, or one name: the snapshots that screens open with. */
export type LookMethod = {
  [K in Method]: null extends Input<K> ? K : Input<K> extends string ? K : never;
}[Method];

interface LookState<K extends LookMethod> {
  /** null until main has answered. */
  readonly value: Output<K> | null;
  readonly loaded: boolean;
  readonly problem: Problem | null;
}

export interface Look<K extends LookMethod> extends LookState<K> {
  /** Asks again; what was there stays until the answer is. */
  readonly again: () => void;
  /** Puts in place what another call or an event said; an answer that is still under way no longer counts. */
  readonly set: (value: Output<K>) => void;
}

/**
 * A snapshot that is asked for when the screen opens, and again on `again()`: `useLook('key.look', null)`.
 * The answer to the last question counts; one that comes after the screen has gone is dropped.
 */
export function useLook<K extends LookMethod>(method: K, input: Input<K>): Look<K> {
  const station = useStation();
  const turn = useRef(0);
  const [state, setState] = useState<LookState<K>>({ value: null, loaded: false, problem: null });
  const look = useCallback((): void => {
    turn.current += 1;
    const mine = turn.current;
    const settle = (next: (last: LookState<K>) => LookState<K>): void => {
      if (mine === turn.current) setState(next);
    };
    station.call(method, input).then(
      (value) => settle(() => ({ value, loaded: true, problem: null })),
      (error: unknown) => settle((last) => ({ ...last, loaded: true, problem: problemOf(error) })),
    );
  }, [station, method, input]);
  useEffect(() => {
    look();
    return () => {
      turn.current += 1;
    };
  }, [look]);
  const set = useCallback((value: Output<K>) => {
    turn.current += 1;
    setState({ value, loaded: true, problem: null });
  }, []);
  return { ...state, again: look, set };
}

/** Hears an event of main as long as the component is there. */
export function useEvent<K extends EventName<StationContract>>(
  name: K,
  listener: (value: z.output<StationContract['events'][K]>) => void,
): void {
  const station = useStation();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => station.on(name, (value) => latest.current(value)), [station, name]);
}
