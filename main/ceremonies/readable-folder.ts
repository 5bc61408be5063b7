import { parsePlan } from '../../src/ceremony/plan.ts';
import { verifyTranscript, longestTranscript } from '../../src/ceremony/transcript.ts';
import { planBytes, planName, type CeremonyFolder } from './ceremony-folder.ts';
import { within } from './directory.ts';
import { openDirectory } from './linux-directory.ts';
import { transcriptName } from './transcript-file.ts';

/** A ceremony folder as far as it takes to read it: nothing is locked, mended or written. */
export type ReadableFolder = Pick<CeremonyFolder, 'directory' | 'plan' | 'records'>;

/**
 * Reads a ceremony folder beside whoever works in it. A folder whose ceremony has not begun has no records.
 * @throws FolderError `folder.not-a-ceremony` and others; PlanError; TranscriptError
 */
export async function readFolder<Result>(
  path: string,
  act: (folder: ReadableFolder) => Promise<Result>,
): Promise<Result> {
  return within(openDirectory(path), async (directory) => {
    const plan = parsePlan(await planBytes(directory), planName);
    const bytes = await directory.read(transcriptName, longestTranscript);
    const records =
      bytes === null ? [] : verifyTranscript(bytes, transcriptName, plan.sha256).records;
    return act({ directory, plan, records });
  });
}
