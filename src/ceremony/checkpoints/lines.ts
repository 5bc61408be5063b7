import type { Checkpoint } from '../checkpoint.ts';
import type { CheckpointProblem } from './judged.ts';
import type { ReadFile } from './read-file.ts';

/** Why a checkpoint is not over the lines of this record, or null if it is. */
export function otherLines(
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
