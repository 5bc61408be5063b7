import {
  Metadata,
  MetadataKind,
  type Root,
  type Snapshot,
  type Targets,
  type Timestamp,
} from '@tufjs/models';
import type { OpinionQuestion, ThresholdOpinion } from '../../src/audit/opinion.ts';

/**
 * What @tufjs/models says about files: the same questions, asked of code that this project did not write. It parses
 * the files, forms the signed bytes and counts signatures by itself. Never throws for what the files hold.
 */
export function modelsOpinions(questions: readonly OpinionQuestion[]): ThresholdOpinion[] {
  return questions.map(({ delegator, delegatorType, type, file, role }) =>
    opinionOf(theirDelegator(delegatorType, delegator), theirFile(type, file), role),
  );
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

/** A file as the other implementation reads it, which is read when it is needed. */
interface TheirFile {
  /** Of a targets role; 0 for all others. */
  readonly targets: number;
  /** Throws what the other implementation throws, each time. */
  readonly metadata: () => AnyMetadata;
}

function theirFile(type: FileType, bytes: Uint8Array): TheirFile {
  let metadata: AnyMetadata | null = null;
  return {
    targets: type === 'targets' ? targetsIn(bytes) : 0,
    metadata: () => (metadata ??= read(type, bytes)),
  };
}

function opinionOf(delegator: TheirFile, file: TheirFile, role: string): ThresholdOpinion {
  const most = Math.max(delegator.targets, file.targets);
  if (most > mostTargets) return { accepts: false, refused: null, unasked: tooMany(most) };
  try {
    return accepts(delegator.metadata(), file.metadata(), role);
  } catch (error) {
    return { accepts: false, refused: reasonOf(error) };
  }
}

/** One line of another library's error, bounded: it may hold text of the file. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'it gave no reason';
  return text.replaceAll(/[^ -~]+/g, ' ').slice(0, 200);
}

/**
 * It copies the whole list for each target, so that twice as many take it four times as long: 4,000 took 5 seconds,
 * 20,000 would take minutes, in which nothing could be cancelled.
 */
const mostTargets = 4000;

function targetsIn(bytes: Uint8Array): number {
  try {
    const { signed }: { signed?: { targets?: object | null } | null } = JSON.parse(
      Buffer.from(bytes).toString('utf8'),
    );
    return Object.keys(signed?.targets ?? {}).length;
  } catch {
    return 0;
  }
}

function tooMany(count: number): string {
  return `it takes minutes for ${count} targets, and is asked about at most ${mostTargets}`;
}

type AnyMetadata = Metadata<Root | Snapshot | Targets | Timestamp>;

function read(type: FileType, bytes: Uint8Array): AnyMetadata {
  const json = JSON.parse(Buffer.from(bytes).toString('utf8'));
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
