import type { NetworkState } from '../../src/contract/station.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { wayOut } from './sign-look.ts';

/**
 * To be called before every act that signs. What the station saw of the network goes into the record, where it differs
 * from what stands there; in a real ceremony a way out then stops the act, unless a deviation covers it.
 * @throws StepError `network.way-out`; nothing was sent to a token
 */
export async function requireOffline(ceremony: OpenCeremony, network: NetworkState): Promise<void> {
  await recordNetwork(ceremony, network);
  const stopped = wayOut(ceremony, network);
  if (stopped === null) return;
  throw new StepError('network.way-out', stopped.message, {
    expected: stopped.expected ?? '',
    found: stopped.found ?? '',
    hint: stopped.hint,
    notDone: stopped.notDone,
  });
}

async function recordNetwork(ceremony: OpenCeremony, network: NetworkState): Promise<void> {
  const { at: _at, ...data } = network;
  const last = ceremony.records.findLast((record) => record.kind === 'network.looked');
  if (last?.kind === 'network.looked' && JSON.stringify(last.data) === JSON.stringify(data)) return;
  await ceremony.append({ kind: 'network.looked', participant: null, data });
}
