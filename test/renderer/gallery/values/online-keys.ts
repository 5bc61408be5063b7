import type { OnlineKeysView } from '../../../../src/contract/online-keys.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf } from './digests.ts';

/** One key of each kind, before anything of them is here. A plan that counts names the digest of a key in a file. */
export const onlineKeysOf = (mode: Mode): OnlineKeysView => ({
  keys: [
    {
      id: 'snapshot-key',
      kind: 'file',
      spkiSha256: null,
      sentence:
        mode === 'real'
          ? 'The plan names its digest: take in the public key of that file.'
          : 'Make it here, or take in the public key of a file that is there.',
      canMake: mode === 'rehearsal',
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
});

/** The same when both are here. */
export const onlineKeysHere: OnlineKeysView = {
  shortest: 16,
  keys: onlineKeysOf('real').keys.map((key) => ({
    ...key,
    spkiSha256: digestOf(key.id),
    sentence: 'Its public key is here.',
    canMake: false,
  })),
};
