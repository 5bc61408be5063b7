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
const oidForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

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
  for (const line of ((await readText(join(common, 'packed-refs'))) ?? '').split('\n')) {
    const [, oid, name] = /^([0-9a-f]{40,64}) (refs\/.+)$/.exec(line) ?? [];
    if (oid !== undefined && name !== undefined && oidForm.test(oid)) refs.set(name, oid);
  }
  for await (const [name, oid] of looseRefs(join(common, 'refs'), 'refs', 0)) refs.set(name, oid);
  const symbolic = ((await readText(join(head, 'HEAD'))) ?? '').trim();
  const named = symbolic.startsWith('ref: ') ? refs.get(symbolic.slice(5)) : symbolic;
  const headCommit = named !== undefined && oidForm.test(named) ? named : null;
  const tips = new Set([...(headCommit === null ? [] : [headCommit]), ...refs.values()]);
  const shallow = ((await readText(join(common, 'shallow'))) ?? '').split('\n');
  return {
    tips: [...tips],
    head: headCommit,
    shallow: new Set(shallow.filter((line) => oidForm.test(line))),
  };
}

async function* looseRefs(
  folder: string,
  name: string,
  depth: number,
): AsyncGenerator<readonly [string, string]> {
  if (depth > deepest) throw noRepository(folder, 'branches in too many folders');
  const entries = await orNone(folder, () => readdir(folder, { withFileTypes: true }));
  if (entries === null) return;
  if (entries.length > mostRefs) throw noRepository(folder, 'too many branches');
  for (const entry of entries) {
    const [path, full] = [join(folder, entry.name), `${name}/${entry.name}`];
    if (entry.isDirectory()) yield* looseRefs(path, full, depth + 1);
    else {
      if (!entry.isFile()) throw noRepository(path, 'something that is no file among the branches');
      const oid = ((await readText(path)) ?? '').trim();
      if (oidForm.test(oid)) yield [full, oid];
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
