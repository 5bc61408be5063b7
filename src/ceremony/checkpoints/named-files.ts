import { sha256Hex } from '../../encoding/digest.ts';
import type { RecordOf, TranscriptRecord } from '../record.ts';
import type { CheckpointFile, CheckpointProblem } from './judged.ts';

/** Files that the record names by their digest and that are not there as they were written. */
export function changedFiles(
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

/** The lines that say who signed a checkpoint. */
export function signaturesOn(
  records: readonly TranscriptRecord[],
): RecordOf<'checkpoint.signed'>[] {
  return records.filter((record) => record.kind === 'checkpoint.signed');
}
