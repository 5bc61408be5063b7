import { concat } from '../../src/encoding/bytes.ts';
import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Act, RecordData, TranscriptRecord } from '../../src/ceremony/record.ts';
import {
  longestTranscript,
  nextLine,
  splitTorn,
  startOfChain,
  verifyTranscript,
  type ChainEnd,
  type Transcript,
} from '../../src/ceremony/transcript.ts';
import type { Directory, WritableFile } from './directory.ts';
import { within } from './directory.ts';
import { createFile, replaceFile } from './durable-file.ts';
import { FolderError } from './folder-error.ts';

/** The record's name in a ceremony folder. */
export const transcriptName = 'transcript.jsonl';
const setAsideFolder = 'set-aside';

/** A torn last line that was found on opening and set aside. */
export type TornLine = RecordData<'transcript.recovered'>;

/**
 * The transcript of a ceremony folder, open for writing. A record is in the file, and durable, when `append` returns;
 * if it fails the file is as it was before.
 */
export class TranscriptFile {
  readonly #directory: Directory;
  readonly #records: TranscriptRecord[];
  #end: ChainEnd;
  #bytes: number;
  #before: Promise<unknown> = Promise.resolve();

  private constructor(directory: Directory, transcript: Transcript, bytes: number) {
    this.#directory = directory;
    this.#records = [...transcript.records];
    this.#end = transcript.end;
    this.#bytes = bytes;
  }

  /**
   * Reads and checks the transcript. A last line that was cut off is completed if only its end is missing, else set
   * aside as a file of its own; what it says was never acknowledged to anybody.
   *
   * @throws TranscriptError if the rest does not prove itself; FolderError
   */
  static async open(
    directory: Directory,
    plan: Sha256Hex,
  ): Promise<{ file: TranscriptFile; torn: TornLine | null }> {
    const bytes = (await directory.read(transcriptName, longestTranscript)) ?? new Uint8Array();
    const mended = await mend(directory, bytes, plan);
    const transcript =
      mended.whole.length === 0
        ? { records: [], end: startOfChain(plan), clockSteps: [] }
        : verifyTranscript(mended.whole, transcriptName, plan);
    return {
      file: new TranscriptFile(directory, transcript, mended.whole.length),
      torn: mended.torn,
    };
  }

  get records(): readonly TranscriptRecord[] {
    return this.#records;
  }

  get end(): ChainEnd {
    return this.#end;
  }

  /**
   * @param at RFC 3339, UTC
   * @throws TranscriptError if the act is none; FolderError, and then nothing was recorded
   */
  append(act: Act, at: string): Promise<TranscriptRecord> {
    // One after another: two lines cannot both follow the same one.
    const appended = this.#before.then(() => this.#append(act, at));
    this.#before = appended.catch(() => undefined);
    return appended;
  }

  async #append(act: Act, at: string): Promise<TranscriptRecord> {
    const { record, line, end } = nextLine(this.#end, act, at);
    if (end.lines === 1) {
      if (act.kind !== 'ceremony.opened')
        throw new TypeError('a transcript begins with the opening of its ceremony');
      await this.#begin(line);
    } else await this.#extend(line);
    this.#records.push(record);
    this.#end = end;
    this.#bytes += line.length;
    return record;
  }

  async #begin(line: Uint8Array): Promise<void> {
    const kind = await this.#directory.kindOf(transcriptName);
    if (kind === null) return createFile(this.#directory, transcriptName, line);
    return replaceFile(this.#directory, transcriptName, line, sha256Hex(new Uint8Array()));
  }

  async #extend(line: Uint8Array): Promise<void> {
    const file = await this.#directory.append(transcriptName);
    try {
      await this.#requireUnchanged(await file.size());
      try {
        await file.write(line);
        await file.sync();
      } catch (error) {
        await this.#cutBack(file);
        throw error;
      }
    } finally {
      await file.close();
    }
  }

  async #requireUnchanged(size: number): Promise<void> {
    if (size === this.#bytes) return;
    throw new FolderError('folder.changed', 'somebody else wrote to the record', {
      place: transcriptName,
      expected: `${this.#bytes} bytes`,
      found: `${size} bytes`,
      hint: 'Close other programs that use this folder. Then open the ceremony again.',
      notDone: ['Nothing was recorded.'],
    });
  }

  /** On a full disk cutting back still works; where it does not, the next opening mends the line. */
  async #cutBack(file: WritableFile): Promise<void> {
    try {
      await file.truncate(this.#bytes);
      await file.sync();
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
    }
  }
}

async function mend(
  directory: Directory,
  bytes: Uint8Array,
  plan: Sha256Hex,
): Promise<{ whole: Uint8Array; torn: TornLine | null }> {
  const { whole, torn } = splitTorn(bytes, transcriptName);
  if (torn.length === 0) return { whole, torn: null };
  const completed = concat(bytes, utf8('\n'));
  if (isWhole(completed, plan)) {
    await replaceFile(directory, transcriptName, completed, sha256Hex(bytes));
    return { whole: completed, torn: null };
  }
  // What stands before the torn line has to prove itself first: nothing is mended in a file that is something else.
  if (whole.length > 0) verifyTranscript(whole, transcriptName, plan);
  const sha256 = sha256Hex(torn);
  const name = `transcript-${sha256.slice(0, 16)}.part`;
  await within(directory.make(setAsideFolder), (aside) => createFile(aside, name, torn));
  await replaceFile(directory, transcriptName, whole, sha256Hex(bytes));
  return { whole, torn: { bytes: torn.length, sha256, file: folderPath(setAsideFolder, name) } };
}

function isWhole(bytes: Uint8Array, plan: Sha256Hex): boolean {
  try {
    verifyTranscript(bytes, transcriptName, plan);
    return true;
  } catch (error) {
    if (error instanceof StationError) return false;
    throw error;
  }
}
