import { createHash } from 'node:crypto';
import type { GitNotes } from '../../../../main/audit/git/history-notes.ts';
import { NotedObjects } from '../../../../main/audit/git/noted-objects.ts';
import type { GitObject, ObjectReader } from '../../../../main/audit/git/object-reader.ts';

/** What a test's repository is made of: a name for people, and what it holds. */
type Entries = readonly (readonly [name: string, oid: string, mode?: string])[];

/** Objects of a repository without a disk and without Git, named as Git names them (SHA-1 of header and content). */
export class ObjectsInMemory implements ObjectReader {
  readonly #objects = new Map<string, GitObject>();
  /** The names that were asked for, in their order. */
  readonly asked: string[] = [];

  blob(text: string): string {
    return this.#put('blob', Buffer.from(text));
  }

  /** Entries stand in the order given. */
  tree(entries: Entries): string {
    const parts = entries.map(([name, oid, mode = '100644']) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]),
    );
    return this.#put('tree', Buffer.concat(parts));
  }

  commit(tree: string, parents: readonly string[], at: number): string {
    const lines = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author A <a@example.org> ${at} +0000`,
      `committer A <a@example.org> ${at} +0000`,
    ];
    return this.#put('commit', Buffer.from(`${lines.join('\n')}\n\nmessage\n`));
  }

  tag(oid: string): string {
    return this.#put('tag', Buffer.from(`object ${oid}\ntype commit\ntag v1\n\n`));
  }

  /** Content that is not in the form that its type has. */
  broken(type: string): string {
    return this.#put(type, Buffer.from(`no ${type}`));
  }

  /** Somebody exchanged the content, and the name stayed. */
  falsify(oid: string): void {
    const object = this.#objects.get(oid);
    if (object === undefined) throw new Error('no such object');
    this.#objects.set(oid, { ...object, genuine: false });
  }

  lose(oid: string): void {
    this.#objects.delete(oid);
  }

  read(oid: string): Promise<GitObject | null> {
    this.asked.push(oid);
    return Promise.resolve(this.#objects.get(oid) ?? null);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #put(type: string, content: Buffer): string {
    const oid = createHash('sha1').update(`${type} ${content.length}\0`).update(content);
    const name = oid.digest('hex');
    this.#objects.set(name, {
      type,
      content: Uint8Array.from(content),
      whole: null,
      genuine: true,
    });
    return name;
  }
}

/** Objects with the notes that reading them leaves. */
export function notedObjects(signal?: AbortSignal): {
  readonly memory: ObjectsInMemory;
  readonly notes: GitNotes;
  readonly objects: NotedObjects;
} {
  const memory = new ObjectsInMemory();
  const notes: GitNotes = { skipped: [], problems: [], where: new Map() };
  return { memory, notes, objects: new NotedObjects(memory, notes, { signal }) };
}
