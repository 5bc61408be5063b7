import type { z } from 'zod';
import { renderRecord } from '../../src/ceremony/record-text.ts';
import {
  longestTranscript,
  splitTorn,
  verifyTranscript,
  type ChainEnd,
} from '../../src/ceremony/transcript.ts';
import type { contract } from '../../src/contract/contract.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { transcriptName } from '../ceremonies/transcript-file.ts';

type RecordView = z.output<(typeof contract.methods)['ceremony.record']['out']>;

const mostLines = 10_000;
const longestText = 2000;

/** The record as the page shows it. It is read from the disk and checked now, and has to be the one that this station wrote. */
export async function recordView(folder: CeremonyFolder): Promise<RecordView> {
  const { records, end } = folder;
  const { lines, tip } = end;
  const broken = await brokenBecause(folder, end);
  return {
    lines: records.slice(-mostLines).map((record) => ({
      line: record.number,
      at: record.at,
      text: cut(renderRecord(record)),
    })),
    sentence:
      broken ??
      `${lines} lines, each holding the digest of the one before. The last one is ${tip.slice(0, 8)}.`,
    intact: broken === null,
  };
}

/** Why the file on the disk is not this record, in one sentence; null if it is. */
async function brokenBecause(
  folder: CeremonyFolder,
  { lines, tip }: ChainEnd,
): Promise<string | null> {
  const said = 'What stands below is what this station wrote.';
  try {
    const bytes = await folder.directory.read(transcriptName, longestTranscript);
    if (bytes === null) return `The file of the record is not there any more. ${said}`;
    // An act may be adding its line just now: what it has written of it so far is left aside.
    const { whole } = splitTorn(bytes, transcriptName);
    const found = verifyTranscript(whole, transcriptName, folder.plan.sha256);
    const there = found.end.lines === lines ? found.end.tip : found.records[lines]?.previous;
    const foreign = found.end.lines > folder.end.lines + 1;
    return there === tip && !foreign ? null : `Somebody changed the file of the record. ${said}`;
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return `The file of the record does not hold: ${error.message}. ${said}`;
  }
}

function cut(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
