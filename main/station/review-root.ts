import type { Review, ReviewLook } from '../../src/contract/keyholder.ts';
import type { Problem } from '../../src/contract/values.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { rootDifference, type RootDifference } from '../../src/tuf/difference.ts';
import type { Root } from '../../src/tuf/root.ts';
import { recordStaged } from '../ceremonies/staged-record.ts';
import { StepError } from './desk.ts';
import { requireAllRows } from './export-key.ts';
import { heldKeys, nameOfKey, type HeldKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse, stagedRoot } from './root-at-hand.ts';
import { progressOf, seatsOf } from './seats.ts';

/** What there is to review: the staged root, the root in use, and how they differ, all read from the disk now. */
export interface ReviewMatter {
  readonly staged: Root;
  readonly inUse: Root | null;
  readonly difference: RootDifference;
  readonly held: readonly HeldKey[];
}

/** Null while nothing is staged. */
export async function reviewMatter(ceremony: OpenCeremony): Promise<ReviewMatter | null> {
  const staged = await stagedRoot(ceremony.folder);
  if (staged === null) return null;
  const inUse = await rootInUse(ceremony.folder);
  const held = await heldKeys(ceremony.folder);
  const holderOf = (spki: SpkiDigest) => {
    const holder = held.find(({ publicKey }) => publicKey.digest === spki);
    if (holder === undefined) return null;
    const you = holder.participant === ceremony.youOrNull?.id;
    return { name: you ? `${holder.name} (you)` : holder.name, serial: holder.serial };
  };
  return { staged, inUse, difference: rootDifference(inUse, staged, holderOf), held };
}

/** Why this root must not be signed, or null: a change without a sentence, a wrong version, a missing predecessor. */
export function reviewProblem(
  ceremony: OpenCeremony,
  { staged, inUse, difference }: ReviewMatter,
): Problem | null {
  const planned = ceremony.plan.tuf.rootVersion;
  if (staged.version !== planned)
    return problem('root.other-version', 'the staged root is not the version of the plan', {
      expected: `version ${planned}`,
      found: `version ${staged.version}`,
      hint: 'Tell the host. The root has to be staged again.',
    });
  if (inUse === null && planned > 1)
    return problem('root.predecessor-missing', 'the root in use is not in this folder', {
      expected: `repository/${planned - 1}.root.json`,
      found: 'no such file',
      hint: 'Bring the repository of the ceremony before into this folder.',
    });
  if (difference.members.unexplained > 0)
    return problem('root.unexplained', 'a part of this root has no explanation', {
      expected: 'every member accounted for',
      found: `${difference.members.unexplained} not explained`,
      hint: 'Do not sign. Show this to the host.',
    });
  return null;
}

/** The review as the page shows it; waiting while the host has staged nothing. */
export async function lookReview(ceremony: OpenCeremony, verifier: Verifier): Promise<ReviewLook> {
  const matter = await reviewMatter(ceremony);
  if (matter === null) {
    return {
      state: 'waiting',
      sentence: 'There is no root to review yet',
      hint: 'The host stages it when every key has come in. Bring it here from a stick when it is ready.',
    };
  }
  const { staged, inUse, difference, held } = matter;
  const you = ceremony.state.key?.data.spki ?? null;
  const progress = await progressOf(staged, inUse, verifier);
  const review: Review = {
    version: staged.version,
    against:
      inUse === null
        ? 'the first root: there is none before it'
        : `against version ${inUse.version}, the root in use`,
    headline: difference.headline,
    changes: difference.changes.map((change) => ({ ...change })),
    stays: [...difference.stays],
    members: difference.members,
    seats: progress.map((one) => seatsOf(one, you, nameOfKey(held))),
    bytes: {
      length: staged.metadata.signedBytes.length,
      sha256: staged.metadata.signedSha256,
      text: fromUtf8(staged.metadata.signedBytes),
      builtAgain: 'built again from the file on disk just now',
    },
    sideBySide: difference.sideBySide
      .slice(0, 2000)
      .map((row) => ({ ...row, member: row.member.slice(0, 200) })),
    compared: ceremony.state.reviewRows.length === 8,
    problem: reviewProblem(ceremony, matter),
  };
  return { state: 'ready', review };
}

/**
 * Records that the person read every change, and that every row agreed with a second device. What is confirmed has to
 * be what is on the disk now.
 * @param signedSha256 the digest that was on screen
 * @throws StepError `step.changed`, `root.unexplained`, `step.rows-missing`
 */
export async function confirmReview(
  ceremony: OpenCeremony,
  signedSha256: string,
  rows: readonly number[],
): Promise<void> {
  requireAllRows(rows);
  const matter = await reviewMatter(ceremony);
  if (matter === null || matter.staged.metadata.signedSha256 !== signedSha256) {
    throw new StepError('step.changed', 'the staged root changed while you read it', {
      hint: 'Read the review again. It shows what is staged now.',
      notDone: ['Nothing was confirmed.'],
    });
  }
  const stopped = reviewProblem(ceremony, matter);
  if (stopped !== null) {
    throw new StepError('root.unexplained', stopped.message, {
      hint: stopped.hint,
      ...(stopped.expected === null ? {} : { expected: stopped.expected }),
      ...(stopped.found === null ? {} : { found: stopped.found }),
      notDone: ['Nothing was confirmed.'],
    });
  }
  const { metadata, version } = matter.staged;
  // What came with a bundle or by hand is in no record yet.
  await recordStaged(ceremony.folder, null, ceremony.now());
  await ceremony.record({
    kind: 'review.confirmed',
    data: {
      version,
      signedSha256: metadata.signedSha256,
      changes: matter.difference.changes.length,
      rows: [...rows],
    },
  });
}

function problem(
  code: string,
  message: string,
  { expected, found, hint }: { expected: string; found: string; hint: string },
): Problem {
  return {
    code,
    message,
    expected,
    found,
    place: 'staged/root.json',
    hint,
    notDone: ['Nothing was signed.'],
  };
}
