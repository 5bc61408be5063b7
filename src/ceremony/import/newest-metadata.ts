import { StationError } from '../../encoding/station-error.ts';
import { parseMetadata, type Metadata } from '../../tuf/metadata.ts';
import { parseRoot, type Root } from '../../tuf/root.ts';
import { parseTargets, type Targets } from '../../tuf/targets.ts';
import { ImportError } from './import-error.ts';

/** A file of a repository: its path in it, with `/`, and its bytes. */
export interface RepositoryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The newest metadata of each role that a repository has. Nothing in it has been verified. */
export interface NewestMetadata {
  readonly root: Root;
  /** The version before it, where it is there. */
  readonly before: Root | null;
  readonly targets: Targets | null;
  readonly snapshot: Metadata | null;
  readonly timestamp: Metadata | null;
  /** The delegated role of this name. */
  delegated(name: string): Metadata | null;
}

const roleFile = /(?:^|\/)(?:(\d{1,9})\.)?([^/]+)\.json$/;

/**
 * Finds the newest root and what hangs on it among the files of a repository: Sigstore's layout (`repository/`,
 * `root_history/`, `ceremony/<day>/`) or tuf-on-ci's (`metadata/`). Files that are no metadata are left out.
 *
 * @throws ImportError `import.no-root`
 */
export function newestMetadata(files: readonly RepositoryFile[]): NewestMetadata {
  const read = files.flatMap(({ path, bytes }) => {
    const name = roleFile.exec(path)?.[2];
    const metadata = name === undefined ? null : metadataOf(bytes, path);
    return name === undefined || metadata === null ? [] : [{ name, metadata }];
  });
  const newest = (name: string, type: string): Metadata | null =>
    read
      .filter((one) => one.name === name && one.metadata.type === type)
      .map(({ metadata }) => metadata)
      .reduce<Metadata | null>((a, b) => (a === null || b.version > a.version ? b : a), null);
  const roots = read
    .flatMap(({ metadata }) => (metadata.type === 'root' ? (rootOf(metadata) ?? []) : []))
    .toSorted((a, b) => b.version - a.version);
  const [root] = roots;
  if (root === undefined) throw noRoot();
  const targets = newest('targets', 'targets');
  return {
    root,
    before: roots.find(({ version }) => version === root.version - 1) ?? null,
    targets: targets === null ? null : targetsOf(targets),
    snapshot: newest('snapshot', 'snapshot'),
    timestamp: newest('timestamp', 'timestamp'),
    delegated: (name) => newest(name, 'targets'),
  };
}

function metadataOf(bytes: Uint8Array, path: string): Metadata | null {
  return readable(() => parseMetadata(bytes, path));
}

function rootOf(metadata: Metadata): Root | null {
  return readable(() => parseRoot(metadata));
}

function targetsOf(metadata: Metadata): Targets | null {
  return readable(() => parseTargets(metadata));
}

/** What cannot be read is no reason to stop: a repository has many files, and an audit says what is wrong with them. */
function readable<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

function noRoot(): ImportError {
  return new ImportError('import.no-root', 'there is no root among these files', {
    expected: 'a TUF repository with root.json or N.root.json in it',
    found: 'no root that can be read',
    hint: 'Choose the folder of the repository, or begin with a new plan.',
    notDone: ['No plan was written.'],
  });
}
