import { abandonedDigests } from '../../src/ceremony/abandoned.ts';
import { type FolderPath, folderPath } from '../../src/ceremony/folder-path.ts';
import type { Sha256Hex } from '../../src/encoding/digest.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { within } from './directory.ts';
import { createFile, longestFile, readBack } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import { atPath, readAt } from './path-in-folder.ts';

const abandonedFolder = 'abandoned';

/**
 * Keeps a staged file for good in another folder of the ceremony, and takes it out of `staged/`. It is copied, synced
 * and read back before the first name goes, so a crash in between leaves it under both.
 *
 * @param name its name in `staged/`
 * @param metadata as it was read; a file that changed since then is left alone
 * @param to where it is kept
 * @throws FolderError `folder.changed` and others
 */
export async function setStagedAside(
  folder: CeremonyFolder,
  name: string,
  metadata: Metadata,
  to: FolderPath,
): Promise<void> {
  await folder.assertHeld();
  await atPath(folder.directory, to, 'make', async (spot) => {
    await createFile(spot.directory, spot.name, metadata.bytes);
    await readBack(spot.directory, spot.name, metadata.bytes);
  });
  await atPath(folder.directory, `staged/${name}`, 'stop', async (spot) => {
    await readBack(spot.directory, spot.name, metadata.bytes);
    await spot.directory.remove(spot.name);
    await spot.directory.sync();
  });
}

/** Where an abandoned root is kept: version and digest in its name, so that two of one version lie side by side. */
export function abandonedPath({ version, sha256 }: Metadata): FolderPath {
  return folderPath(abandonedFolder, `${version}.${sha256.slice(0, 16)}.root.json`);
}

/**
 * Every digest of canonical bytes that was given up: by the record, and by the files in `abandoned/`, which come along
 * from an earlier ceremony.
 * @throws JsonError; TufError; FolderError for a file there that is no metadata
 */
export async function everyAbandoned(folder: CeremonyFolder): Promise<ReadonlySet<Sha256Hex>> {
  const digests = new Set(abandonedDigests(folder.records));
  if ((await folder.directory.kindOf(abandonedFolder)) !== 'folder') return digests;
  const entries = await within(folder.directory.open(abandonedFolder), (directory) =>
    directory.entries(),
  );
  for (const { name, kind } of entries) {
    if (kind !== 'file' || !name.endsWith('.json')) continue;
    const path = `${abandonedFolder}/${name}`;
    const bytes = await readAt(folder.directory, path, longestFile);
    if (bytes !== null) digests.add(parseMetadata(bytes, path).signedSha256);
  }
  return digests;
}

/**
 * The next root has to differ from every one that was given up: signatures over that one exist.
 * @throws FolderError `folder.abandoned`
 */
export async function requireNotAbandoned(
  folder: CeremonyFolder,
  { signedSha256, place }: Pick<Metadata, 'signedSha256' | 'place'>,
): Promise<void> {
  if (!(await everyAbandoned(folder)).has(signedSha256)) return;
  throw new FolderError('folder.abandoned', 'this root was given up, with signatures on it', {
    place,
    expected: 'a root that differs from every one in abandoned/',
    found: `bytes ${signedSha256.slice(0, 16)}`,
    hint: 'Change the plan, its date of expiry for example, in a ceremony of its own. Then stage that root.',
    notDone: ['Nothing was staged.', 'Nothing was signed.'],
  });
}
