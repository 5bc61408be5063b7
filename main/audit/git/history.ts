import { basename } from 'node:path';
import type { AuditFile, Skipped } from '../../../src/audit/audit.ts';
import type { GitProblem } from '../../../src/audit/git-findings.ts';
import {
  type GitCommit,
  GitObjectError,
  parseGitCommit,
  parseGitTag,
  parseGitTree,
} from '../../../src/audit/git-object.ts';
import type { FilePlace } from '../file-place.ts';
import { InputError } from '../input-error.ts';
import type { Limits } from '../limits.ts';
import { type GitObject, type ObjectReader, openObjectReader } from './object-reader.ts';
import { findRepository, readHeads } from './repository-folder.ts';

/** What was noticed while a history was read. */
export interface GitNotes {
  readonly skipped: Skipped[];
  readonly problems: GitProblem[];
  /** Which object each file is, by its path in the audit. */
  readonly where: Map<string, FilePlace>;
}

/** What a long read listens to, and whom it tells how far it is. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((part: string) => void) | undefined;
}

interface FoundBlob {
  readonly commit: string;
  readonly paths: string[];
  readonly headPaths: string[];
}

const mostCommits = 200_000;
const mostTagSteps = 8;

/**
 * Every file of every commit of a Git repository, each content once: with the first commit that has it, its paths, and
 * whether the last commit still has it. Commits come in the order of their history, the older of two branches first.
 * Only objects are read, and each is held against its name.
 *
 * @param label stands before every path; empty for a repository that is given alone
 * @throws InputError `input.no-repository`, `input.git`, `input.too-much`; the reason of `signal`
 */
export async function* gitHistory(
  path: string,
  label: string,
  bounds: Limits,
  notes: GitNotes,
  reading: Reading = {},
): AsyncGenerator<AuditFile> {
  const repository = await findRepository(path);
  const { tips, head, shallow } = await readHeads(repository);
  const reader = await openObjectReader(repository, {
    kept: bounds.fileBytes + 1,
    sha256: tips.some((oid) => oid.length === 64),
  });
  try {
    const walk = new Walk(reader, basename(path), bounds, notes, reading);
    const commits = await walk.commits(tips, shallow);
    for (const [index, [oid, commit]] of inOrder(commits).entries()) {
      reading.progress?.(`${counted(index)} of ${counted(commits.size)} commits`);
      await walk.tree(commit.tree, '', oid, 0);
    }
    const last = head === null ? undefined : commits.get(head);
    if (last !== undefined) await walk.headTree(last.tree, '', 0);
    yield* walk.files(label, path);
  } finally {
    await reader.close();
  }
}

class Walk {
  readonly #reader: ObjectReader;
  readonly #name: string;
  readonly #bounds: Limits;
  readonly #notes: GitNotes;
  readonly #reading: Reading;
  readonly #blobs = new Map<string, FoundBlob>();
  /** Trees by name and path that were looked into: under another path the same tree holds files of other roles. */
  readonly #trees = new Set<string>();
  readonly #links = new Set<string>();
  #places = 0;

  constructor(
    reader: ObjectReader,
    name: string,
    bounds: Limits,
    notes: GitNotes,
    reading: Reading,
  ) {
    this.#reader = reader;
    this.#name = name;
    this.#bounds = bounds;
    this.#notes = notes;
    this.#reading = reading;
  }

  /** Every commit that is reachable from these objects, by its name. */
  async commits(
    tips: readonly string[],
    shallow: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, GitCommit>> {
    const commits = new Map<string, GitCommit>();
    const seen = new Set<string>(tips);
    const open = [...tips];
    for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
      const found = await this.#commit(oid);
      if (found === null) continue;
      commits.set(found.oid, found.commit);
      this.#reading.progress?.(`${counted(commits.size)} commits found`);
      if (commits.size > mostCommits) throw this.#tooMuch(`${mostCommits} commits`);
      if (shallow.has(found.oid)) {
        this.#notes.problems.push({ kind: 'cut', commit: found.oid });
        continue;
      }
      for (const parent of found.commit.parents) {
        if (!seen.has(parent)) open.push(parent);
        seen.add(parent);
      }
    }
    return commits;
  }

  /** Notes every file of a tree that was not there before, under this path. */
  async tree(oid: string, path: string, commit: string, depth: number): Promise<void> {
    const seen = `${oid} ${path}`;
    if (this.#trees.has(seen)) return;
    this.#trees.add(seen);
    for (const entry of await this.#entries(oid, path, commit, depth)) {
      const place = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'folder') await this.tree(entry.oid, place, commit, depth + 1);
      else if (entry.kind === 'file') this.#note(entry.oid, place, commit);
      else if (!this.#links.has(place)) {
        this.#links.add(place);
        const why = entry.kind === 'link' ? 'it is a link' : 'it is another repository';
        this.#notes.skipped.push({ path: `${commit.slice(0, 12)}:${place}`, why });
      }
    }
  }

