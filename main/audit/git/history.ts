import { basename } from 'node:path';
import type { AuditFile } from '../../../src/audit/audit.ts';
import type { GitOrigin } from '../../../src/audit/input.ts';
import type { Limits } from '../limits.ts';
import { inOrder } from './commit-order.ts';
import { type BareObject, reachableCommits } from './commit-walk.ts';
import type { GitNotes, Reading } from './history-notes.ts';
import { NotedObjects } from './noted-objects.ts';
import { openObjectReader } from './object-reader.ts';
import { findRepository, readHeads } from './repository-folder.ts';
import { tooMuch } from './too-much.ts';
import { type FoundBlob, TreeWalk } from './tree-walk.ts';

export type { GitNotes, Reading } from './history-notes.ts';

/**
 * Every file of every commit of a Git repository, each content read once: with the first commit that has it, its paths, and
 * whether the last commit still has it. Where the last commit has one content under several names, each is a file, as it
 * is in the folder that one gets: a name says for which role, in which repository. Commits come in the order of their
 * history, the older of two branches first. Only objects are read, and each is held against its name.
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
  // Two repositories have folders of the same names: each lies in one of its own, as their checkouts would.
  const inside = label.replace(/@$/, '/');
  try {
    const name = basename(path);
    const objects = new NotedObjects(reader, notes, reading);
    const bare: BareObject[] = [];
    const named = { tips, shallow, bare };
    const commits = await reachableCommits(objects, name, named, notes, reading);
    const walk = new TreeWalk(objects, name, bounds, notes, label);
    for (const [index, [oid, commit]] of inOrder(commits).entries()) {
      reading.progress?.(`${counted(index)} of ${counted(commits.size)} commits`);
      await walk.commit(oid, commit.tree);
    }
    for (const { oid, type } of bare) {
      await (type === 'tree' ? walk.commit(oid, oid) : walk.file(oid));
    }
    const last = head === null ? undefined : commits.get(head);
    if (last === undefined || !(await walk.head(last.tree)))
      notes.problems.push({ kind: 'no-head' });
    let bytes = 0;
    for (const [oid, blob] of walk.blobs) {
      const [[first = '', commit = ''] = []] = blob.places;
      const object = await objects.read({ oid, commit, path: first }, 'blob');
      if (object === null) continue;
      bytes += object.whole?.length ?? object.content.length;
      if (bytes > bounds.totalBytes) throw tooMuch(name, 'so many bytes');
      for (const { commit: since, paths, headPaths } of originsOf(blob)) {
        const file = `${label}${since.slice(0, 12)}:${paths[0] ?? ''}`;
        const [lying, now] = [paths, headPaths].map((all) =>
          all.map((place) => `${inside}${place}`),
        );
        const origin = { commit: since, paths: lying ?? [], headPaths: now ?? [] };
        notes.where.set(file, { kind: 'object', repository: path, oid });
        yield {
          path: file,
          bytes: object.content,
          ...(object.whole === null ? {} : { whole: object.whole }),
          origin,
        };
      }
    }
  } finally {
    await reader.close();
  }
}

/**
 * What is past is one file under its first name; what the last commit has is one file under each of its names. In the
 * order in which they were first seen.
 */
function originsOf({ places, headPaths }: FoundBlob): readonly GitOrigin[] {
  const past = [...places.keys()].filter((place) => !headPaths.includes(place));
  return [...places].flatMap(([place, commit]): GitOrigin[] => {
    if (headPaths.includes(place)) return [{ commit, paths: [place], headPaths: [place] }];
    return place === past[0] ? [{ commit, paths: past, headPaths: [] }] : [];
  });
}

function counted(number: number): string {
  return number.toLocaleString('en-US');
}
