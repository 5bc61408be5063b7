import { z } from 'zod';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Instant, Mode, OpaqueId, Role, Short } from '../../src/contract/values.ts';

/** One piece of work that was open on this machine. The path stays here; the page gets the rest. */
export const RecentWork = z.strictObject({
  id: OpaqueId,
  path: z.string().min(1).max(4096),
  title: Short,
  role: Role,
  mode: Mode.nullable(),
  detail: Short,
  at: Instant,
  participant: OpaqueId.nullable(),
  /** The instant that an audit was asked about, where it was not the present. */
  asOf: Instant.optional(),
});
export type RecentWork = z.output<typeof RecentWork>;

const RecentFile = z.strictObject({
  format: z.literal('station-recent/1'),
  items: z.array(RecentWork).max(20),
});

/** Writes a file so that it is whole or as it was; for its owner alone. */
export type WholeWrite = (path: string, text: string) => Promise<void>;

/** The list behind "Go on where you were". It is a convenience: if it is lost or broken, opening a folder does the same. */
export class RecentList {
  readonly #file: string;
  readonly #write: WholeWrite;

  constructor(settings: string, write: WholeWrite) {
    this.#file = join(settings, 'recent.json');
    this.#write = write;
  }

  /** Newest first. A missing or damaged list is an empty one. */
  async items(): Promise<readonly RecentWork[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => null);
    if (text === null || text.length > 1_000_000) return [];
    try {
      return RecentFile.parse(JSON.parse(text)).items;
    } catch {
      return [];
    }
  }

  /** Puts this work first; the same path and role is listed once. */
  async remember(work: RecentWork): Promise<void> {
    const others = (await this.items()).filter(
      (item) => item.path !== work.path || item.role !== work.role,
    );
    const items = [work, ...others].slice(0, 20);
    await this.#write(
      this.#file,
      `${JSON.stringify({ format: 'station-recent/1', items }, null, 1)}\n`,
    );
  }
}
