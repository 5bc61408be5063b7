import type { Open } from './judged-role.ts';

/** So many files are read and judged together, so that the verifier has work for every core. */
const mostAtOnce = 16;
const mostBytesAtOnce = 1024 * 1024;

/** Judges files in parts that are not too large to be held; the answers come in the order of the files. */
export async function eachOf<Answer>(
  open: readonly Open[],
  judgeOne: (one: Open) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let part: Open[] = [];
  let bytes = 0;
  for (const one of open) {
    part.push(one);
    bytes += one.file.facts.length;
    if (part.length < mostAtOnce && bytes < mostBytesAtOnce) continue;
    answers.push(...(await Promise.all(part.map(judgeOne))));
    part = [];
    bytes = 0;
  }
  return [...answers, ...(await Promise.all(part.map(judgeOne)))];
}
