import { isFolderName } from '../../src/ceremony/folder-path.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { withSignature } from '../../src/tuf/write.ts';
import { requireNotAbandoned } from './abandoned-root.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { createFile, readBack, replaceFile } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import { atPath, readAt } from './path-in-folder.ts';

/** Most bytes of a metadata file. */
export const longestMetadata = 16 * 1024 * 1024;

/** @throws FolderError `folder.name` for a name with a step in it: what awaits signatures lies side by side */
function pathOf(name: string): string {
  if (isFolderName(name)) return `staged/${name}`;
  throw new FolderError('folder.name', 'this cannot be the name of a staged file', {
    place: 'staged',
    expected: 'a name such as root.json',
    hint: 'Correct the name of the role in the plan, or on the stick.',
    notDone: ['Nothing was staged.'],
  });
}

/** The staged file of this name, for example `root.json`, or null. @throws JsonError; TufError; FolderError */
export async function readStaged(folder: CeremonyFolder, name: string): Promise<Metadata | null> {
  const bytes = await readAt(folder.directory, pathOf(name), longestMetadata);
  return bytes === null ? null : parseMetadata(bytes, pathOf(name));
}

/**
 * Stages metadata for signing. Where other metadata is staged under this name, that is kept beside it in
 * `replaced/` with all its signatures; the same bytes to sign leave the file and its signatures as they are.
 *
 * @throws JsonError; TufError for bytes that are no metadata; FolderError `folder.abandoned` for bytes that were given
 *   up, and others
 */
export async function stage(
  folder: CeremonyFolder,
  name: string,
  bytes: Uint8Array,
): Promise<Metadata> {
  await folder.assertHeld();
  const next = parseMetadata(bytes, pathOf(name));
  await requireNotAbandoned(folder, next);
  const there = await readStaged(folder, name);
  if (there !== null && equalBytes(there.signedBytes, next.signedBytes)) return there;
  if (there !== null) await keep(folder, name, there);
  await atPath(folder.directory, pathOf(name), 'make', async (spot) => {
    if (there === null) await createFile(spot.directory, spot.name, bytes);
    else await replaceFile(spot.directory, spot.name, bytes, there.sha256);
    await readBack(spot.directory, spot.name, bytes);
  });
  return next;
}

/**
 * Adds one signature to a staged file. The file on the disk has to be the one that was read, and is read back after.
 *
 * @param staged as `readStaged` gave it
 * @param signature as in TUF metadata, raw bytes
 * @throws TufError `tuf.signature-repeated` and others; FolderError `folder.changed` and others
 */
export async function addSignature(
  folder: CeremonyFolder,
  name: string,
  staged: Metadata,
  keyid: string,
  signature: Uint8Array,
): Promise<Metadata> {
  await folder.assertHeld();
  await requireNotAbandoned(folder, staged);
  const bytes = withSignature(staged.bytes, pathOf(name), keyid, toHex(signature));
  await atPath(folder.directory, pathOf(name), 'stop', async (spot) => {
    await replaceFile(spot.directory, spot.name, bytes, staged.sha256);
    await readBack(spot.directory, spot.name, bytes);
  });
  return parseMetadata(bytes, pathOf(name));
}

/** Nothing that was ever staged is lost: it may carry signatures. */
async function keep(folder: CeremonyFolder, name: string, there: Metadata): Promise<void> {
  const path = `replaced/staged/${there.sha256.slice(0, 16)}.${name}`;
  await atPath(folder.directory, path, 'make', (spot) =>
    createFile(spot.directory, spot.name, there.bytes),
  );
}
