import { parseMetadata, type Metadata } from '../tuf/metadata.ts';
import { folderOf, nameOf } from './file-path.ts';
import { shelfOf } from './history.ts';
import { type InputFile, placesOf } from './input.ts';
import type { MetadataHead } from './reading.ts';
import { mayWait, meetsThresholds, type ReplayedRoot } from './replay.ts';

/** A metadata file of a role below the root. */
export interface RoleFile extends Pick<InputFile, 'path' | 'place' | 'origin'> {
  readonly head: MetadataHead;
  /** Names that its role may have, as its own name says; the likeliest first. */
  readonly names: readonly string[];
  /** Signatures may still be missing. */
  readonly staged: boolean;
  /** In a Git history: the last commit has it. False for what a station replaced. Everywhere else true. */
  readonly present: boolean;
  /** Facts of the file, as snapshot and timestamp state them. */
  readonly facts: Pick<InputFile, 'length' | 'sha256' | 'sha512'> & { readonly bytes: Uint8Array };
  /** Its content, read from its bytes again: what is not looked at takes no memory. */
  readonly load: () => Metadata;
}

/** The metadata files of one folder, with the roots that lie beside them. */
export interface Repository {
  readonly folder: string;
  readonly files: readonly RoleFile[];
  /** Signed by enough keys, newest first: beside the files or, where none lie there, those that name their keys. */
  readonly roots: readonly ReplayedRoot[];
  /** The roots lie beside the files, so that the newest of them decides. */
  readonly beside: boolean;
  /**
   * It has a timestamp, and the newest root of its history, or no root beside it while that one names its keys: what
   * clients would get today.
   */
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
  const newest = newestOfHistories(roots);
  const roleFiles = files.flatMap((file): RoleFile[] => {
    if (file.reading.kind !== 'metadata') return [];
    return [roleFile(file, file.reading.head)];
  });
  const sound = roots.filter(({ best }) => meetsThresholds(best)).toReversed();
  return [...Map.groupBy(roleFiles, ({ place }) => folderOf(place))].map(([folder, inFolder]) => {
    const shelf = shelfOf(folder);
    const isBeside = (root: ReplayedRoot) => liesOn(root, shelf);
    const beside = roots.some(isBeside);
    const ofFolder = beside
      ? sound.filter(isBeside)
      : sound.filter((root) => namesKeysOf(root, inFolder));
    const [newestOfFolder] = ofFolder;
    return {
      folder,
      files: inFolder,
      roots: ofFolder,
      beside,
      current:
        (beside
          ? newest.some(isBeside)
          : newestOfFolder !== undefined && newest.includes(newestOfFolder)) &&
        inFolder.some(({ head, present }) => head.type === 'timestamp' && present),
    };
  });
}

/** The newest published root of each history; several where it forks there. */
function newestOfHistories(roots: readonly ReplayedRoot[]): readonly ReplayedRoot[] {
  const published = roots.filter(({ best }) => best.published);
  return [...Map.groupBy(published, ({ history }) => history).values()].flatMap((ofHistory) => {
    const version = ofHistory.at(-1)?.version;
    return ofHistory.filter((root) => root.version === version);
  });
}

function roleFile(file: InputFile, head: MetadataHead): RoleFile {
  const { path, place, origin, bytes } = file;
  return {
    path,
    place,
    origin,
    head,
    names: roleNames(nameOf(place), head),
    staged: mayWait(file),
    present: (origin === null || origin.headPaths.length > 0) && !isReplaced(place),
    facts: { length: file.length, sha256: file.sha256, sha512: file.sha512, bytes },
    load: () => parseMetadata(bytes, place),
  };
}

/** What a station keeps of names that moved on: signed, and no client gets it any more. */
function isReplaced(place: string): boolean {
  return /(?:^|\/)replaced\/(?:repository|staged)\//.test(place);
}

/**
 * `3.rekor.json` is the role `rekor`, or one that is called `3.rekor`; special characters may be written as in a URL.
 * What a station replaced has the beginning of its digest in that place.
 */
function roleNames(name: string, { version }: MetadataHead): readonly string[] {
  const stem = name.replace(/\.json$/, '');
  const [, before, bare] = /^(\d+|[0-9a-f]{16})\.(.+)$/s.exec(stem) ?? [];
  const isCertain = before === String(version) || (before?.length === 16 && /[a-f]/.test(before));
  const names = bare === undefined ? [stem] : isCertain ? [bare, stem] : [stem, bare];
  return [...new Set([...names, ...names.map(decoded)])];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A name with a percent sign that is no code is only a name.
    return name;
  }
}

function liesOn({ copies }: ReplayedRoot, shelf: string): boolean {
  return copies.some(({ given }) =>
    given.some((file) => placesOf(file).some((place) => shelfOf(folderOf(place)) === shelf)),
  );
}

/** True if something in the folder is signed under a keyid that the root names for a role of that kind. */
function namesKeysOf({ best }: ReplayedRoot, files: readonly RoleFile[]): boolean {
  const { targets, snapshot, timestamp } = best.root.roles;
  const keyids = new Set([targets, snapshot, timestamp].flatMap((role) => role.keyids));
  return files.some(({ head }) => head.keyids.some((keyid) => keyids.has(keyid)));
}
