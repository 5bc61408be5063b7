import { longestPlan } from '../../src/ceremony/plan.ts';
import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { planBytes, planName } from './ceremony-folder.ts';
import { within, type Directory } from './directory.ts';
import { createFile, readBack, replaceFile } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import { lockFolder } from './folder-lock.ts';
import { openDirectory } from './linux-directory.ts';
import { transcriptName } from './transcript-file.ts';

/** Raised when a plan cannot be written: a ceremony has begun under it, or it is longer than any plan. */
export class PlanFileError extends StationError<'plan.begun' | 'plan.too-large'> {}

/** The text of a plan with the digest of its file. */
export interface PlanOnDisk {
  readonly text: string;
  readonly sha256: Sha256Hex;
  /** A ceremony has begun under this plan: with another one it could not be opened any more. */
  readonly begun: boolean;
}

/**
 * Reads the plan of a folder, which may be one that is still being written.
 * @throws FolderError `folder.not-a-ceremony` for a folder without one; EncodingError for bytes that are no UTF-8
 */
export async function readPlanFile(path: string): Promise<PlanOnDisk> {
  return within(openDirectory(path), planIn);
}

/**
 * Puts a plan's text in place of the one with this digest, under the folder's lock. Whoever reads the file sees one or
 * the other.
 *
 * @param at now, RFC 3339, for the lock
 * @param setAside what lies there is kept in `set-aside/` under its digest first
 * @throws FolderError `folder.changed` if another text lies there, `folder.in-use`; PlanFileError
 */
export async function savePlanFile(
  path: string,
  text: string,
  {
    expected,
    setAside,
    at,
  }: { readonly expected: Sha256Hex; readonly setAside: boolean; readonly at: string },
): Promise<PlanOnDisk> {
  const bytes = utf8(text);
  requireSize(bytes);
  return within(openDirectory(path), async (directory) => {
    const lock = await lockFolder(directory, at);
    try {
      const there = await planIn(directory);
      if (there.begun) throw begun();
      if (setAside && there.sha256 === expected) await keepAside(directory, there);
      await lock.assertHeld();
      await replaceFile(directory, planName, bytes, expected);
      await readBack(directory, planName, bytes);
    } finally {
      await lock.release();
    }
    return { text, sha256: sha256Hex(bytes), begun: false };
  });
}

/** @throws PlanFileError `plan.too-large` for what could never be read back */
export function requireSize(bytes: Uint8Array): void {
  if (bytes.length <= longestPlan) return;
  throw new PlanFileError('plan.too-large', 'the text is longer than any plan', {
    expected: `at most ${longestPlan} bytes`,
    found: `${bytes.length} bytes`,
    hint: 'Take out what does not belong into a plan.',
    notDone: ['The file was not changed.'],
  });
}

async function planIn(directory: Directory): Promise<PlanOnDisk> {
  const bytes = await planBytes(directory);
  return {
    text: fromUtf8(bytes),
    sha256: sha256Hex(bytes),
    begun: (await directory.kindOf(transcriptName)) !== null,
  };
}

async function keepAside(directory: Directory, { text, sha256 }: PlanOnDisk): Promise<void> {
  await within(directory.make('set-aside'), (aside) =>
    createFile(aside, `ceremony-${sha256.slice(0, 16)}.yaml`, utf8(text)),
  );
}

function begun(): PlanFileError {
  return new PlanFileError('plan.begun', 'the ceremony of this plan has begun', {
    place: planName,
    hint: 'What was recorded belongs to this plan. For another plan, make another ceremony.',
    notDone: ['The plan was not changed.'],
  });
}

/** Whether an error says that the plan on the disk is not the one that was read. */
export function isChanged(error: unknown): boolean {
  return error instanceof FolderError && error.code === 'folder.changed';
}
