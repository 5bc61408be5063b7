import { within } from '../../ceremonies/directory.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { openDirectory } from '../../ceremonies/linux-directory.ts';
import { challengeFile } from '../../../src/ceremony/delegations/challenge.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { lastChallenge } from './make-challenge.ts';

/**
 * Copies the last challenge for a role to a folder that a person chose, and reads it back. A file of this name with
 * other bytes is never replaced.
 * @returns the name of the file
 * @throws DelegationError `delegation.no-challenge`; FolderError
 */
export async function carryChallenge(
  ceremony: OpenCeremony,
  role: string,
  destination: string,
): Promise<string> {
  const { challenge } = await lastChallenge(ceremony, role);
  const bytes = challengeFile(challenge);
  const name = `${role}-${challenge.nonce.slice(0, 8)}.challenge.txt`;
  await within(openDirectory(destination), async (target) => {
    await createFile(target, name, bytes);
    await readBack(target, name, bytes);
  });
  return name;
}
