import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { within } from '../../ceremonies/directory.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { openDirectory } from '../../ceremonies/linux-directory.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { delegatesKeys, delegatesRole } from './delegate-role.ts';
import { soFar } from './sign-staged.ts';

/**
 * Copies the signed metadata of the delegate's role to a folder that a person chose, and reads it back. Its name there
 * has the version, and a file of this name with other bytes is never replaced.
 * @returns the name of the file
 * @throws DelegationError `delegation.signers` before its threshold; FolderError
 */
export async function carryRole(ceremony: OpenCeremony, destination: string): Promise<string> {
  const { name, threshold } = delegatesRole(ceremony);
  const metadata = await readStaged(ceremony.folder, `${name}.json`);
  const state = metadata === null ? null : await soFar(metadata, await delegatesKeys(ceremony));
  if (metadata === null || state?.met !== true)
    throw new DelegationError('delegation.signers', 'the role does not have its signatures yet', {
      expected: `${threshold} of its keyholders`,
      found: `${state?.valid ?? 0}`,
      place: `staged/${name}.json`,
      hint: 'Let the other keyholders sign, then hand it over.',
      notDone: ['Nothing was copied.'],
    });
  const file = `${metadata.version}.${name}.json`;
  await within(openDirectory(destination), async (target) => {
    await createFile(target, file, metadata.bytes);
    await readBack(target, file, metadata.bytes);
  });
  return file;
}
