/**
 * Typed calls, progress and events between page and main, over any two-way pipe of strings.
 * JSON text on purpose: each shell then carries the same values, and a `Uint8Array` cannot work
 * in one shell and fail in another. The two ends are in serve.ts (main) and connect.ts (page).
 */
import type { z } from 'zod';

export interface MethodSpec {
  readonly in: z.ZodType;
  readonly out: z.ZodType;
  /** What the handler may report while it works; absent when it reports nothing. */
  readonly progress?: z.ZodType;
}

export interface Contract {
  readonly methods: Readonly<Record<string, MethodSpec>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

/** The only thing that a shell provides to the page, and to main: a pipe of strings. */
export interface Bridge {
  post(text: string): void;
  /** Gives the way to stop listening. */
  listen(receive: (text: string) => void): () => void;
}

export type MethodName<C extends Contract> = keyof C['methods'] & string;
export type EventName<C extends Contract> = keyof C['events'] & string;

/** What a method reports while it works; unknown, where the contract names no progress. */
export type ProgressOf<M extends MethodSpec> = z.output<NonNullable<M['progress']>>;

export interface CallContext<Progress> {
  /** Aborted when the page cancels the call or goes away. */
  readonly signal: AbortSignal;
  readonly progress: (value: Progress) => void;
}

export type Handler<M extends MethodSpec> = (
  input: z.output<M['in']>,
  call: CallContext<ProgressOf<M>>,
) => Promise<z.input<M['out']>> | z.input<M['out']>;

/** One function for each method of the contract. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C['methods']]: Handler<C['methods'][K]>;
};

/** Tells the page that something changed. Each event has a snapshot call beside it. */
export type Emit<C extends Contract> = <K extends EventName<C>>(
  name: K,
  value: z.input<C['events'][K]>,
) => void;

export interface CallOptions<Progress> {
  /** Aborting asks main to stop. The call still settles with what main answers: the act may have happened. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: Progress) => void;
}

export interface Client<C extends Contract> {
  /** @throws ProblemError with what main said */
  call<K extends MethodName<C>>(
    method: K,
    input: z.input<C['methods'][K]['in']>,
    options?: CallOptions<ProgressOf<C['methods'][K]>>,
  ): Promise<z.output<C['methods'][K]['out']>>;
  /** Gives the way to stop listening. */
  on<K extends EventName<C>>(
    name: K,
    listener: (value: z.output<C['events'][K]>) => void,
  ): () => void;
}
