import { MAX_FRAME, MainFrame, readFrame, type PageFrame } from './frame.ts';
import { member } from './member.ts';
import { plainProblem, ProblemError } from './problem.ts';
import type { z } from 'zod';
import type { Bridge, Client, Contract } from './rpc.ts';

type Reply = Exclude<MainFrame, { t: 'event' }>;

/** The page's end of the pipe. What main sends is checked as strictly as what the page sends. */
export function connect<C extends Contract>(contract: C, bridge: Bridge): Client<C> {
  const methods: C['methods'] = contract.methods;
  const events: C['events'] = contract.events;
  let nextId = 0;
  const pending = new Map<number, (reply: Reply) => void>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();

  const send = (frame: PageFrame): void => {
    const text = JSON.stringify(frame);
    if (text.length > MAX_FRAME) throw new ProblemError(TOO_LONG);
    bridge.post(text);
  };

  bridge.listen((text) => {
    const frame = readFrame(MainFrame, text);
    if (frame === null) return;
    if (frame.t !== 'event') return pending.get(frame.id)?.(frame);
    for (const listener of listeners.get(frame.name) ?? []) listener(frame.value);
  });

  return {
    call: (method, input, options) => {
      const spec = member(methods, method);
      return new Promise((resolve, reject) => {
        if (options?.signal?.aborted === true) return reject(new ProblemError(NOT_STARTED));
        const id = nextId++;
        const progress = member(spec, 'progress');
        const report = (value: unknown): void => {
          if (progress === undefined) return;
          const read = check(progress, value);
          if (read.success) options?.onProgress?.(read.data);
        };
        const cancel = (): void => send({ t: 'cancel', id });
        pending.set(id, (reply) => {
          if (reply.t === 'progress') return report(reply.value);
          pending.delete(id);
          options?.signal?.removeEventListener('abort', cancel);
          if (reply.t === 'err') return reject(new ProblemError(reply.problem));
          const output = member(spec, 'out').safeParse(reply.value);
          return output.success ? resolve(output.data) : reject(new ProblemError(BAD_REPLY));
        });
        options?.signal?.addEventListener('abort', cancel, { once: true });
        try {
          send({ t: 'call', id, method, value: input });
        } catch (error) {
          pending.delete(id);
          reject(error);
        }
      });
    },
    on: (name, listener) => {
      const shape = member(events, name);
      const receive = (value: unknown): void => {
        const event = shape.safeParse(value);
        if (event.success) listener(event.data);
      };
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(receive));
      return () => void set.delete(receive);
    },
  };
}

const check = <S extends z.ZodType>(shape: S, value: unknown): z.ZodSafeParseResult<z.output<S>> =>
  shape.safeParse(value);

const TOO_LONG = plainProblem('rpc.too-long', 'This is more than the station takes at once', {
  hint: 'Take a smaller part, and try again.',
});
const NOT_STARTED = plainProblem('cancelled', 'This was cancelled before it began', {
  hint: 'Start the step again when you are ready.',
});
const BAD_REPLY = plainProblem('rpc.bad-reply', 'The station gave an answer that cannot be read', {
  hint: 'Start the station again. If this comes back, report it.',
});
