import { homedir } from 'node:os';
import { basename, dirname } from 'node:path';
import { isFolderName } from '../../src/ceremony/folder-path.ts';
import type { Act, TranscriptRecord } from '../../src/ceremony/record.ts';
import type { ChainEnd } from '../../src/ceremony/transcript.ts';
import { longestPlan, parsePlan, type Plan } from '../../src/ceremony/plan.ts';
import { within, type Directory, type Entry } from './directory.ts';
import { sweepParts } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import { lockFolder, sweepGuards, type FolderLock, type ForeignLock } from './folder-lock.ts';
import { openDirectory } from './linux-directory.ts';
import { TranscriptFile, type TornLine } from './transcript-file.ts';

/** The plan's name in a ceremony folder. */
export const planName = 'ceremony.yaml';

/**
 * A ceremony folder, open for writing by this station alone. The plan and the transcript are all the state there is:
 * opening the folder again gives the same state, whatever happened in between.
 */
export class CeremonyFolder {
  /** For the main process only. The page sees `names`. */
  readonly path: string;
  readonly plan: Plan;
  readonly directory: Directory;
  readonly #lock: FolderLock;
  readonly #transcript: TranscriptFile;
  #torn: TornLine | null;

  private constructor(
    path: string,
    plan: Plan,
    directory: Directory,
    lock: FolderLock,
    opened: { file: TranscriptFile; torn: TornLine | null },
  ) {
    this.path = path;
    this.plan = plan;
    this.directory = directory;
    this.#lock = lock;
    this.#transcript = opened.file;
    this.#torn = opened.torn;
  }

  /**
   * Opens a ceremony and takes its lock. What a killed writer left half-written is removed or set aside.
   *
   * @param at now, RFC 3339 UTC
   * @param gone the lock of a machine that a person said will not come back; it is taken over, on record
   * @throws FolderError `folder.not-a-ceremony`, `folder.in-use`, `folder.read-only` and others; PlanError;
   *   TranscriptError if the record does not prove itself, or belongs to another plan
   */
  static async open(
    path: string,
    at: string,
    gone: ForeignLock | null = null,
  ): Promise<CeremonyFolder> {
    const directory = await openDirectory(path);
    try {
      const plan = parsePlan(await planBytes(directory), planName);
      const lock = await lockFolder(directory, at, gone);
      try {
        await sweep(directory);
        const opened = await TranscriptFile.open(directory, plan.sha256);
        const folder = new CeremonyFolder(path, plan, directory, lock, opened);
        if (folder.records.length > 0) await folder.#recordTornLine(at);
        if (gone !== null) await folder.#recordTakeOver(gone, at);
        return folder;
      } catch (error) {
        await lock.release();
        throw error;
      }
    } catch (error) {
      await directory.close();
      throw error;
    }
  }

  /** The last two names of the folder's path; the home folder is called so, since its name is often a person's. */
  get names(): readonly string[] {
    return folderNames(this.path);
  }

  get records(): readonly TranscriptRecord[] {
    return this.#transcript.records;
  }

  /** Where the chain ends: its tip is what is read aloud and published. */
  get end(): ChainEnd {
    return this.#transcript.end;
  }

  /**
   * Records one act. It is durable when this returns; if it fails nothing was recorded.
   * @param at now, RFC 3339 UTC
   * @throws FolderError; TranscriptError for data that no record has
   */
  async append(act: Act, at: string): Promise<TranscriptRecord> {
    await this.assertHeld();
    const record = await this.#transcript.append(act, at);
    await this.#recordTornLine(at);
    return record;
  }

  /** To be called before each write to the folder. @throws FolderError `folder.in-use` */
  assertHeld(): Promise<void> {
    return this.#lock.assertHeld();
  }

  async close(): Promise<void> {
    try {
      await this.#lock.release();
    } finally {
      await this.directory.close();
    }
  }

  /** A record that has not begun says nothing: its first line is the opening. */
  async #recordTakeOver({ host, at: openedAt }: ForeignLock, at: string): Promise<void> {
    if (this.records.length === 0) return;
    const data = { host, openedAt };
    await this.#transcript.append({ kind: 'ceremony.taken-over', participant: null, data }, at);
  }

  async #recordTornLine(at: string): Promise<void> {
    const torn = this.#torn;
    if (torn === null) return;
    this.#torn = null;
    await this.#transcript.append(
      { kind: 'transcript.recovered', participant: null, data: torn },
      at,
    );
  }
}

/** The last two names of a path; the home folder is called so, since its name is often a person's. */
export function folderNames(path: string): string[] {
  const home = homedir();
  return [dirname(path), path]
    .map((one) => (one === home ? 'Home' : basename(one)))
    .filter((name) => name !== '');
}

/**
 * The bytes of the plan of a folder.
 * @throws FolderError `folder.not-a-ceremony` for a folder without one
 */
export async function planBytes(directory: Directory): Promise<Uint8Array> {
  const bytes = await directory.read(planName, longestPlan);
  if (bytes !== null) return bytes;
  throw new FolderError('folder.not-a-ceremony', 'this folder is no ceremony', {
    expected: `a folder with the file ${planName} in it`,
    found: 'a folder without it',
    hint: 'Choose the folder that holds the plan. To look at published metadata, audit it.',
    notDone: ['Nothing was opened.'],
  });
}

/** The folders of a ceremony in which the station writes. */
const swept = new Set([
  'keys',
  'staged',
  'repository',
  'replaced',
  'records',
  'set-aside',
  'abandoned',
]);
const deepest = 6;

async function sweep(directory: Directory): Promise<void> {
  await sweepGuards(directory);
  await sweepBelow(directory, ({ name }) => swept.has(name), deepest);
}

async function sweepBelow(
  directory: Directory,
  chosen: (entry: Entry) => boolean,
  depth: number,
): Promise<void> {
  await sweepParts(directory);
  if (depth === 0) return;
  for (const entry of await directory.entries()) {
    if (entry.kind !== 'folder' || !chosen(entry)) continue;
    await within(directory.open(entry.name), (below) =>
      sweepBelow(below, ({ name }) => isFolderName(name), depth - 1),
    );
  }
}
