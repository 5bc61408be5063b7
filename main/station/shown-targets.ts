import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { jcs } from '../../src/encoding/jcs.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { StepError } from './desk.ts';
import { stagedTargets, type StagedTarget } from './staged-targets.ts';

/** A target file as a person reads it before the targets role that names it is signed. */
export interface ShownTarget {
  readonly path: string;
  /** Its length. */
  readonly bytes: number;
  readonly sha256: Sha256Hex;
}

/** What the next targets role says of the files that wait, by path. */
export function shownTargets(staged: readonly StagedTarget[]): readonly ShownTarget[] {
  return staged.map(({ target, bytes }) => ({
    path: target,
    bytes: bytes.length,
    sha256: sha256Hex(bytes),
  }));
}

/** The digest of the whole list: whoever confirms it has seen every path, length and digest. Null where none waits. */
export function targetsDigest(staged: readonly StagedTarget[]): Sha256Hex | null {
  if (staged.length === 0) return null;
  return sha256Hex(jcs(shownTargets(staged).map((target) => ({ ...target }))));
}

/** The target files that wait, for a page that only looks: what cannot be published is a sentence, and stops no look. */
export async function lookAtTargets(
  folder: CeremonyFolder,
): Promise<{ readonly staged: readonly StagedTarget[]; readonly problem: string | null }> {
  try {
    return { staged: await stagedTargets(folder), problem: null };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    const place = error.place === undefined ? '' : ` (${error.place})`;
    return { staged: [], problem: `In staged/targets: ${error.message}${place}. ${error.hint}` };
  }
}

/**
 * Whoever lays a file into `staged/targets/` would have it signed; so nothing in there is, unless a person saw the list.
 * @param shown the digest of the list that was on screen; null where none was
 * @throws StepError `step.changed`
 */
export function requireShownTargets(staged: readonly StagedTarget[], shown: string | null): void {
  if (targetsDigest(staged) === shown) return;
  throw new StepError('step.changed', 'these target files are not the ones that were shown', {
    place: 'staged/targets',
    expected: shown === null ? 'no target file' : 'the files that were shown',
    found: staged.length === 1 ? 'one file' : `${staged.length} files`,
    hint: 'Read the list of target files again. Take out what does not belong there, then publish.',
    notDone: ['Nothing was signed.', 'Nothing was published.'],
  });
}
