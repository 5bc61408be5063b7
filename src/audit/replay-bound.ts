import { AuditError } from './audit-error.ts';
import { historiesOf, type RootFile } from './history.ts';

/** Published histories have one a version. A signing that goes over hundreds of commits stays far below. */
const mostPairs = 100_000;

/**
 * Every root is held against every different root of the version before it, since one may have gone out beside the
 * other: a folder of forged ones could make that take for ever.
 * @throws AuditError `audit.too-much`
 */
export function requireReplayable(roots: readonly RootFile[]): void {
  if (historiesOf(roots).every((history) => pairsIn(history) <= mostPairs)) return;
  throw new AuditError(
    'audit.too-much',
    'there are too many different roots of the same versions',
    {
      expected: `at most ${mostPairs.toLocaleString('en-US')} pairs of a root and one of the version before`,
      hint: 'Audit a part of the files, such as the folder of one ceremony.',
    },
  );
}

function pairsIn(history: readonly RootFile[]): number {
  const byVersion = Map.groupBy(history, ({ root }) => root.version);
  let [pairs, before] = [0, 0];
  for (const version of [...byVersion.keys()].toSorted((left, right) => left - right)) {
    const all = byVersion.get(version) ?? [];
    pairs += before * new Set(all.map(({ root }) => root.metadata.sha256)).size;
    before = new Set(all.map(({ root }) => root.metadata.signedSha256)).size;
  }
  return pairs;
}
