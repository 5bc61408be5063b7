import type { z } from 'zod';
import { ShellError } from '../shell-error.ts';
import type { MessagePipe } from '../pipe.ts';
import {
  events,
  Message,
  results,
  type Event,
  type EventName,
  type Result,
  type ResultName,
} from './protocol.ts';

interface Waiting {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: ShellError): void;
}
type Listener = (params: unknown, sessionId: string | undefined) => void;

/** The DevTools protocol over a pipe: commands with answers, and events. */
export class Cdp {
  readonly #pipe: MessagePipe;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #next = 1;
  #over = false;

  constructor(pipe: MessagePipe) {
    this.#pipe = pipe;
    pipe.onMessage((text) => this.#receive(text));
    pipe.onEnd(() => this.#end());
  }

  /**
   * Sends a command and waits for its answer, which is not looked at.
   * @throws ShellError `shell.chromium-ended`; `shell.chromium-answer` when Chromium refuses
   */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    if (this.#over) return Promise.reject(ended(method));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      this.#pipe.write(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  /** As `send`, for the commands whose answer the shell reads. */
  async ask<K extends ResultName>(
    method: K,
    params: object,
    sessionId?: string,
  ): Promise<Result<K>> {
    const answer = read<Result<K>>(results[method], await this.send(method, params, sessionId));
    if (answer === null) throw refused(method);
    return answer;
  }

  /** As `send`, for a command that may come too late: its failure changes nothing. */
  tell(method: string, params: object = {}, sessionId?: string): void {
    this.send(method, params, sessionId).catch(() => {});
  }

  /** Listens to one kind of event, of one session where one is named. Gives the way to stop. */
  on<K extends EventName>(
    method: K,
    listener: (params: Event<K>) => void,
    sessionId?: string,
  ): () => void {
    const receive: Listener = (params, from) => {
      if (sessionId !== undefined && sessionId !== from) return;
      const event = read<Event<K>>(events[method], params);
      if (event !== null) listener(event);
    };
    const set = this.#listeners.get(method) ?? new Set();
    this.#listeners.set(method, set.add(receive));
    return () => void set.delete(receive);
  }

  #receive(text: string): void {
    const message = parse(text);
    // A browser that does not speak its protocol is not asked again.
    if (message === null) return this.#end();
    if ('method' in message) {
      for (const listener of this.#listeners.get(message.method) ?? []) {
        listener(message.params, message.sessionId);
      }
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.result);
    else waiting?.reject(refused(waiting.method));
  }

  #end(): void {
    this.#over = true;
    for (const waiting of this.#waiting.values()) waiting.reject(ended(waiting.method));
    this.#waiting.clear();
  }
}

function parse(text: string): z.output<typeof Message> | null {
  try {
    return read(Message, JSON.parse(text));
  } catch {
    return null;
  }
}

function read<T>(shape: z.ZodType<T>, value: unknown): T | null {
  const parsed = shape.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const ended = (method: string): ShellError =>
  new ShellError('shell.chromium-ended', 'Chromium has ended', {
    place: method,
    hint: 'Start the station again.',
  });

const refused = (method: string): ShellError =>
  new ShellError('shell.chromium-answer', 'Chromium did not do what the station asked', {
    place: method,
    hint: 'Bring Chromium up to date, then start the station again.',
  });
