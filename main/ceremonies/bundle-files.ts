import { checkpointFolder } from '../../src/ceremony/checkpoint.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { KeyholderState } from '../../src/ceremony/state.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { planName } from './ceremony-folder.ts';
import { within } from './directory.ts';
import { longestFile } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import { readAt } from './path-in-folder.ts';
import { transcriptName } from './transcript-file.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';

/** A file on its way into a bundle. */
export interface CarriedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What one person's bundle holds: the plan, the record and what their key signed of it, their key files, and everything
 * that is staged.
 * @param state null for the host: then the key files and the signatures of everybody
 */
export async function filesToCarry(
  folder: CeremonyFolder,
  state: KeyholderState | null,
): Promise<readonly CarriedFile[]> {
  const keys =
    state === null
      ? await filesBelow(folder, 'keys')
      : (state.exported?.data.files.map(({ path }) => path) ?? []);
  const staged = await filesIn(folder, 'staged');
  const signed = await filesIn(folder, checkpointFolder);
  const checkpoints =
    state === null ? signed : signed.filter((path) => isBy(path, state.exported?.data.spki));
  const paths = [planName, transcriptName, ...checkpoints, ...keys, ...staged].filter(
    (path) => bundlePart(path) !== null,
  );
  const files: CarriedFile[] = [];
  for (const path of paths) {
    const bytes = await readAt(folder.directory, path, longestFile);
    if (bytes === null) throw missing(path);
    files.push({ path, bytes });
  }
  return files;
}

/** The name of a checkpoint ends with the beginning of the digest of its key. */
function isBy(path: string, spki: SpkiDigest | undefined): boolean {
  return spki !== undefined && path.endsWith(`-${spki.slice(0, 16)}.dsse.json`);
}

async function filesIn(folder: CeremonyFolder, name: string): Promise<readonly string[]> {
  const entries = await entriesIn(folder, name);
  return entries
    .filter(({ kind }) => kind === 'file')
    .map((entry) => `${name}/${entry.name}`)
    .toSorted();
}

async function filesBelow(folder: CeremonyFolder, name: string): Promise<readonly string[]> {
  const entries = await entriesIn(folder, name);
  const paths: string[] = [];
  for (const entry of entries
    .filter(({ kind }) => kind === 'folder')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = await within(folder.directory.open(name), (directory) =>
      within(directory.open(entry.name), (key) => key.entries()),
    );
    paths.push(
      ...below
        .filter(({ kind }) => kind === 'file')
        .map((file) => `${name}/${entry.name}/${file.name}`)
        .toSorted(),
    );
  }
  return paths;
}

async function entriesIn(folder: CeremonyFolder, name: string) {
  if ((await folder.directory.kindOf(name)) === null) return [];
  return within(folder.directory.open(name), (directory) => directory.entries());
}

function missing(path: string): FolderError {
  return new FolderError('folder.missing', 'a file that belongs into the bundle is not there', {
    place: path,
    hint: 'Put it back, or export the key once more.',
    notDone: ['No bundle was written.'],
  });
}
