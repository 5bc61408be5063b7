import { Worker } from 'node:worker_threads';

/** How long native code may go on without a station, in milliseconds: as long as a YubiKey waits for a finger. */
export const usualGrace = 15_000;

/**
 * Ends this process some time after its parent. The end of the port is only seen when native code returns, and a process
 * that hangs there would hold the card for ever; so the parent is watched from a thread of its own. It is not ended
 * at once: a token that is being written to would be left half written.
 *
 * @param grace milliseconds between the end of the parent and that of this process
 */
export function watchStation(grace = usualGrace): void {
  const watching = new Worker(new URL('./station-watch-thread.ts', import.meta.url), {
    workerData: { station: process.ppid, grace },
    execArgv: [],
    env: {},
  });
  // Nobody waits for it, and without it this process is as before.
  watching.on('error', () => {});
  watching.unref();
}
