import { isStillStaged } from '../../src/ceremony/abandoned.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Metadata } from '../../src/tuf/metadata.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { within } from './directory.ts';
import { readStaged } from './staged-file.ts';

/**
 * Brings the record up to what is staged: a file whose bytes to sign are in no record yet gets one. A crash between
 * staging and recording, or a file that came with a bundle, is caught up with here.
 *
 * @param participant who staged or took it; null where the station only found it
 * @param at now, RFC 3339 UTC
 */
export async function recordStaged(
  folder: CeremonyFolder,
  participant: string | null,
  at: string,
): Promise<void> {
  for (const name of await stagedNames(folder)) {
    const metadata = await readStaged(folder, name);
    if (metadata === null || isRecorded(folder, name, metadata)) continue;
    const { version, sha256, signedSha256 } = metadata;
    const data = { file: folderPath('staged', name), version, sha256, signedSha256 };
    const kind = metadata.type === 'root' ? 'root.staged' : 'metadata.staged';
    await folder.append({ kind, participant, data }, at);
  }
}

/** The names of the files that await signatures, in alphabetical order. */
export async function stagedNames(folder: CeremonyFolder): Promise<readonly string[]> {
  if ((await folder.directory.kindOf('staged')) === null) return [];
  const entries = await within(folder.directory.open('staged'), (staged) => staged.entries());
  return entries
    .filter(({ kind, name }) => kind === 'file' && name.endsWith('.json') && !name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted();
}

function isRecorded(folder: CeremonyFolder, name: string, { signedSha256 }: Metadata): boolean {
  const last = folder.records.findLast(
    (record) =>
      (record.kind === 'root.staged' || record.kind === 'metadata.staged') &&
      record.data.file === `staged/${name}`,
  );
  return (
    last !== undefined &&
    (last.kind === 'root.staged' || last.kind === 'metadata.staged') &&
    last.data.signedSha256 === signedSha256 &&
    (last.kind !== 'root.staged' || isStillStaged(folder.records, last))
  );
}
