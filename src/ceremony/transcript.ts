import { equalBytes } from '../encoding/bytes.ts';
import { sha256Hex, type Sha256Hex } from '../encoding/digest.ts';
import { compareInstants, parseInstant } from '../encoding/instant.ts';
import { jcs } from '../encoding/jcs.ts';
import { parseJson } from '../encoding/json.ts';
import { StationError } from '../encoding/station-error.ts';
import { TranscriptError } from './ceremony-error.ts';
import { TranscriptRecord } from './record-schema.ts';
import type { Act } from './record.ts';
import { firstIssue } from './schema-issue.ts';

/** Most bytes of one line. The largest record, a look at 256 interfaces and routes, stays far below. */
export const longestLine = 512 * 1024;
/** Most bytes of a transcript. */
export const longestTranscript = 64 * 1024 * 1024;

const lineFeed = 0x0a;

/** Where a chain ends and the next line goes. */
export interface ChainEnd {
  readonly plan: Sha256Hex;
  /** Lines so far. */
  readonly lines: number;
  /** Digest of the last line without its line feed; of the plan while there is none. */
  readonly tip: Sha256Hex;
}

/** A transcript whose chain holds. */
export interface Transcript {
  readonly records: readonly TranscriptRecord[];
  readonly end: ChainEnd;
  /** Lines whose time is before that of the line above: the clock was set back. Not an error. */
  readonly clockSteps: readonly number[];
}

/** The chain of a ceremony in which nothing has happened yet. */
export function startOfChain(plan: Sha256Hex): ChainEnd {
  return { plan, lines: 0, tip: plan };
}

/**
 * Adds one act to a chain.
 * @param at RFC 3339, UTC
 * @returns the record, its line (RFC 8785 and a line feed, UTF-8), and where the chain ends then
 * @throws TranscriptError `transcript.malformed` if the act is none of the closed list
 */
export function nextLine(
  end: ChainEnd,
  act: Act,
  at: string,
): { record: TranscriptRecord; line: Uint8Array; end: ChainEnd } {
  const number = end.lines + 1;
  const record = recordFrom(
    { ...act, at, number, plan: end.plan, previous: end.tip },
    `line ${number}`,
  );
  const canonical = jcs(record);
  const line = new Uint8Array(canonical.length + 1);
  line.set(canonical);
  line[canonical.length] = lineFeed;
  return { record, line, end: { plan: end.plan, lines: number, tip: sha256Hex(canonical) } };
}

/**
 * Checks a whole transcript: every line is a record of the closed list in its one canonical form, numbers have no gap,
 * each line holds the digest of the one before, the first that of the plan, and a ceremony is opened before anything.
 *
 * @param place the file's name, for errors
 * @param plan the digest of the plan that it has to belong to; without one the transcript's own is taken
 * @throws TranscriptError naming the first line that does not hold; `transcript.torn` for a last line without an end
 */
export function verifyTranscript(bytes: Uint8Array, place: string, plan?: Sha256Hex): Transcript {
  const { whole, torn } = splitTorn(bytes, place);
  if (torn.length > 0) {
    throw new TranscriptError('transcript.torn', 'the last line has no end', {
      place,
      expected: 'a line feed at the end',
      found: `${torn.length} bytes after the last line`,
      hint: 'The writer was cut off, or the file was. Open the ceremony in the station: it sets the rest aside.',
    });
  }
  const records: TranscriptRecord[] = [];
  const clockSteps: number[] = [];
  let end: ChainEnd | null = plan === undefined ? null : startOfChain(plan);
  for (const line of linesOf(whole)) {
    const at = `${place}, line ${records.length + 1}`;
    const record = parseLine(line, at);
    end ??= startOfChain(record.plan);
    checkLink(record, end, at);
    const before = records.at(-1);
    if (before !== undefined && isEarlier(record, before)) clockSteps.push(record.number);
    records.push(record);
    end = { plan: end.plan, lines: record.number, tip: sha256Hex(line) };
  }
  if (end === null || records.length === 0) {
    throw new TranscriptError('transcript.malformed', 'the transcript is empty', {
      place,
      expected: 'at least the line that opens the ceremony',
      found: 'no line',
      hint: 'Take the transcript from its source again.',
    });
  }
  return { records, end, clockSteps };
}

