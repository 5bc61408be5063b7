import type { AuditReport, Finding } from '../../src/audit/report.ts';
import { filesBehind } from '../../src/audit/behind/files-behind.ts';
import { placeInFile } from '../../src/audit/behind/place-in-file.ts';
import type { BytesBehind } from '../../src/contract/audit.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { type AuditedFiles, readAgain } from '../audit/read-again.ts';

/** Bytes that one answer shows: 64 rows of sixteen. */
export const shownBytes = 1024;
const row = 16;
/** As the contract says. */
const longestName = 8192;
/** Of what stands before the place of the finding, so that one sees where it is. */
const before = 4 * row;

/** How many files stand behind a finding. */
export function countBehind(finding: Finding, report: AuditReport, files: AuditedFiles): number {
  return filesBehind(finding, report, (path) => files.marks.has(path)).length;
}

/**
 * The exact bytes behind a finding, read again from where they lie and held against what was judged. Bytes that changed
 * since are not shown: the finding is not about them.
 *
 * @param at which of the files behind the finding
 * @param from the first byte to show; null for the place that the finding is about
 * @returns null where no such file stands behind the finding
 * @throws InputError if the file cannot be read again
 */
export async function bytesBehind(
  finding: Finding,
  report: AuditReport,
  files: AuditedFiles,
  { at, from }: { readonly at: number; readonly from: number | null },
): Promise<BytesBehind | null> {
  const paths = filesBehind(finding, report, (path) => files.marks.has(path));
  const path = paths[at];
  if (path === undefined) return null;
  const [mark, place] = [files.marks.get(path), files.where.get(path)];
  if (mark === undefined || place === undefined) return null;
  const { bytes, sha256 } = await readAgain(place);
  const names = paths.map((one) => one.slice(0, longestName));
  const common = { files: names, at, length: mark.length, sha256: mark.sha256 };
  if (sha256 !== mark.sha256)
    return { ...common, changedTo: sha256, offset: 0, hex: '', mark: null };
  const span = placeInFile(bytes, finding, path);
  const wanted = from ?? Math.max(0, (span?.from ?? 0) - before);
  const offset = Math.min(wanted, Math.max(0, bytes.length - 1));
  const start = offset - (offset % row);
  return {
    ...common,
    changedTo: null,
    offset: start,
    hex: toHex(bytes.subarray(start, start + shownBytes)),
    mark: span === null ? null : { from: span.from, to: span.to },
  };
}
