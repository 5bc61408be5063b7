import { planRotation } from '../../src/ceremony/rotation/plan-rotation.ts';
import {
  situationOf,
  type Attendance,
  type OwnedKey,
} from '../../src/ceremony/rotation/from-plan.ts';
import { rotationWords, type RotationWords } from '../../src/ceremony/rotation/rotation-words.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromPem } from '../../src/keys/public-key.ts';
import type { Situation } from '../../src/ceremony/rotation/situation.ts';
import type { ReadableFolder } from '../ceremonies/readable-folder.ts';
import { StepError } from './desk.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { heldKeys, longestKeyFile } from './held-keys.ts';
import { rootInUse } from './root-at-hand.ts';

/** The situation of a ceremony, and what the planner makes of it. */
export interface PlannedRotation {
  readonly situation: Situation;
  readonly words: RotationWords;
}

/**
 * Plans the way from the root in use, as it lies in `repository/`, to the root of the plan.
 * @throws StepError `host.not-ready` for a first root, or without the root in use; RotationError; FolderError
 */
export async function rotationIn(
  folder: ReadableFolder,
  attendance: Attendance,
): Promise<PlannedRotation> {
  const inUse = await rootInUse(folder);
  if (inUse === null) throw nothingInUse(folder.plan.tuf.rootVersion);
  const situation = situationOf(folder.plan, inUse, await ownedKeys(folder), attendance);
  return { situation, words: rotationWords(situation, planRotation(situation)) };
}

/** The keys that are known: of the tokens in the plan, and of those that people used before. */
async function ownedKeys(folder: ReadableFolder): Promise<readonly OwnedKey[]> {
  const held = (await heldKeys(folder)).map((key) => ({ ...key, former: false }));
  const former: OwnedKey[] = [];
  for (const { id, formerToken } of folder.plan.participants) {
    if (formerToken === undefined) continue;
    const path = `keys/${formerToken}/${formerToken}_pubkey.pem`;
    const bytes = await readAt(folder.directory, path, longestKeyFile);
    if (bytes === null) continue;
    const publicKey = publicKeyFromPem(fromUtf8(bytes), path);
    former.push({ participant: id, serial: formerToken, publicKey, former: true });
  }
  return [...held, ...former];
}

function nothingInUse(version: number): StepError {
  if (version === 1) {
    return new StepError('host.not-ready', 'a first root has nothing to rotate', {
      expected: 'a plan for version 2 or later',
      found: 'a plan for version 1',
      hint: 'Make the first root. The next plan can rotate it.',
    });
  }
  return new StepError('host.not-ready', 'the root in use is not in this folder', {
    expected: `repository/${version - 1}.root.json`,
    found: 'no such file',
    hint: 'Copy the repository of the ceremony before into this folder.',
  });
}