/**
 * Cuts a transcript after its last line feed. What is left over was never acknowledged to anybody: the writer was cut off.
 * @throws TranscriptError `transcript.too-large`
 */
export function splitTorn(
  bytes: Uint8Array,
  place: string,
): { whole: Uint8Array; torn: Uint8Array } {
  if (bytes.length > longestTranscript) {
    throw new TranscriptError(
      'transcript.too-large',
      'the transcript is larger than any ceremony',
      {
        place,
        expected: `at most ${longestTranscript} bytes`,
        found: `${bytes.length} bytes`,
        hint: 'This is not the transcript of a ceremony. Choose another file.',
      },
    );
  }
  const length = bytes.lastIndexOf(lineFeed) + 1;
  return { whole: bytes.subarray(0, length), torn: bytes.subarray(length) };
}

function* linesOf(whole: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < whole.length;) {
    const stop = whole.indexOf(lineFeed, start);
    yield whole.subarray(start, stop);
    start = stop + 1;
  }
}

function parseLine(line: Uint8Array, place: string): TranscriptRecord {
  let value;
  try {
    value = parseJson(line, place, { bytes: longestLine, depth: 8, integersOnly: true });
  } catch (cause) {
    if (!(cause instanceof StationError)) throw cause;
    throw malformed(`the line is not a record: ${cause.message}`, place, cause);
  }
  if (!equalBytes(jcs(value), line)) {
    throw malformed(
      'the line is not in its canonical form',
      place,
      undefined,
      'RFC 8785, as the station wrote it',
    );
  }
  return recordFrom(value, place);
}

function recordFrom(value: unknown, place: string): TranscriptRecord {
  const parsed = TranscriptRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = firstIssue(parsed.error);
  throw malformed(`the line is not a record: ${issue.problem}`, `${place}, ${issue.path}`);
}

function checkLink(record: TranscriptRecord, end: ChainEnd, place: string): void {
  if (record.plan !== end.plan) {
    throw new TranscriptError('transcript.other-plan', 'the record belongs to another plan', {
      place,
      expected: `plan ${end.plan}`,
      found: `plan ${record.plan}`,
      hint: 'The plan or the transcript was exchanged. Take both from their source again.',
    });
  }
  if (record.number !== end.lines + 1) {
    throw broken(
      'a line is missing, repeated or moved',
      place,
      `line number ${end.lines + 1}`,
      `${record.number}`,
    );
  }
  if (record.previous !== end.tip) {
    throw broken(
      'the line does not follow from the one before',
      place,
      `previous ${end.tip}`,
      record.previous,
    );
  }
  if ((record.kind === 'ceremony.opened') !== (record.number === 1)) {
    throw broken(
      'a transcript opens its ceremony once, in its first line',
      place,
      'ceremony.opened in line 1',
      `${record.kind} in line ${record.number}`,
    );
  }
}

function isEarlier(record: TranscriptRecord, before: TranscriptRecord): boolean {
  return compareInstants(parseInstant(record.at), parseInstant(before.at)) < 0;
}

function malformed(
  message: string,
  place: string,
  cause?: unknown,
  expected = 'a record of this station',
): TranscriptError {
  return new TranscriptError('transcript.malformed', message, {
    place,
    expected,
    hint: 'The record was damaged or edited by hand. Take it from its source again.',
    cause,
  });
}

function broken(message: string, place: string, expected: string, found: string): TranscriptError {
  return new TranscriptError('transcript.broken-chain', message, {
    place,
    expected,
    found,
    hint: 'The record was changed after it was written. Compare it with the copies that others have.',
  });
}
