import { equalBytes } from '../../src/encoding/bytes.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import type { FileFact } from '../../src/ceremony/record.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { createFile, longestFile, readBack, replaceFile } from './durable-file.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { factOf } from './file-fact.ts';
import { FolderError } from './folder-error.ts';
import { atPath, readAt } from './path-in-folder.ts';

/** A file of a repository: its path in it, for example `16.root.json` or `targets/ctfe.pub`. */
export interface RepositoryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Publishes files into `repository/`, so that a client that looks at any moment sees the old state or the new one.
 *
 * Targets first, then what has a version in its name, then the other names, `timestamp.json` last: nothing is named
 * before it is there (TUF specification 1.0, section 6). A file with a version in its name is never changed. Another
 * name is moved to its new content at once, and what it was is kept in `replaced/repository/`. If publishing was cut
 * off it is done again with the same files.
 *
 * @returns the files as they were read back, in the order in which they were published
 * @throws FolderError `folder.exists` if a versioned name has other bytes, `folder.goes-back` for a lower version than
 *   the published one, `folder.name` for what is no root under the name of one; nothing is published then
 */
export async function publish(
  folder: CeremonyFolder,
  files: readonly RepositoryFile[],
): Promise<readonly FileFact[]> {
  await folder.assertHeld();
  const ordered = files.toSorted((left, right) => rankOf(left.path) - rankOf(right.path));
  for (const file of ordered) await requireWay(folder, file);
  const facts: FileFact[] = [];
  for (const { path, bytes } of ordered) {
    if (isVersioned(path)) await write(folder, `repository/${path}`, bytes);
    else await move(folder, path, bytes);
    facts.push(factOf(`repository/${path}`, bytes));
  }
  return facts;
}

const versioned = /^\d+\.[^/]+\.json$/;

/** A name with a version in it means one content for ever. */
export function isVersioned(path: string): boolean {
  return versioned.test(path);
}

function rankOf(path: string): number {
  if (path.startsWith('targets/')) return 0;
  if (isVersioned(path)) return path.endsWith('.root.json') ? 1 : 2;
  const names = ['root.json', 'targets.json', 'snapshot.json', 'timestamp.json'];
  const named = names.indexOf(path);
  // Delegated roles come before the targets role that names them in the snapshot.
  return named < 0 ? 4 : named === 0 ? 3 : 4 + named;
}

/** Found before anything is written, so that a conflict leaves no half of a publication behind. */
async function requireWay(folder: CeremonyFolder, { path, bytes }: RepositoryFile): Promise<void> {
  const place = `repository/${path}`;
  const there = await readAt(folder.directory, place, longestFile);
  if (there === null) return requireRoot(path, bytes);
  if (equalBytes(there, bytes)) return;
  if (isVersioned(path)) throw taken(place);
  if (path.startsWith('targets/') || !path.endsWith('.json')) return;
  const before = parseMetadata(there, place).version;
  const next = parseMetadata(bytes, path).version;
  if (next < before) throw goesBack(place, before, next);
}

/** Clients ask for `N.root.json` and take it for root N: nothing else may ever lie there. */
function requireRoot(path: string, bytes: Uint8Array): void {
  const version = /^(\d+)\.root\.json$/.exec(path)?.[1];
  if (version === undefined) return;
  const place = `repository/${path}`;
  const found = parseMetadata(bytes, place);
  if (found.type === 'root' && String(found.version) === version) return;
  throw new FolderError('folder.name', 'this name is for another file', {
    place,
    expected: `root version ${version}`,
    found: `${found.type} version ${found.version}`,
    hint: 'Give the delegated role a name that does not begin like a version.',
    notDone: ['Nothing was published.'],
  });
}

function write(folder: CeremonyFolder, path: string, bytes: Uint8Array): Promise<void> {
  return atPath(folder.directory, path, 'make', async (spot) => {
    await createFile(spot.directory, spot.name, bytes);
    await readBack(spot.directory, spot.name, bytes);
  });
}

async function move(folder: CeremonyFolder, path: string, bytes: Uint8Array): Promise<void> {
  const there = await readAt(folder.directory, `repository/${path}`, longestFile);
  if (there === null || equalBytes(there, bytes)) return write(folder, `repository/${path}`, bytes);
  const digest = sha256Hex(there);
  await write(folder, keptPath(path, digest), there);
  await atPath(folder.directory, `repository/${path}`, 'stop', async (spot) => {
    await replaceFile(spot.directory, spot.name, bytes, digest);
    await readBack(spot.directory, spot.name, bytes);
  });
}

function keptPath(path: string, digest: string): string {
  const names = path.split('/');
  const name = names.pop() ?? '';
  return ['replaced', 'repository', ...names, `${digest.slice(0, 16)}.${name}`].join('/');
}

function taken(place: string): FolderError {
  return new FolderError('folder.exists', 'this version was published already, with other bytes', {
    place,
    expected: 'no file, or one with the same bytes',
    found: 'a file with other bytes',
    hint: 'A published version never changes. Stage the next version instead.',
    notDone: ['Nothing was published.'],
  });
}

function goesBack(place: string, before: number, next: number): FolderError {
  return new FolderError('folder.goes-back', 'a newer version was published already', {
    place,
    expected: `version ${before} or later`,
    found: `version ${next}`,
    hint: 'Stage a version that follows the published one.',
    notDone: ['Nothing was published.'],
  });
}
