import { toHex } from '../encoding/hex.ts';
import { StationError } from '../encoding/station-error.ts';

/** What a commit names: a tree and the commits before it. Who made it and why is not read. */
export interface GitCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  /** Seconds since 1970, as the committer's clock said; 0 where nothing readable stands there. */
  readonly at: number;
}

export interface GitTreeEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'repository';
  /** UTF-8; bytes that are none are replaced. */
  readonly name: string;
  readonly oid: string;
}

/** Raised for an object of a Git repository that is not in Git's form. */
export class GitObjectError extends StationError<'git.object'> {}

const mostEntries = 100_000;
const mostParents = 1_000;

/**
 * Reads the head of a commit object.
 * @throws GitObjectError for anything but `tree`, then any number of `parent` lines
 */
export function parseGitCommit(content: Uint8Array): GitCommit {
  const head = new TextDecoder('latin1').decode(content.subarray(0, 128 * 1024));
  const lines = head.split('\n');
  const tree = oidAfter('tree ', lines[0]);
  const parents: string[] = [];
  for (const line of lines.slice(1)) {
    if (!line.startsWith('parent ')) break;
    if (parents.length === mostParents) throw malformed('fewer parents');
    parents.push(oidAfter('parent ', line));
  }
  const committer = lines.find((line) => line === '' || line.startsWith('committer '));
  const at = Number(/> (\d{1,12}) [+-]\d{4}$/.exec(committer ?? '')?.[1] ?? 0);
  return { tree, parents, at };
}

/** The object that a tag stands for. @throws GitObjectError for another form */
export function parseGitTag(content: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(content.subarray(0, 256));
  return oidAfter('object ', head.split('\n')[0]);
}

/**
 * Reads a tree object: mode, space, name, zero byte and the bytes of the object's name, again and again.
 * @param oidBytes 20 for SHA-1, 32 for SHA-256
 * @throws GitObjectError for another form, or for a name that could lead out of its folder
 */
export function parseGitTree(content: Uint8Array, oidBytes: number): readonly GitTreeEntry[] {
  const entries: GitTreeEntry[] = [];
  const utf8 = new TextDecoder();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const zero = content.indexOf(0, space);
    const end = zero + 1 + oidBytes;
    if (space < 0 || space - at > 7 || zero < 0 || end > content.length) {
      throw malformed('whole entries');
    }
    const mode = utf8.decode(content.subarray(at, space));
    const name = utf8.decode(content.subarray(space + 1, zero));
    if (name === '' || name === '.' || name === '..' || name.includes('/')) {
      throw malformed('names of files and folders');
    }
    if (entries.length === mostEntries) throw malformed(`at most ${mostEntries} entries`);
    entries.push({ kind: kindOf(mode), name, oid: toHex(content.subarray(zero + 1, end)) });
    at = end;
  }
  return entries;
}

function kindOf(mode: string): GitTreeEntry['kind'] {
  if (mode === '40000' || mode === '040000') return 'folder';
  if (mode === '120000') return 'link';
  if (mode === '160000') return 'repository';
  if (/^100[0-7]{3}$/.test(mode)) return 'file';
  throw malformed('a mode that Git writes');
}

function oidAfter(start: string, line = ''): string {
  const oid = line.startsWith(start) ? line.slice(start.length) : '';
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid)) throw malformed(`a line "${start.trim()}"`);
  return oid;
}

function malformed(expected: string): GitObjectError {
  return new GitObjectError('git.object', 'an object of the repository is not in the form of Git', {
    expected,
    found: 'something else',
    hint: 'The repository is damaged or was made by hand. Clone it again from its source.',
  });
}
