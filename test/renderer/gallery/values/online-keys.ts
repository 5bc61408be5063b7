import type { OnlineKeysView } from '../../../../src/contract/online-keys.ts';
import { digestOf } from './digests.ts';

/** One key of each kind, before anything of them is here. */
export const onlineKeysOf: OnlineKeysView = {
  keys: [
    {
      id: 'snapshot-key',
      kind: 'file',
      spkiSha256: null,
      sentence: 'Make it here, or take in the public key of a file that is there.',
      canMake: true,
    },
    {
      id: 'timestamp-key',
      kind: 'token',
      spkiSha256: null,
      sentence: 'Plug in 24617802, and take its public key in.',
      canMake: false,
    },
  ],
  shortest: 16,
};

/** The same when both are here. */
export const onlineKeysHere: OnlineKeysView = {
  ...onlineKeysOf,
  keys: onlineKeysOf.keys.map((key) => ({
    ...key,
    spkiSha256: digestOf(key.id),
    sentence: 'Its public key is here.',
    canMake: false,
  })),
};