  /** Notes where the last commit has a file. */
  async headTree(oid: string, path: string, depth: number): Promise<void> {
    for (const entry of await this.#entries(oid, path, '', depth)) {
      const place = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'folder') await this.headTree(entry.oid, place, depth + 1);
      else if (entry.kind === 'file') this.#blobs.get(entry.oid)?.headPaths.push(place);
    }
  }

  async *files(label: string, repository: string): AsyncGenerator<AuditFile> {
    let bytes = 0;
    for (const [oid, { commit, paths, headPaths }] of this.#blobs) {
      this.#reading.signal?.throwIfAborted();
      const [path = ''] = paths;
      const object = await this.#read(oid, commit, path, 'blob');
      if (object === null) continue;
      bytes += object.whole?.length ?? object.content.length;
      if (bytes > this.#bounds.totalBytes) throw this.#tooMuch('so many bytes');
      const name = `${label}${commit.slice(0, 12)}:${path}`;
      this.#notes.where.set(name, { kind: 'object', repository, oid });
      yield {
        path: name,
        bytes: object.content,
        ...(object.whole === null ? {} : { whole: object.whole }),
        origin: { commit, paths, headPaths },
      };
    }
  }

  #note(oid: string, place: string, commit: string): void {
    const found = this.#blobs.get(oid) ?? { commit, paths: [], headPaths: [] };
    if (!found.paths.includes(place)) {
      found.paths.push(place);
      this.#places += 1;
    }
    this.#blobs.set(oid, found);
    if (this.#places > this.#bounds.files) throw this.#tooMuch(`${this.#bounds.files} files`);
  }

  async #entries(oid: string, path: string, commit: string, depth: number) {
    if (depth > this.#bounds.depth) throw this.#tooMuch(`${this.#bounds.depth} levels`);
    const object = await this.#read(oid, commit, path, 'tree');
    if (object === null) return [];
    return (
      this.#parsed({ oid, commit, path }, () => parseGitTree(object.content, oid.length / 2)) ?? []
    );
  }

  /** A tag leads to its commit; what else a branch names has no history. */
  async #commit(oid: string): Promise<{ oid: string; commit: GitCommit } | null> {
    let name = oid;
    for (let step = 0; step < mostTagSteps; step += 1) {
      const object = await this.#read(name, name, '', 'commit', 'tag', 'tree', 'blob');
      if (object === null) return null;
      const at = { oid: name, commit: name, path: '' };
      if (object.type === 'commit') {
        const commit = this.#parsed(at, () => parseGitCommit(object.content));
        return commit === null ? null : { oid: name, commit };
      }
      const next =
        object.type === 'tag' ? this.#parsed(at, () => parseGitTag(object.content)) : null;
      if (next === null) return null;
      name = next;
    }
    return null;
  }

  #parsed<T>(at: { oid: string; commit: string; path: string }, parse: () => T): T | null {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof GitObjectError)) throw error;
      this.#problem('corrupt', at);
      return null;
    }
  }

  async #read(
    oid: string,
    commit: string,
    path: string,
    ...types: readonly string[]
  ): Promise<GitObject | null> {
    this.#reading.signal?.throwIfAborted();
    const object = await this.#reader.read(oid);
    if (object !== null && object.genuine && types.includes(object.type)) return object;
    this.#problem(object === null ? 'missing' : 'corrupt', { oid, commit, path });
    return null;
  }

  /** Of the last commit once more it was told already. */
  #problem(kind: 'missing' | 'corrupt', at: { oid: string; commit: string; path: string }): void {
    if (at.commit === '' || this.#notes.problems.length > 1_000) return;
    this.#notes.problems.push({ kind, ...at });
  }

  #tooMuch(expected: string): InputError {
    return new InputError('input.too-much', `${this.#name} holds more than an audit reads`, {
      place: this.#name,
      expected: `at most ${expected}`,
      hint: 'Audit a clone of the branch that you ask about.',
    });
  }
}

function counted(number: number): string {
  return number.toLocaleString('en-US');
}

/** Parents before their children; where history leaves it open, by date, then name. */
function inOrder(
  commits: ReadonlyMap<string, GitCommit>,
): readonly (readonly [string, GitCommit])[] {
  const sorted = [...commits].toSorted(
    ([left, a], [right, b]) => a.at - b.at || (left < right ? -1 : 1),
  );
  const done = new Set<string>();
  const ordered: (readonly [string, GitCommit])[] = [];
  for (const [start] of sorted) {
    const open = [start];
    while (open.length > 0) {
      const oid = open.at(-1) ?? '';
      const commit = commits.get(oid);
      const waiting =
        commit?.parents.filter((parent) => !done.has(parent) && commits.has(parent)) ?? [];
      if (done.has(oid) || commit === undefined) open.pop();
      else if (waiting.length > 0) open.push(...waiting);
      else {
        done.add(oid);
        ordered.push([oid, commit]);
        open.pop();
      }
    }
  }
  return ordered;
}
