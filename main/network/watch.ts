import type { NetworkState } from '../../src/contract/station.ts';
import { lookAtNetwork } from './look.ts';

const everyMs = 2000;

/**
 * Looks again every two seconds and tells when something changed. The kernel would tell by itself over netlink, which
 * takes native code in this process; two seconds are soon enough, since the station looks once more right before it signs.
 *
 * @param now the clock, RFC 3339 UTC
 * @param changed called with the first look and after each change
 * @returns the end of watching
 */
export function watchNetwork(
  now: () => string,
  changed: (state: NetworkState) => void,
  look: (at: string) => Promise<NetworkState> = lookAtNetwork,
  periodMs = everyMs,
): () => void {
  let shown = '';
  let busy = false;
  let stopped = false;
  const turn = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const state = await look(now());
      const content = JSON.stringify({ ...state, at: '' });
      if (stopped || content === shown) return;
      shown = content;
      changed(state);
    } finally {
      busy = false;
    }
  };
  void turn();
  const timer = setInterval(() => void turn(), periodMs);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
