import type { RecordOf, TranscriptRecord } from './record.ts';

/** Whether a signature may be made, as far as the network goes, and why not. */
export type OfflineVerdict =
  | { readonly allowed: true; readonly deviation: RecordOf<'deviation'> | null }
  | { readonly allowed: false; readonly reason: 'way-out' | 'unknown' };

/**
 * A real ceremony signs only while the machine has no way out, or after a deviation says that it has one and who decided
 * to go on. A deviation covers the time until the machine is seen offline again; the next way out needs another.
 * "Unknown" counts as a way out: the station stops rather than goes on in doubt.
 *
 * @param way what the station sees now
 */
export function offlineVerdict(
  mode: 'real' | 'rehearsal',
  way: 'none' | 'out' | 'unknown',
  records: readonly TranscriptRecord[],
): OfflineVerdict {
  if (mode === 'rehearsal' || way === 'none') return { allowed: true, deviation: null };
  const offlineAt =
    records.findLast((record) => record.kind === 'network.looked' && record.data.way === 'none')
      ?.number ?? 0;
  const deviation = records.findLast(
    (record): record is RecordOf<'deviation'> =>
      record.kind === 'deviation' && record.data.about === 'network' && record.number > offlineAt,
  );
  if (deviation !== undefined) return { allowed: true, deviation };
  return { allowed: false, reason: way === 'out' ? 'way-out' : 'unknown' };
}
