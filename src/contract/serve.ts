import { StationError } from '../encoding/station-error.ts';
import { MAX_FRAME, PageFrame, readFrame, type MainFrame } from './frame.ts';
import { member } from './member.ts';
import { plainProblem, problemOf } from './problem.ts';
import type { Bridge, Contract, Emit, Handler, Handlers, MethodName, MethodSpec } from './rpc.ts';
import type { Problem } from './values.ts';

/** More calls than this at once is a page that runs wild. */
const MAX_RUNNING = 64;

export interface Server<C extends Contract> {
  readonly emit: Emit<C>;
  /** Stops listening and aborts what runs. */
  close(): void;
}

/**
 * Main's end of the pipe. Input and output of each call are checked against the contract; a
 * malformed frame is dropped. Nothing that came in is repeated in an answer or in `log`, since it
 * may be a PIN: a bad input is described by the path of the member and the kind of fault only.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  bridge: Bridge,
  log: (line: string) => void = () => {},
): Server<C> {
  const running = new Map<number, AbortController>();
  const methods: C['methods'] = contract.methods;
  const events: C['events'] = contract.events;
  let closed = false;

  const send = (frame: MainFrame): void => {
    if (closed) return;
    const text = JSON.stringify(frame);
    if (text.length > MAX_FRAME) throw new RangeError('frame too long');
    bridge.post(text);
  };
  const refuse = (id: number, problem: Problem): void => send({ t: 'err', id, problem });

  const run = async <M extends MethodSpec>(
    id: number,
    method: string,
    spec: M,
    handler: Handler<M>,
    value: unknown,
  ): Promise<void> => {
    const input = member(spec, 'in').safeParse(value);
    if (!input.success) return refuse(id, badInput(input.error.issues));
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const output = await handler(input.data, {
        signal: abort.signal,
        progress: (report) => {
          if (running.has(id)) send({ t: 'progress', id, value: spec.progress?.parse(report) });
        },
      });
      send({ t: 'ok', id, value: spec.out.parse(output) });
    } catch (error) {
      log(`${method} stopped: ${faultOf(error)}`);
      const cancelled = abort.signal.aborted && !(error instanceof StationError);
      refuse(id, cancelled ? CANCELLED : problemOf(error));
    } finally {
      running.delete(id);
    }
  };

  const isMethod = (name: string): name is MethodName<C> => Object.hasOwn(methods, name);

  const stop = bridge.listen((text) => {
    const frame = readFrame(PageFrame, text);
    if (frame === null) return log('a malformed frame was dropped');
    if (frame.t === 'cancel') return running.get(frame.id)?.abort();
    const { id, method, value } = frame;
    if (!isMethod(method)) return refuse(id, UNKNOWN_METHOD);
    if (running.has(id)) return log('a call with the number of a running call was dropped');
    if (running.size >= MAX_RUNNING) return refuse(id, BUSY);
    void run(id, method, member(methods, method), member(handlers, method), value);
  });

  return {
    emit: (name, value) => send({ t: 'event', name, value: member(events, name).parse(value) }),
    close: () => {
      closed = true;
      stop();
      for (const abort of running.values()) abort.abort();
    },
  };
}

const AGAIN = 'Start the station again. If this comes back, report it.';
const UNKNOWN_METHOD = plainProblem('rpc.unknown-method', 'The station has no such act', {
  hint: AGAIN,
});
const BUSY = plainProblem('rpc.busy', 'The station has too much to do at once', {
  hint: 'Wait a moment, then try this step again.',
});
const CANCELLED = plainProblem('cancelled', 'This was cancelled', {
  hint: 'Nothing more happens by itself. Start the step again when you are ready.',
});

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
}

/** The schemas have no free member names, so a path holds names of the contract and positions only. */
function badInput(issues: readonly Issue[]): Problem {
  const place = issues
    .slice(0, 8)
    .map((issue) => `${issue.path.map(String).join('.')}: ${issue.code ?? 'custom'}`)
    .join('; ');
  return plainProblem('rpc.bad-input', 'The station did not understand what was entered', {
    place,
    hint: 'Look at what was entered, and try again.',
  });
}

/** Name and first frame of the stack: enough to find the fault, and free of its message. */
function faultOf(error: unknown): string {
  if (error instanceof StationError) return error.code;
  if (!(error instanceof Error)) return 'no error object';
  const frame = /\n\s+(at [^\n]+)/.exec(error.stack ?? '')?.[1];
  return frame === undefined ? error.name : `${error.name} ${frame}`;
}
