import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { longestProof } from '../../../src/ceremony/delegations/proof.ts';
import { within } from '../../ceremonies/directory.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { filesBelow } from '../../ceremonies/files-below.ts';
import { openDirectory } from '../../ceremonies/linux-directory.ts';
import { atPath } from '../../ceremonies/path-in-folder.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

/**
 * Copies the folder of one challenge, with the answers that are there, to a folder that a person chose, and reads every
 * file back. A file that is there with other bytes is never replaced.
 * @param number the first eight digits of the challenge's random bytes
 * @throws DelegationError `delegation.nothing` where nothing answered it; FolderError
 */
export async function carryAnswers(
  { folder, records }: OpenCeremony,
  number: string,
  destination: string,
): Promise<{ readonly name: string; readonly files: number }> {
  const made = records.find(
    (record) => record.kind === 'proof.made' && record.data.nonce.startsWith(number),
  );
  if (made?.kind !== 'proof.made' || number.length !== 8) throw noAnswer();
  const nonce = made.data.nonce.slice(0, 16);
  const files = await filesBelow(folder.directory, ['delegation', nonce], {
    files: 200,
    bytes: longestProof,
  });
  const name = `${made.data.role}-${number}.answers`;
  await within(openDirectory(destination), async (target) => {
    for (const { path, bytes } of files) {
      const to = [name, ...path.split('/').slice(1)].join('/');
      await atPath(target, to, 'make', async (spot) => {
        await createFile(spot.directory, spot.name, bytes);
        await readBack(spot.directory, spot.name, bytes);
      });
    }
  });
  return { name, files: files.length };
}

function noAnswer(): DelegationError {
  return new DelegationError('delegation.nothing', 'no key has answered this challenge here', {
    expected: 'the number of a challenge that was answered',
    found: 'another',
    hint: 'Answer the challenge first.',
    notDone: ['Nothing was copied.'],
  });
}
