import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { verifyCheckpoints } from '../../src/ceremony/checkpoints.ts';
import type { JudgedCheckpoints } from '../../src/ceremony/checkpoints/judged.ts';
import { parsePlan, type Plan } from '../../src/ceremony/plan.ts';
import {
  longestTranscript,
  verifyTranscript,
  type Transcript,
} from '../../src/ceremony/transcript.ts';
import { nodeVerifier } from '../verification/node.ts';
import { planBytes, planName } from './ceremony-folder.ts';
import { readCarried } from './carried-checkpoints.ts';
import { exportedKeys, readCheckpoints } from './checkpoint-files.ts';
import { within, type Directory } from './directory.ts';
import { diskError } from './disk-error.ts';
import { FolderError } from './folder-error.ts';
import { readChosenFile } from './chosen-file.ts';
import { openDirectory } from './linux-directory.ts';
import { transcriptName } from './transcript-file.ts';

/** A transcript that was read to be looked at. Nothing is mended or locked for that. */
export interface ReadTranscript {
  readonly place: string;
  readonly transcript: Transcript;
  /** The plan lies beside it and is the one that every line names; false where there was no plan to compare with. */
  readonly planCompared: boolean;
  /** Signatures of tokens on the record; null for a file that lies alone. */
  readonly checkpoints: JudgedCheckpoints | null;
  /** Records that came from other stations; none for a file that lies alone. */
  readonly carried: readonly CarriedRecord[];
}

/**
 * Reads and checks the transcript of a ceremony folder, or one transcript file.
 * @throws TranscriptError; PlanError; FolderError
 */
export async function readTranscript(path: string): Promise<ReadTranscript> {
  if (!(await isFolder(path))) {
    // A person names the file itself here, so its name may be any, and a link is followed.
    const place = basename(path);
    const transcript = verifyTranscript(await readChosenFile(path, longestTranscript), place);
    return { place, transcript, planCompared: false, checkpoints: null, carried: [] };
  }
  const { plan, transcript, checkpoints } = await readCeremony(path);
  const carried = await readCarriedRecords(path, plan.sha256);
  return { place: transcriptName, transcript, planCompared: true, checkpoints, carried };
}

/** A ceremony that was read to be looked at: its plan, its record of that plan, and the signatures of tokens on it. */
export interface ReadCeremony {
  readonly plan: Plan;
  readonly transcript: Transcript;
  readonly checkpoints: JudgedCheckpoints;
}

/** Reads a ceremony folder. Nothing is mended or locked for that. @throws TranscriptError; PlanError; FolderError */
export async function readCeremony(path: string): Promise<ReadCeremony> {
  return within(openDirectory(path), async (directory) => {
    const plan = parsePlan(await planBytes(directory), planName);
    const bytes = await bytesOf(directory, transcriptName);
    const transcript = verifyTranscript(bytes, transcriptName, plan.sha256);
    const checkpoints = await verifyCheckpoints({
      records: transcript.records,
      files: await readCheckpoints(directory),
      keys: await exportedKeys(directory),
      verifier: nodeVerifier,
    });
    return { plan, transcript, checkpoints };
  });
}

/** A record that came from another station, and what tokens signed of it. */
export interface CarriedRecord {
  /** In the ceremony folder: `records/…`. */
  readonly file: string;
  readonly transcript: Transcript;
  readonly checkpoints: JudgedCheckpoints;
}

/**
 * Every record that came to a ceremony folder from other stations, checked, in the order of their names.
 * @throws as `readTranscript`
 */
export function readCarriedRecords(
  path: string,
  plan: Transcript['end']['plan'],
): Promise<readonly CarriedRecord[]> {
  return within(openDirectory(path), (directory) => carriedIn(directory, plan));
}

async function carriedIn(
  directory: Directory,
  plan: Transcript['end']['plan'],
): Promise<readonly CarriedRecord[]> {
  if ((await directory.kindOf('records')) === null) return [];
  const keys = await exportedKeys(directory);
  return within(directory.open('records'), async (records) => {
    const carried: CarriedRecord[] = [];
    for (const { name, kind } of await records.entries()) {
      if (kind !== 'file' || !name.endsWith('.jsonl')) continue;
      const file = `records/${name}`;
      const transcript = verifyTranscript(await bytesOf(records, name), file, plan);
      const question = { keys, verifier: nodeVerifier };
      const checkpoints = await readCarried(records, name, transcript, question);
      carried.push({ file, transcript, checkpoints });
    }
    return carried.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw diskError(error, basename(path));
  }
}

async function bytesOf(directory: Directory, name: string): Promise<Uint8Array> {
  const bytes = await directory.read(name, longestTranscript);
  if (bytes !== null) return bytes;
  throw new FolderError('folder.missing', 'there is no record', {
    place: name,
    hint: 'The ceremony has not begun, or the record was moved. Choose another folder or file.',
  });
}
