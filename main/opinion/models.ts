import { Metadata, MetadataKind, type Root } from '@tufjs/models';
import type { OpinionQuestion, ThresholdOpinion } from '../../src/audit/opinion.ts';

/**
 * What @tufjs/models says about one root: the same question, asked of code that this project did not write. It parses
 * the files, forms the signed bytes and counts signatures by itself. Never throws for what the files hold.
 */
export function modelsOpinion({ root, previous }: OpinionQuestion): ThresholdOpinion {
  try {
    const newer = readRoot(root);
    const older = previous === null ? null : readRoot(previous);
    return {
      bySelf: accepts(newer, newer),
      byPrevious: older === null ? null : accepts(older, newer),
      refused: null,
    };
  } catch (error) {
    return {
      bySelf: false,
      byPrevious: previous === null ? null : false,
      refused: reasonOf(error),
    };
  }
}

/** One line of another library's error, bounded: it may hold text of the file. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'it gave no reason';
  return text.replaceAll(/[^ -~]+/g, ' ').slice(0, 200);
}

function readRoot(bytes: Uint8Array): Metadata<Root> {
  return Metadata.fromJSON(MetadataKind.Root, JSON.parse(Buffer.from(bytes).toString('utf8')));
}

function accepts(delegator: Metadata<Root>, root: Metadata<Root>): boolean {
  try {
    delegator.verifyDelegate(MetadataKind.Root, root);
    return true;
  } catch {
    // It answers by throwing: too few signatures.
    return false;
  }
}
