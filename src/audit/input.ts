import { sha256Hex, type Sha256Hex, sha512 } from '../encoding/digest.ts';
import { toHex } from '../encoding/hex.ts';
import { evidenceReading } from './input-evidence.ts';
import { includes, startsWith } from './input-bytes.ts';
import { checkpointType } from '../ceremony/checkpoint.ts';
import { challengePrefix } from '../ceremony/delegations/challenge.ts';
import { proofFormat } from '../ceremony/delegations/proof.ts';
import { isBelow, nameOf } from './file-path.ts';
import { metadataReading } from './input-metadata.ts';
import type { Reading } from './reading.ts';

/** Where a file stands in a Git history. */
export interface GitOrigin {
  /** The first commit that has these bytes under the first of these paths, in full. */
  readonly commit: string;
  /** Where it lies in the last commit; else every path under which some commit has it, first seen first. */
  readonly paths: readonly string[];
  /** Its paths in the commit that HEAD names; empty for what is past. */
  readonly headPaths: readonly string[];
}

/** One file to audit. */
export interface AuditFile {
  /** How findings name it: relative to what was given, with `/`; unique in an audit. */
  readonly path: string;
  /** The whole file; of one that has `whole`, its beginning. */
  readonly bytes: Uint8Array;
  /** Facts of a file that is too large to be held. */
  readonly whole?: FileFacts;
  /** For a file of a Git history. */
  readonly origin?: GitOrigin;
}

/** What a target is held against. Digests in lower-case hexadecimal digits. */
export interface FileFacts {
  readonly length: number;
  readonly sha256: Sha256Hex;
  readonly sha512: string;
}

/** A file that was read. Its bytes are kept only where something is still to be judged by them. */
export interface InputFile extends FileFacts {
  readonly path: string;
  /** The path inside of what was given: what folder and name say. */
  readonly place: string;
  readonly origin: GitOrigin | null;
  /** Empty for files that say nothing, and for parts that were too large. */
  readonly bytes: Uint8Array;
  readonly reading: Reading;
}

/** Reads one file by its content; a name only decides how much a failure to read matters. Never throws. */
export function readInput(file: AuditFile): InputFile {
  const { path, bytes, origin = null } = file;
  const place = origin?.paths[0] ?? path;
  const read = reading(place, bytes);
  const isKept = !['other', 'report', 'unread'].includes(read.kind) && file.whole === undefined;
  return {
    path,
    place,
    origin,
    ...(file.whole ?? factsOf(bytes, isBelow(place, 'targets'))),
    bytes: isKept ? bytes : new Uint8Array(),
    reading: read,
  };
}

/** True for what lies there now: everything, but what is past in a Git history. */
export function isPresent({ origin }: Pick<InputFile, 'origin'>): boolean {
  return origin === null || origin.headPaths.length > 0;
}

/** Where a file lies now: of a Git history, in the last commit. */
export function presentPlaces({
  origin,
  place,
}: Pick<InputFile, 'place' | 'origin'>): readonly string[] {
  return origin === null ? [place] : origin.headPaths;
}

/** Every path under which a file is known: more than one only in a Git history. */
export function placesOf({
  place,
  origin,
}: Pick<InputFile, 'place' | 'origin'>): readonly string[] {
  return origin?.paths ?? [place];
}

/** By its media type; one that lies where checkpoints lie is one, whatever is left of it. */
function isCheckpoint(place: string, bytes: Uint8Array): boolean {
  if (/(?:^|\/)checkpoints\/[^/]+\.dsse\.json$/.test(place)) return true;
  return startsWith(bytes, '{"payload"') && includes(bytes.subarray(0, 4096), checkpointType);
}

/** The second digest costs as much again, and only targets can be listed by it. */
function factsOf(bytes: Uint8Array, isTarget: boolean): FileFacts {
  return {
    length: bytes.length,
    sha256: sha256Hex(bytes),
    sha512: isTarget ? toHex(sha512(bytes)) : '',
  };
}

/** A line of a record in RFC 8785 form: its first members are the instant and the data. A lock has an instant first, too. */
function isTranscript(bytes: Uint8Array): boolean {
  return startsWith(bytes, '{"at":"') && includes(bytes.subarray(0, 80), '","data":{');
}

function reading(place: string, bytes: Uint8Array): Reading {
  const name = nameOf(place);
  if (name === 'ceremony.yaml') return { kind: 'plan' };
  if (name === 'transcript.jsonl' || isTranscript(bytes)) return { kind: 'transcript' };
  if (isCheckpoint(place, bytes)) return { kind: 'checkpoint' };
  if (startsWith(bytes, challengePrefix)) return { kind: 'challenge' };
  if (name.endsWith('.proof.json') || startsWith(bytes, `{"format":"${proofFormat}"`))
    return { kind: 'proof' };
  if (startsWith(bytes, '{') || name.endsWith('.json')) {
    return startsWith(bytes, '{"format":"station-audit/1"') ||
      startsWith(bytes, '{\n  "format": "station-audit/1"')
      ? { kind: 'report' }
      : metadataReading(place, bytes);
  }
  if (isBelow(place, 'report') && /^report(?:-\d+)?\.(?:html|pdf|txt)$/.test(name)) {
    return { kind: 'report' };
  }
  return evidenceReading(place, bytes);
}
