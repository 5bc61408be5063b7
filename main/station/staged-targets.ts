import { sha256Hex } from '../../src/encoding/digest.ts';
import { fileFacts, type FileFacts } from '../../src/tuf/build.ts';
import type { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { filesBelow } from '../ceremonies/files-below.ts';
import type { RepositoryFile } from '../ceremonies/repository-writer.ts';

/** A file that the next targets role speaks of: its target path, and its bytes. */
export interface StagedTarget {
  readonly target: string;
  readonly bytes: Uint8Array;
}

const bounds = { files: 1000, bytes: 64 * 1024 * 1024 };
const place = ['staged', 'targets'];

/**
 * The target files that wait in `staged/targets/`; the path below it is the target path
 * (TUF specification 1.0, section 4.5).
 * @throws FolderError for names and sizes that cannot be published
 */
export async function stagedTargets(folder: CeremonyFolder): Promise<readonly StagedTarget[]> {
  const files = await filesBelow(folder.directory, place, bounds);
  return files.map(({ path, bytes }) => ({ target: path.slice('staged/targets/'.length), bytes }));
}

/** Length and digest of each, as the targets role names it. */
export function targetFacts(staged: readonly StagedTarget[]): ReadonlyMap<string, FileFacts> {
  return new Map(staged.map(({ target, bytes }) => [target, fileFacts(bytes)]));
}

/**
 * The files as clients ask for them: with the digest before the last name where snapshots are consistent
 * (TUF specification 1.0, section 6.2).
 */
export function targetFiles(
  staged: readonly StagedTarget[],
  consistent: boolean,
): readonly RepositoryFile[] {
  return staged.map(({ target, bytes }) => {
    const names = target.split('/');
    const name = names.pop() ?? '';
    const last = consistent ? `${sha256Hex(bytes)}.${name}` : name;
    return { path: ['targets', ...names, last].join('/'), bytes };
  });
}
