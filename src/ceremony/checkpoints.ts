import { sha256Hex } from '../encoding/digest.ts';
import { parseEnvelope, preAuthentication, type DsseSignature } from '../encoding/dsse.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import type { PublicKey, SpkiDigest } from '../keys/public-key.ts';
import { type Scheme, schemeFits } from '../keys/scheme.ts';
import type { Verifier } from '../keys/verify.ts';
import {
  checkpointPath,
  checkpointsOver,
  checkpointType,
  parseCheckpoint,
  type Checkpoint,
} from './checkpoint.ts';
import type { RecordOf, TranscriptRecord } from './record.ts';

/** A file of the folder `checkpoints`. */
export interface CheckpointFile {
  /** Inside the ceremony folder: `checkpoints/…`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface CheckpointQuestion {
  /** Of a transcript that was verified. */
  readonly records: readonly TranscriptRecord[];
  readonly files: readonly CheckpointFile[];
  /** Keys that are known from key files, roots and evidence; whose they are is not asked here. */
  readonly keys: readonly PublicKey[];
  readonly verifier: Verifier;
}

/** A key has signed the first lines of the record. */
export interface SignedCheckpoint {
  readonly path: string;
  readonly lines: number;
  readonly spki: SpkiDigest;
  /** The record of the signature; null where it was cut off, or the signature was made elsewhere. */
  readonly record: RecordOf<'checkpoint.signed'> | null;
}

