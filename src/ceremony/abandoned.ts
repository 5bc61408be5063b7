import type { Sha256Hex } from '../encoding/digest.ts';
import type { RecordOf, TranscriptRecord } from './record.ts';

/**
 * The digests of canonical bytes that this record says were given up. Signatures over them exist somewhere, so they
 * are never staged or signed again: the next root of that version has to differ.
 */
export function abandonedDigests(records: readonly TranscriptRecord[]): ReadonlySet<Sha256Hex> {
  return new Set(
    records.flatMap((record) =>
      record.kind === 'root.abandoned' ? [record.data.signedSha256] : [],
    ),
  );
}

/** The record that gave up the whole ceremony, or null while it goes on. */
export function ceremonyAbandoned(
  records: readonly TranscriptRecord[],
): RecordOf<'ceremony.abandoned'> | null {
  return (
    records.find(
      (record): record is RecordOf<'ceremony.abandoned'> => record.kind === 'ceremony.abandoned',
    ) ?? null
  );
}

/**
 * Whether a staged root is staged still: nothing after its record says that it was undone or given up. An undone root
 * may be staged once more; one that was given up may not.
 */
export function isStillStaged(
  records: readonly TranscriptRecord[],
  staged: RecordOf<'root.staged'>,
): boolean {
  return !records.some(
    (record) =>
      (record.kind === 'root.unstaged' || record.kind === 'root.abandoned') &&
      record.number > staged.number &&
      record.data.signedSha256 === staged.data.signedSha256,
  );
}
