import {
  Metadata,
  MetadataKind,
  type Root,
  type Snapshot,
  type Targets,
  type Timestamp,
} from '@tufjs/models';
import type { OpinionQuestion, ThresholdOpinion } from '../../src/audit/opinion.ts';
import { inParts, type TheirJson } from './long-lists.ts';

/**
 * What @tufjs/models says about files: the same questions, asked of code that this project did not write. It parses
 * the files, forms the signed bytes and counts signatures by itself. Never throws for what the files hold.
 */
export function modelsOpinions(questions: readonly OpinionQuestion[]): ThresholdOpinion[] {
  return questions.map(opinionOf);
}

/** The delegator that was asked about last. */
let last: {
  readonly bytes: Uint8Array;
  readonly type: FileType;
  readonly theirs: TheirFile;
} | null = null;

/**
 * Hundreds of roles of one delegator are asked about in a row, in several parts, and each answer needs all of its
 * delegations. It is known by the identity of its bytes, which nobody changes once they are read; only one is kept.
 */
function theirDelegator(type: FileType, bytes: Uint8Array): TheirFile {
  if (last?.bytes !== bytes || last.type !== type)
    last = { bytes, type, theirs: theirFile(type, bytes) };
  return last.theirs;
}

type FileType = OpinionQuestion['type'];
type AnyMetadata = Metadata<Root | Snapshot | Targets | Timestamp>;

/** A file as the other implementation reads it, which is read when it is needed. Throws what that throws, each time. */
type TheirFile = () => AnyMetadata;

function theirFile(type: FileType, bytes: Uint8Array): TheirFile {
  let metadata: AnyMetadata | null = null;
  return () => (metadata ??= read(type, bytes));
}

function opinionOf({
  delegatorType,
  delegator,
  type,
  file,
  role,
}: OpinionQuestion): ThresholdOpinion {
  try {
    const theirs = theirDelegator(delegatorType, delegator)();
    const metadata = read(type, file);
    const bytes = file.length * Object.keys(metadata.signatures).length;
    if (bytes > mostBytes) return { accepts: false, refused: null, unasked: tooMuch(bytes) };
    return accepts(theirs, metadata, role);
  } catch (error) {
    return { accepts: false, refused: reasonOf(error) };
  }
}

/**
 * It forms the signed bytes anew for each signature, at about 10 MB a second, and meanwhile nothing can be cancelled.
 * The largest file that the station reads may have 16 signatures.
 */
const mostBytes = 256 * 1024 * 1024;

function tooMuch(bytes: number): string {
  const size = `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  return `it would form ${size} of signed bytes, since it does so for each signature, and is asked for at most 256`;
}

/** One line of another library's error, bounded: it may hold text of the file. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'it gave no reason';
  return text.replaceAll(/[^ -~]+/g, ' ').slice(0, 200);
}

function read(type: FileType, bytes: Uint8Array): AnyMetadata {
  const json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  const { frame, fill } = inParts(type, json?.signed ?? {});
  const metadata = readFrame(type, json?.signed == null ? json : { ...json, signed: frame });
  fill(metadata.signed);
  return metadata;
}

function readFrame(type: FileType, json: TheirJson): AnyMetadata {
  switch (type) {
    case 'root':
      return Metadata.fromJSON(MetadataKind.Root, json);
    case 'targets':
      return Metadata.fromJSON(MetadataKind.Targets, json);
    case 'snapshot':
      return Metadata.fromJSON(MetadataKind.Snapshot, json);
    case 'timestamp':
      return Metadata.fromJSON(MetadataKind.Timestamp, json);
  }
}

function accepts(delegator: AnyMetadata, file: AnyMetadata, role: string): ThresholdOpinion {
  try {
    delegator.verifyDelegate(role, file);
    return { accepts: true, refused: null };
  } catch (error) {
    // It answers by throwing: too few signatures are an answer, everything else is a refusal.
    const reason = reasonOf(error);
    return { accepts: false, refused: /was signed by/.test(reason) ? null : reason };
  }
}
