import { z } from 'zod';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Instant, Mode, OpaqueId, Role, Short } from '../../src/contract/values.ts';

const Path = z.string().min(1).max(4096);

/** One piece of work that was open on this machine. The path stays here; the page gets the rest. */
export const RecentWork = z.strictObject({
  id: OpaqueId,
  path: Path,
  title: Short,
  role: Role,
  mode: Mode.nullable(),
  detail: Short,
  at: Instant,
  participant: OpaqueId.nullable(),
  /** The instant that an audit was asked about, where it was not the present. */
  asOf: Instant.optional(),
  /** What else an audit was asked: further paths, whether they are Git repositories, the root trusted from elsewhere. */
  audit: z
    .strictObject({
      further: z.array(Path).max(63),
      git: z.boolean(),
      trustedRoot: Path.nullable(),
    })
    .optional(),
});
export type RecentWork = z.output<typeof RecentWork>;

const RecentFile = z.strictObject({
  format: z.literal('station-recent/1'),
  items: z.array(z.unknown()).max(100),
});
const mostItems = 20;

/** Writes a file so that it is whole or as it was; for its owner alone. */
export type WholeWrite = (path: string, text: string) => Promise<void>;

/** The list behind "Go on where you were". It is a convenience: if it is lost or broken, opening a folder does the same. */
export class RecentList {
  readonly #file: string;
  readonly #write: WholeWrite;
  #before: Promise<unknown> = Promise.resolve();

  constructor(settings: string, write: WholeWrite) {
    this.#file = join(settings, 'recent.json');
    this.#write = write;
  }

  /** Newest first. A missing or damaged list is an empty one; an item that cannot be read is left out. */
  async items(): Promise<readonly RecentWork[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => null);
    if (text === null || text.length > 1_000_000) return [];
    try {
      const { items } = RecentFile.parse(JSON.parse(text));
      return items.flatMap((item) => RecentWork.safeParse(item).data ?? []).slice(0, mostItems);
    } catch {
      return [];
    }
  }

  /**
   * Puts this work first; the same path and role is listed once. What cannot be remembered is forgotten: a full disk
   * must not make an act look as if it had failed.
   */
  async remember(work: RecentWork): Promise<void> {
    // One after another: each writes the list that it has read.
    this.#before = this.#before.then(() => this.#add(fitted(work))).catch(() => undefined);
    await this.#before;
  }

  async #add(work: RecentWork): Promise<void> {
    const others = (await this.items()).filter(
      (item) => item.path !== work.path || item.role !== work.role,
    );
    const items = [work, ...others].slice(0, mostItems);
    await this.#write(
      this.#file,
      `${JSON.stringify({ format: 'station-recent/1', items }, null, 1)}\n`,
    );
  }
}

/** Title and detail are sentences made elsewhere; in the list they have to be short. */
function fitted(work: RecentWork): RecentWork {
  return { ...work, title: cut(work.title), detail: cut(work.detail) };
}

function cut(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
