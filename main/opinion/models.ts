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
 * What @tufjs/models says about one file: the same question, asked of code that this project did not write. It parses
 * the files, forms the signed bytes and counts signatures by itself. Never throws for what the files hold.
 */
export function modelsOpinion(question: OpinionQuestion): ThresholdOpinion {
  for (const [type, bytes] of [
    [question.delegatorType, question.delegator],
    [question.type, question.file],
  ] as const) {
    const count = type === 'targets' ? targetsIn(bytes) : 0;
    if (count > mostTargets) return { accepts: false, refused: null, unasked: tooMany(count) };
  }
  try {
    const delegator = read(question.delegatorType, question.delegator);
    const file = read(question.type, question.file);
    return accepts(delegator, file, question.role);
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

function read(type: OpinionQuestion['type'], bytes: Uint8Array): AnyMetadata {
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
