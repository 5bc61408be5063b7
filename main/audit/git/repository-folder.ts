import { constants } from 'node:fs';
import { lstat, open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../input-error.ts';

/** The folders of a Git repository, bare or with a work tree. */
export interface RepositoryFolder {
  /** HEAD and what belongs to one work tree. */
  readonly head: string;
  /** Objects and branches. */
  readonly common: string;
}

/** What the branches of a repository name. */
export interface RepositoryHeads {
  /** Objects that are named by branches, tags, HEAD or other work trees; each once. */
  readonly tips: readonly string[];
  /** The commit that HEAD names; null where there is none. */
  readonly head: string | null;
  /** Commits whose parents were not cloned. */
  readonly shallow: ReadonlySet<string>;
}

const largestFile = 64 * 1024 * 1024;
const mostRefs = 200_000;
/** Folders in folders; a branch's name may have slashes. */
const deepest = 32;
const oidForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
/** So many names that lead to another name are followed, as Git does. */
const mostSteps = 5;

/**
 * Finds the repository in a folder without asking Git, whose settings may be hostile.
 * @throws InputError `input.no-repository`
 */
export async function findRepository(path: string): Promise<RepositoryFolder> {
  // Absolute, since links will name its folders from elsewhere.
  const folder = resolve(path);
  for (const candidate of [join(folder, '.git'), folder]) {
    const facts = await stat(candidate).catch(() => null);
    if (facts?.isFile() === true && candidate !== folder) return linkedRepository(path, candidate);
    if (facts?.isDirectory() === true && (await isRepository(candidate))) {
      return { head: candidate, common: candidate };
    }
  }
  throw noRepository(path, 'no Git repository');
}

/** A work tree beside the repository names its folder in a file. */
async function linkedRepository(path: string, file: string): Promise<RepositoryFolder> {
  const named = /^gitdir: ([^\0\n]{1,4000})\n?$/.exec((await readText(file)) ?? '')?.[1];
  if (named === undefined) throw noRepository(path, 'a file .git that names no folder');
  const head = resolve(path, named);
  const common = ((await readText(join(head, 'commondir'))) ?? '.').trim();
  const folder = { head, common: resolve(head, common) };
  if (await isRepository(folder.common)) return folder;
  throw noRepository(path, 'a file .git that names no repository');
}

async function isRepository(folder: string): Promise<boolean> {
  const objects = await stat(join(folder, 'objects')).catch(() => null);
  const head = await stat(join(folder, 'HEAD')).catch(() => null);
  return objects?.isDirectory() === true && head?.isFile() === true;
}

/**
 * Reads what HEAD, branches and tags name, from packed and loose files. What is there and cannot be read is no branch less:
 * a history that was left out could hold what an audit is for.
 * @throws InputError `input.no-repository` for a repository that keeps them in another form, or where something else than
 *   a readable file stands among them
 */
export async function readHeads({ head, common }: RepositoryFolder): Promise<RepositoryHeads> {
  if ((await stat(join(common, 'reftable')).catch(() => null)) !== null) {
    throw noRepository(common, 'branches in the form reftable');
  }
  const refs = new Map<string, string>();
  const symbolic = new Map<string, string>();
  for (const line of ((await readText(join(common, 'packed-refs'))) ?? '').split('\n')) {
    // Comments, and what the tag of the line before stands for.
    if (line === '' || line.startsWith('#') || line.startsWith('^')) continue;
    const [, oid = '', name = ''] = /^([0-9a-fA-F]+) (refs\/.+)$/.exec(line) ?? [];
    if (!oidForm.test(oid)) throw noRepository(common, 'a packed branch that names no commit');
    refs.set(name, oid.toLowerCase());
  }
  for await (const [name, named] of looseRefs(join(common, 'refs'), 'refs', 0)) {
    if ('oid' in named) refs.set(name, named.oid);
    else symbolic.set(name, named.other);
  }
  const headCommit = await headOf(join(head, 'HEAD'), refs, symbolic);
  const tips = new Set([...(headCommit === null ? [] : [headCommit]), ...refs.values()]);
  for (const other of await otherHeads(common)) {
    const oid = await headOf(other, refs, symbolic);
    if (oid !== null) tips.add(oid);
  }
  const shallow = ((await readText(join(common, 'shallow'))) ?? '').split('\n');
  return {
    tips: [...tips],
    head: headCommit,
    shallow: new Set(shallow.filter((line) => oidForm.test(line))),
  };
}

/** The heads of a repository and of its work trees. One may be the one that is given: it is named once anyway. */
async function otherHeads(common: string): Promise<readonly string[]> {
  const trees = await orNone(join(common, 'worktrees'), () => readdir(join(common, 'worktrees')));
  if ((trees?.length ?? 0) > mostRefs) throw noRepository(common, 'too many work trees');
  return ['.', ...(trees ?? []).map((name) => join('worktrees', name))].map((folder) =>
    join(common, folder, 'HEAD'),
  );
}

/** The commit that a file such as HEAD names, by itself or over branches; null where there is none. */
async function headOf(
  path: string,
  refs: ReadonlyMap<string, string>,
  symbolic: ReadonlyMap<string, string>,
): Promise<string | null> {
  let named = parseRef((await readText(path)) ?? '');
  for (let step = 0; step < mostSteps && named !== null; step += 1) {
    if ('oid' in named) return named.oid;
    const oid = refs.get(named.other);
    const other = symbolic.get(named.other);
    if (oid !== undefined) return oid;
    named = other === undefined ? null : { other };
  }
  return null;
}

type Named = { readonly oid: string } | { readonly other: string };

/** As Git reads it: what follows a commit's name after a space is left aside. null for what names nothing. */
function parseRef(text: string): Named | null {
  const [, other] = /^ref:\s*(\S+)\s*$/.exec(text) ?? [];
  if (other !== undefined) return { other };
  const oid = text.split(/\s/)[0] ?? '';
  return oidForm.test(oid) ? { oid: oid.toLowerCase() } : null;
}

async function* looseRefs(
  folder: string,
  name: string,
  depth: number,
): AsyncGenerator<readonly [string, Named]> {
  if (depth > deepest) throw noRepository(folder, 'branches in too many folders');
  const entries = await orNone(folder, () => readdir(folder, { withFileTypes: true }));
  if (entries === null) return;
  if (entries.length > mostRefs) throw noRepository(folder, 'too many branches');
  for (const entry of entries) {
    const [path, full] = [join(folder, entry.name), `${name}/${entry.name}`];
    if (entry.isDirectory()) yield* looseRefs(path, full, depth + 1);
    else {
      if (!entry.isFile()) throw noRepository(path, 'something that is no file among the branches');
      // The name of a file that Git has begun to write: it is no branch yet.
      if (entry.name.endsWith('.lock')) continue;
      const named = parseRef((await readText(path)) ?? '');
      if (named === null) throw noRepository(path, 'a branch that names no commit');
      yield [full, named];
    }
  }
}

/**
 * The folders of objects that Git may read: those that hold regular files and nothing else, so that it never waits for
 * a pipe and never leaves the repository. What else lies there (borrowed objects, a commit graph, an index over several
 * packs) is left aside: it is not needed, and could lie.
 * @throws InputError `input.no-repository` for links, pipes and devices among the objects
 */
export async function objectFolders({ common }: RepositoryFolder): Promise<readonly string[]> {
  const objects = join(common, 'objects');
  const names = (await readdir(objects)).filter((name) => /^(?:pack|[0-9a-f]{2})$/.test(name));
  for (const name of names) {
    const folder = join(objects, name);
    if (!(await lstat(folder)).isDirectory())
      throw noRepository(common, 'a link among the objects');
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile())
        throw noRepository(common, 'something that is no file among the objects');
    }
  }
  return names;
}

/** @returns null where no such file is. @throws InputError `input.no-repository` where it cannot be read */
function readText(path: string): Promise<string | null> {
  return orNone(path, async () => {
    // Without O_NONBLOCK a pipe under the name would keep the audit waiting for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await file.stat();
      if (!facts.isFile() || facts.size > largestFile)
        throw noRepository(path, 'something that is no file of Git’s');
      return (await readFile(file)).toString('utf8');
    } finally {
      await file.close();
    }
  });
}

/** null for what is not there: every file that is asked for may be missing. What is there and cannot be read is said. */
async function orNone<Found>(path: string, read: () => Promise<Found>): Promise<Found | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    if (code === 'ENOENT') return null;
    throw noRepository(path, `a file that cannot be read (${code})`);
  }
}

function noRepository(path: string, found: string): InputError {
  return new InputError(
    'input.no-repository',
    `${basename(path)} cannot be read as a Git repository`,
    {
      place: basename(path),
      expected: 'a Git repository, bare or with its work tree',
      found,
      hint: 'Clone the repository from its source, and give the folder of the clone.',
    },
  );
}
