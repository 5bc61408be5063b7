import type { Seats } from '../../../src/contract/values.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { RootChange } from '../../../src/tuf/difference.ts';
import { nodeVerifier } from '../../verification/node.ts';
import { heldKeys, nameOfKey } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { reviewMatter } from '../review-root.ts';
import { isPublished } from '../root-at-hand.ts';
import { progressOf, seatsOf } from '../seats.ts';

/** What the folder holds, as far as an audience sees it. */
export interface WitnessFacts {
  /** The keys that have come in, by participant. */
  readonly held: ReadonlyMap<string, { readonly serial: string; readonly spki: SpkiDigest }>;
  /** The root that is staged, or was: null while there is none. */
  readonly root: StagedFacts | null;
  readonly published: boolean;
}

export interface StagedFacts {
  readonly signedSha256: string;
  readonly headline: string;
  readonly changes: readonly Pick<RootChange, 'kind' | 'title'>[];
  /** The thresholds of the version before and of this one, verified now. */
  readonly seats: readonly Seats[];
  readonly met: boolean;
  /** Keys that have signed, each once. */
  readonly signed: readonly SpkiDigest[];
}

/** Reads the folder now. @throws FolderError, TufError, KeyError */
export async function witnessFacts({ folder }: OpenCeremony): Promise<WitnessFacts> {
  // Nobody sits in front of this screen, so nobody is "you" on it.
  const matter = await reviewMatter({ folder, youOrNull: null });
  const held = matter?.held ?? (await heldKeys(folder));
  const progress =
    matter === null ? [] : await progressOf(matter.staged, matter.inUse, nodeVerifier);
  return {
    held: new Map(
      held.map(({ participant, serial, publicKey }) => [
        participant,
        { serial, spki: publicKey.digest },
      ]),
    ),
    root:
      matter === null
        ? null
        : {
            signedSha256: matter.staged.metadata.signedSha256,
            headline: matter.difference.headline,
            changes: matter.difference.changes,
            seats: progress.map((one) => seatsOf(one, null, nameOfKey(held))),
            met: progress.every(({ met }) => met),
            signed: [...new Set(progress.flatMap(({ signed }) => signed))],
          },
    published: await isPublished(folder),
  };
}
