import { checkpointsOver } from './checkpoint.ts';
import type {
  CheckpointProblem,
  CheckpointQuestion,
  JudgedCheckpoints,
  SignedCheckpoint,
} from './checkpoints/judged.ts';
import { otherLines } from './checkpoints/lines.ts';
import { changedFiles } from './checkpoints/named-files.ts';
import { readFile } from './checkpoints/read-file.ts';
import { judgeSignature } from './checkpoints/signature.ts';

/**
 * Holds every checkpoint against the record and its signature against the keys that are known. A checkpoint that holds
 * proves that its key signed exactly the first lines of this record: they cannot have been written again since then.
 */
export async function verifyCheckpoints(question: CheckpointQuestion): Promise<JudgedCheckpoints> {
  const { records, files } = question;
  const read = files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(readFile);
  const sizes = read.map((file) => ('checkpoint' in file ? file.checkpoint.lines : 0));
  const own = checkpointsOver(records, new Set([...sizes, records.length]));
  const signed: SignedCheckpoint[] = [];
  const problems: CheckpointProblem[] = [];
  for (const file of read) {
    const judged =
      'reason' in file
        ? file
        : (otherLines(file, own, records.length) ?? (await judgeSignature(file, question)));
    if ('reason' in judged) problems.push(judged);
    else signed.push(judged);
  }
  return {
    signed: signed.toSorted((a, b) => a.lines - b.lines || (a.spki < b.spki ? -1 : 1)),
    problems: [...problems, ...changedFiles(records, files)],
  };
}

/**
 * Holds checkpoints that came with another station's record against that record. What it names and did not send along is
 * passed over: a bundle has the signatures of one person's key only.
 */
export async function verifyCarriedCheckpoints(
  question: CheckpointQuestion,
): Promise<JudgedCheckpoints> {
  const { signed, problems } = await verifyCheckpoints(question);
  const sent = new Set(question.files.map(({ path }) => path));
  return {
    signed,
    problems: problems.filter(({ reason, path }) => reason !== 'file-changed' || sent.has(path)),
  };
}
