import { nodeVerifier } from '../verification/node.ts';
import { heldKeys, nameOfKey } from '../station/held-keys.ts';
import type { OpenCeremony } from '../station/open-ceremony.ts';
import { rootInUse, stagedRoot } from '../station/root-at-hand.ts';
import { progressOf, seatsOf } from '../station/seats.ts';
import { namesOfMissing } from '../station/stage-root.ts';

/** Where the root stands, in words: the keys that are missing, or what is signed towards each threshold, apart. */
export async function progressLines(ceremony: OpenCeremony): Promise<string> {
  const { folder, plan } = ceremony;
  const staged = await stagedRoot(folder);
  if (staged === null) {
    const missing = await namesOfMissing(ceremony);
    return missing.length === 0
      ? `Every key of the plan is here. Root version ${plan.tuf.rootVersion} can be staged.\n`
      : `Waiting for the keys of ${missing.join(', ')}.\n`;
  }
  const nameOf = nameOfKey(await heldKeys(folder));
  const progress = await progressOf(staged, await rootInUse(folder), nodeVerifier);
  return progress
    .map((one) => {
      const { title, signed, threshold, sentence } = seatsOf(one, null, nameOf);
      return `${title}: ${signed} in, ${threshold} needed. ${sentence}\n`;
    })
    .join('');
}
