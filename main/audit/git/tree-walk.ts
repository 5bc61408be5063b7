import type { Skipped } from '../../../src/audit/audit.ts';
import { folderOf, pathFrom } from '../../../src/audit/file-path.ts';
import { parseGitTree } from '../../../src/audit/git-object.ts';
import type { Limits } from '../limits.ts';
import type { GitNotes } from './history-notes.ts';
import type { NotedObjects } from './noted-objects.ts';
import { tooMuch } from './too-much.ts';

/** A content that some commit has. */
export interface FoundBlob {
  /** Every path that it has in some commit, the first one first, each with the first commit that has it there. */
  readonly places: ReadonlyMap<string, string>;
  /** Its paths in the last commit. */
  readonly headPaths: readonly string[];
}

/** What was passed over, and is known better when the last commit was walked. */
interface LinkNote extends Skipped {
  past?: true;
  leadsTo?: string;
}

interface LinkInHead {
  readonly note: LinkNote;
  /** A path in the last commit; null where the link leads out of it, or over other links. */
  readonly leads: string | null;
}

interface NotedBlob extends FoundBlob {
  readonly places: Map<string, string>;
  readonly headPaths: string[];
}

/** Goes through the trees of commits, oldest first, and notes every content once. */
export class TreeWalk {
  readonly #objects: NotedObjects;
  readonly #name: string;
  readonly #bounds: Limits;
  readonly #notes: GitNotes;
  readonly #label: string;
  /** Two repositories have folders of the same names: each lies in one of its own. */
  readonly #folder: string;
  readonly #blobs = new Map<string, NotedBlob>();
  /** Trees by name and path that were looked into: under another path the same tree holds files of other roles. */
  readonly #trees = new Set<string>();
  /** What is no file, by its place. */
  readonly #skipped = new Map<string, LinkNote>();
  #places = 0;

  /**
   * @param name of the repository, for errors
   * @param label stands before the path of what is passed over; empty for a repository that is given alone
   */
  constructor(objects: NotedObjects, name: string, bounds: Limits, notes: GitNotes, label = '') {
    this.#objects = objects;
    this.#name = name;
    this.#bounds = bounds;
    this.#notes = notes;
    this.#label = label;
    this.#folder = label.replace(/@$/, '/');
  }

  /** What was found, by the name of its object, in the order of the walk. */
  get blobs(): ReadonlyMap<string, FoundBlob> {
    return this.#blobs;
  }

  /**
   * Notes every file of a commit's tree that was not there before.
   * @throws InputError `input.too-much`
   */
  commit(oid: string, tree: string): Promise<void> {
    return this.#tree(tree, '', oid, 0);
  }

  /** Notes a file that no commit has: a tag names it by itself, and it has no other name than that of its object. */
  file(oid: string): void {
    if (!this.#blobs.has(oid)) this.#note(oid, oid, oid);
  }

  /**
   * Notes where the last commit has a file. Its tree has to have been walked before.
   * @returns false if the tree itself cannot be read
   */
  async head(tree: string): Promise<boolean> {
    const links: LinkInHead[] = [];
    const isThere = await this.#headTree(tree, '', 0, links);
    const files = new Set([...this.#blobs.values()].flatMap(({ headPaths }) => headPaths));
    for (const { note, leads } of links) {
      if (leads !== null && files.has(leads)) note.leadsTo = `${this.#folder}${leads}`;
    }
    return isThere;
  }

  async #tree(oid: string, path: string, commit: string, depth: number): Promise<void> {
    const seen = `${oid} ${path}`;
    if (this.#trees.has(seen)) return;
    this.#trees.add(seen);
    for (const entry of (await this.#entries(oid, path, commit, depth)) ?? []) {
      const place = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'folder') await this.#tree(entry.oid, place, commit, depth + 1);
      else if (entry.kind === 'file') this.#note(entry.oid, place, commit);
      else if (!this.#skipped.has(place)) {
        const why = entry.kind === 'link' ? 'it is a link' : 'it is another repository';
        const note: LinkNote = {
          path: `${this.#label}${commit.slice(0, 12)}:${place}`,
          why,
          past: true,
        };
        this.#skipped.set(place, note);
        this.#notes.skipped.push(note);
      }
    }
  }

  async #headTree(oid: string, path: string, depth: number, links: LinkInHead[]): Promise<boolean> {
    const entries = await this.#entries(oid, path, '', depth);
    for (const entry of entries ?? []) {
      const place = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'folder') await this.#headTree(entry.oid, place, depth + 1, links);
      else if (entry.kind === 'file') this.#blobs.get(entry.oid)?.headPaths.push(place);
      else await this.#headLink(entry, place, links);
    }
    return entries !== null;
  }

  async #headLink(
    { oid, kind }: { readonly oid: string; readonly kind: string },
    place: string,
    links: LinkInHead[],
  ): Promise<void> {
    const note = this.#skipped.get(place);
    if (note === undefined) return;
    delete note.past;
    if (kind !== 'link') return;
    const object = await this.#objects.read({ oid, commit: '', path: place }, 'blob');
    links.push({ note, leads: object === null ? null : leadsTo(place, object.content) });
  }

  #note(oid: string, place: string, commit: string): void {
    const found = this.#blobs.get(oid) ?? { places: new Map(), headPaths: [] };
    if (!found.places.has(place)) {
      found.places.set(place, commit);
      this.#places += 1;
    }
    this.#blobs.set(oid, found);
    if (this.#places > this.#bounds.files) {
      throw tooMuch(this.#name, `${this.#bounds.files} files`);
    }
  }

  async #entries(oid: string, path: string, commit: string, depth: number) {
    if (depth > this.#bounds.depth) throw tooMuch(this.#name, `${this.#bounds.depth} levels`);
    const at = { oid, commit, path };
    const object = await this.#objects.read(at, 'tree');
    if (object === null) return null;
    return this.#objects.parsed(at, () => parseGitTree(object.content, oid.length / 2));
  }
}

/** Up first and then down: what goes up after it went down may have gone over another link, and is not followed. */
function leadsTo(place: string, content: Uint8Array): string | null {
  const text = new TextDecoder().decode(content.subarray(0, 4096));
  return /^(?:\.\.?\/)*(?!\.\.?(?:\/|$))[^/\0]+(?:\/(?!\.\.?(?:\/|$))[^/\0]+)*$/.test(text)
    ? pathFrom(folderOf(place), text)
    : null;
}
