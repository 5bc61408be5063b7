import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyTranscript } from '../../../src/ceremony/transcript.ts';
import type { SignPhase } from '../../../src/contract/keyholder.ts';
import { idle, type PracticeStation } from './practice-station.ts';

/** A PIN that may be chosen. */
export const goodPin = 'Quiet7ok';
export const allRows = [0, 1, 2, 3, 4, 5, 6, 7];

/** The folder of the practice ceremony in which a person joins. */
export const practiceFolder = (home: string): string =>
  join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');

/** What is on the disk now, proved. */
export const recordsIn = (folder: string) =>
  verifyTranscript(readFileSync(join(folder, 'transcript.jsonl')), 'transcript.jsonl').records;

export async function chooseOwnToken({ handlers }: PracticeStation): Promise<void> {
  const { tokens } = await handlers['tokens.list'](null, idle());
  const own = tokens.find(({ lock }) => lock === null);
  await handlers['tokens.choose']({ token: own?.id ?? '' }, idle());
}

export async function makeAndExport({ handlers }: PracticeStation): Promise<void> {
  await handlers['key.make']({ pin: goodPin, repeat: goodPin }, idle());
  await handlers['evidence.accept'](null, idle());
  await handlers['export.write'](null, idle());
  await handlers['export.confirm']({ rows: allRows }, idle());
}

/** @returns the digest of the bytes that were reviewed */
export async function reviewAll({ handlers }: PracticeStation): Promise<string> {
  const look = await handlers['review.look'](null, idle());
  if (look.state !== 'ready') throw new Error('nothing to review');
  const { sha256 } = look.review.bytes;
  await handlers['review.confirm']({ sha256, rows: allRows }, idle());
  return sha256;
}

/** Progress that presses the gold disc as soon as it blinks. */
export function pressing(
  { handlers }: PracticeStation,
  watch: (phase: SignPhase) => void = () => {},
) {
  return (report: SignPhase): void => {
    watch(report);
    if (report.phase === 'touch' && report.state === 'now')
      void handlers['sign.touch'](null, idle());
  };
}
