import type { Metadata } from '../tuf/metadata.ts';
import type { Root } from '../tuf/root.ts';
import { folderOf, type InputFile, isBelow, nameOf } from './input.ts';
import { meetsThresholds, type ReplayedRoot } from './replay.ts';

/** A metadata file of a role below the root. */
export interface RoleFile {
  readonly path: string;
  readonly metadata: Metadata;
  /** Name of the role: the file's name without version and ending. */
  readonly role: string;
  readonly staged: boolean;
}

/** The metadata files of one folder, with the roots that lie beside them. */
export interface Repository {
  readonly folder: string;
  readonly files: readonly RoleFile[];
  /** Signed by enough keys; newest first. */
  readonly roots: readonly Root[];
  /** It has a timestamp, and the newest root of the whole audit: what clients would get today. */
  readonly current: boolean;
}

/**
 * Sorts metadata into repositories by their folder. The roots of a repository lie in its folder, or below it in
 * `root_history`; staged metadata may have them in the `repository` folder beside `staged`.
 */
export function repositoriesOf(
  files: readonly InputFile[],
  roots: readonly ReplayedRoot[],
): readonly Repository[] {
  const roleFiles = files.flatMap(({ path, reading }): RoleFile[] =>
    reading.kind === 'metadata'
      ? [
          {
            path,
            metadata: reading.metadata,
            role: roleOf(path),
            staged: isBelow(path, 'staged'),
          },
        ]
      : [],
  );
  const newest = roots.filter(({ best }) => !best.staged).at(-1);
  return [...Map.groupBy(roleFiles, ({ path }) => folderOf(path))].map(([folder, inFolder]) => {
    const beside = roots.filter((root) => liesBeside(root, folder));
    return {
      folder,
      files: inFolder,
      roots: beside
        .filter(({ best }) => meetsThresholds(best))
        .map(({ best }) => best.root)
        .toReversed(),
      current:
        newest !== undefined &&
        beside.includes(newest) &&
        inFolder.some(({ metadata }) => metadata.type === 'timestamp'),
    };
  });
}

/** `3.rekor.json` is the role `rekor`. */
function roleOf(path: string): string {
  return nameOf(path)
    .replace(/^\d+\./, '')
    .replace(/\.json$/, '');
}

function liesBeside({ copies }: ReplayedRoot, folder: string): boolean {
  const below = folder === '' ? 'root_history' : `${folder}/root_history`;
  const published = folder.replace(/(^|\/)staged$/, '$1repository');
  return copies
    .flatMap(({ file, sameFiles }) => [file, ...sameFiles])
    .some((path) => [folder, below, published].includes(folderOf(path)));
}