/** Why a checkpoint proves nothing, or something against the record. */
export interface CheckpointProblem {
  readonly reason:
    /** The file is no envelope with a checkpoint in it. */
    | 'malformed'
    /** It is of another record. */
    | 'other-record'
    /** It is over more lines than there are: lines were cut off. */
    | 'lines-missing'
    /** Its tree head is not that of the lines: they were written again. */
    | 'lines-changed'
    /** The key that it names did not sign it. */
    | 'signature-invalid'
    /** The key that it names is not among those known. */
    | 'key-unknown'
    /** A record names a file that is missing or has other bytes. */
    | 'file-changed';
  readonly path: string;
  /** One clause. */
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

export interface JudgedCheckpoints {
  /** By lines, then key. */
  readonly signed: readonly SignedCheckpoint[];
  readonly problems: readonly CheckpointProblem[];
}

/**
 * Holds every checkpoint against the record and its signature against the keys that are known. A checkpoint that holds
 * proves that its key signed exactly the first lines of this record: they cannot have been written again since then.
 */
export async function verifyCheckpoints(question: CheckpointQuestion): Promise<JudgedCheckpoints> {
  const { records, files } = question;
  const read = files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(readFile);
  const sizes = read.map((file) => ('checkpoint' in file ? file.checkpoint.lines : 0));
  const own = checkpointsOver(records, new Set([...sizes, records.length]));
  const signed: SignedCheckpoint[] = [];
  const problems: CheckpointProblem[] = [];
  for (const file of read) {
    const judged =
      'reason' in file
        ? file
        : (otherLines(file, own, records.length) ?? (await judgeSignature(file, question)));
    if ('reason' in judged) problems.push(judged);
    else signed.push(judged);
  }
  return {
    signed: signed.toSorted((a, b) => a.lines - b.lines || (a.spki < b.spki ? -1 : 1)),
    problems: [...problems, ...changedFiles(records, files)],
  };
}

/**
 * Holds checkpoints that came with another station's record against that record. What it names and did not send along is
 * passed over: a bundle has the signatures of one person's key only.
 */
export async function verifyCarriedCheckpoints(
  question: CheckpointQuestion,
): Promise<JudgedCheckpoints> {
  const { signed, problems } = await verifyCheckpoints(question);
  const sent = new Set(question.files.map(({ path }) => path));
  return {
    signed,
    problems: problems.filter(({ reason, path }) => reason !== 'file-changed' || sent.has(path)),
  };
}

interface ReadFile {
  readonly path: string;
  readonly checkpoint: Checkpoint;
  /** What was signed. */
  readonly bytes: Uint8Array;
  readonly signature: DsseSignature;
}

function readFile({ path, bytes }: CheckpointFile): ReadFile | CheckpointProblem {
  const malformed = (message: string, expected: string, found: string): CheckpointProblem => ({
    reason: 'malformed',
    path,
    message,
    expected,
    found,
  });
  try {
    const { payload, payloadType, signatures } = parseEnvelope(bytes, path);
    const [signature, another] = signatures;
    if (payloadType !== checkpointType || signature === undefined || another !== undefined) {
      return malformed(
        'the envelope is none of a checkpoint',
        `one signature over ${checkpointType}`,
        `${signatures.length} over ${payloadType === checkpointType ? 'it' : 'another type'}`,
      );
    }
    const checkpoint = parseCheckpoint(payload, path);
    return { path, checkpoint, bytes: preAuthentication(payloadType, payload), signature };
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    return malformed(error.message, error.expected ?? 'a checkpoint', 'another form');
  }
}

/** Why a checkpoint is not over the lines of this record, or null if it is. */
function otherLines(
  { path, checkpoint }: ReadFile,
  own: ReadonlyMap<number, Checkpoint>,
  lines: number,
): CheckpointProblem | null {
  const mine = own.get(Math.min(checkpoint.lines, lines));
  if (mine?.log !== checkpoint.log) {
    return {
      reason: 'other-record',
      path,
      message: 'the checkpoint is of another record',
      expected: `first line ${mine?.log ?? 'none'}`,
      found: `first line ${checkpoint.log}`,
    };
  }
  if (checkpoint.lines > lines) {
    return {
      reason: 'lines-missing',
      path,
      message: 'the checkpoint is over more lines than the record has',
      expected: `${checkpoint.lines} lines`,
      found: `${lines} lines`,
    };
  }
  if (checkpoint.treeHead === mine.treeHead) return null;
  return {
    reason: 'lines-changed',
    path,
    message: `lines 1 to ${checkpoint.lines} are not those that were signed`,
    expected: `tree head ${checkpoint.treeHead}`,
    found: `tree head ${mine.treeHead}`,
  };
}

async function judgeSignature(
  { path, checkpoint, bytes, signature: { keyid, signature } }: ReadFile,
  { records, keys, verifier }: CheckpointQuestion,
): Promise<SignedCheckpoint | CheckpointProblem> {
  const key = keys.find(({ digest }) => digest === keyid);
  if (key === undefined) {
    return {
      reason: 'key-unknown',
      path,
      message: 'the key that signed the checkpoint is not known here',
      expected: 'a key of this ceremony',
      found: `key ${keyid.slice(0, 64)}`,
    };
  }
  const [genuine] = await verifier.verify([{ key, scheme: schemeOf(key), bytes, signature }]);
  const itsPath = checkpointPath(checkpoint, key.digest);
  if (genuine !== true || path !== itsPath) {
    return {
      reason: 'signature-invalid',
      path,
      message: 'the key that the checkpoint names did not sign it so',
      expected: `a signature by key ${key.digest}, in ${itsPath}`,
      found: genuine === true ? 'another name' : 'a signature that does not verify',
    };
  }
  const record = signaturesOn(records).find(({ data }) => data.file === path) ?? null;
  return { path, lines: checkpoint.lines, spki: key.digest, record };
}

function changedFiles(
  records: readonly TranscriptRecord[],
  files: readonly CheckpointFile[],
): CheckpointProblem[] {
  return signaturesOn(records).flatMap(({ number, data }): CheckpointProblem[] => {
    const file = files.find(({ path }) => path === data.file);
    const found = file === undefined ? 'no file' : sha256Hex(file.bytes);
    if (found === data.fileSha256) return [];
    return [
      {
        reason: 'file-changed',
        path: data.file,
        message: `line ${number} names a checkpoint that is not there as it was written`,
        expected: data.fileSha256,
        found,
      },
    ];
  });
}

function signaturesOn(records: readonly TranscriptRecord[]): RecordOf<'checkpoint.signed'>[] {
  return records.filter((record) => record.kind === 'checkpoint.signed');
}

const schemes: readonly Scheme[] = [
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
];

/** The scheme under which a key signs: each kind of key has one. */
export function schemeOf(key: PublicKey): Scheme {
  const scheme = schemes.find((one) => schemeFits(one, key));
  if (scheme === undefined) throw new TypeError('every kind of key has its scheme');
  return scheme;
}
