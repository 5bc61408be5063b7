import type { Bridge } from '../../src/contract/rpc.ts';

/** Two ends of one pipe, in one process. What one posts, the other receives a microtask later. */
export function pair(): readonly [Bridge, Bridge] {
  const left = new Set<(text: string) => void>();
  const right = new Set<(text: string) => void>();
  const end = (own: typeof left, other: typeof right): Bridge => ({
    post: (text) =>
      queueMicrotask(() => {
        for (const receive of other) receive(text);
      }),
    listen: (receive) => {
      own.add(receive);
      return () => void own.delete(receive);
    },
  });
  return [end(left, right), end(right, left)];
}

/** An end that keeps what was posted, and receives what the test says. */
export function recorder(): {
  readonly bridge: Bridge;
  readonly posted: unknown[];
  readonly say: (frame: unknown) => void;
  readonly sayText: (text: string) => void;
} {
  const receivers = new Set<(text: string) => void>();
  const posted: unknown[] = [];
  const sayText = (text: string): void => {
    for (const receive of receivers) receive(text);
  };
  return {
    bridge: {
      post: (text) => void posted.push(JSON.parse(text)),
      listen: (receive) => {
        receivers.add(receive);
        return () => void receivers.delete(receive);
      },
    },
    posted,
    say: (frame) => sayText(JSON.stringify(frame)),
    sayText,
  };
}
