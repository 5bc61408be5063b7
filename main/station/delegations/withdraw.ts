import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { setStagedAside } from '../../ceremonies/abandoned-root.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { soFar } from './sign-staged.ts';
import { stagedChange, stagedTargetsName, targetsInUse } from './targets-in-use.ts';

/**
 * Takes a change of delegations back that nobody has signed. It stays in `replaced/`.
 * @throws DelegationError `delegation.nothing` where nothing waits, `delegation.pending` once somebody signed it: two
 *   versions of one number could both come to their signatures
 */
export async function withdrawChange(ceremony: OpenCeremony): Promise<void> {
  const inUse = await targetsInUse(ceremony);
  const staged = await stagedChange(ceremony, inUse);
  if (staged === null)
    throw new DelegationError('delegation.nothing', 'no change of delegations waits', {
      hint: 'Nothing has to be taken back.',
      notDone: ['Nothing was changed.'],
    });
  const { root } = inUse;
  const { valid } = await soFar(staged, { keys: root.keys, role: root.roles.targets });
  if (valid > 0)
    throw new DelegationError('delegation.pending', 'somebody has signed this change already', {
      expected: 'no signature',
      found: `${valid}`,
      place: `staged/${stagedTargetsName}`,
      hint: 'Publish it, and change the delegation again after. Two files of one version must not both be signed.',
      notDone: ['Nothing was taken back.'],
    });
  const kept = folderPath(
    'replaced',
    'staged',
    `${staged.sha256.slice(0, 16)}.${stagedTargetsName}`,
  );
  const { version, signedSha256 } = staged;
  await ceremony.append({
    kind: 'delegation.withdrawn',
    participant: ceremony.youOrNull?.id ?? null,
    data: { version, signedSha256, file: kept },
  });
  await setStagedAside(ceremony.folder, stagedTargetsName, staged, kept);
}
