import { connect } from '../../../src/contract/connect.ts';
import { contract, type StationContract } from '../../../src/contract/contract.ts';
import type { Bridge, Client, Emit, Handlers } from '../../../src/contract/rpc.ts';
import { serve } from '../../../src/contract/serve.ts';
import { StationError } from '../../../src/encoding/station-error.ts';

declare global {
  /** For the tests: what the page sent, in order, main's end for events, and what lets held answers come. */
  var gallery: { sent: string[]; emit: Emit<StationContract>; letGo: () => void } | undefined;
}

export type Canned = Partial<Handlers<StationContract>>;

/** Two ends of one pipe in this page. Each text is handed on later, as a real pipe does. */
function pipe(): [Bridge, Bridge] {
  const ends = [new Set<(text: string) => void>(), new Set<(text: string) => void>()] as const;
  const end = (mine: 0 | 1): Bridge => ({
    post: (text) =>
      queueMicrotask(() => {
        for (const receive of ends[mine === 0 ? 1 : 0]) receive(text);
      }),
    listen: (receive) => {
      ends[mine].add(receive);
      return () => void ends[mine].delete(receive);
    },
  });
  return [end(0), end(1)];
}

function notCanned(method: string): never {
  throw new StationError('gallery.not-canned', `this scene has no answer to ${method}`, {
    hint: 'Add one to the scene.',
  });
}

type Handler = (input: unknown, call: unknown) => unknown;

/** Does what was asked, and holds the answer, or the refusal, back until the gate is opened. */
function heldBack(handler: Handler, gate: Promise<void>): Handler {
  return async (input, call) => {
    const [settled] = await Promise.allSettled([
      Promise.resolve().then(() => handler(input, call)),
    ]);
    await gate;
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  };
}

/**
 * The page's client over the real pipe, with canned answers at its other end; both ends check the contract.
 * @param hold methods whose answers come when `gallery.letGo()` is called, and not before
 */
export function cannedStation(
  canned: Canned,
  hold: readonly string[] = [],
): Client<StationContract> {
  const [page, main] = pipe();
  const missing = Object.fromEntries(
    Object.keys(contract.methods).map((method) => [method, () => notCanned(method)]),
  );
  const sent: string[] = [];
  main.listen((text) => sent.push(text));
  const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
  const all: Record<string, Handler> = { ...missing, ...(canned as Record<string, Handler>) };
  for (const method of hold) all[method] = heldBack(all[method] ?? (() => notCanned(method)), gate);
  const handlers = all as unknown as Handlers<StationContract>;
  const { emit } = serve(contract, handlers, main, (line) => {
    console.info(line);
  });
  globalThis.gallery = { sent, emit, letGo };
  return connect(contract, page);
}

/** An answer that never comes: for pictures of a wait. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
