import type { Review, ReviewLook } from '../../src/contract/review.ts';
import type { Problem } from '../../src/contract/values.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { mismatchWithPlan } from '../../src/ceremony/root-check.ts';
import { rootDifference, type RootDifference } from '../../src/tuf/difference.ts';
import type { Root } from '../../src/tuf/root.ts';
import { countSignatures } from '../../src/tuf/threshold.ts';
import { recordStaged } from '../ceremonies/staged-record.ts';
import { nodeVerifier } from '../verification/node.ts';
import { type RootProblemCode, StepError } from './desk.ts';
import { requireAllRows } from './export-key.ts';
import { heldKeys, keysByParticipant, nameOfKey, type HeldKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse, stagedRoot } from './root-at-hand.ts';
import { progressOf, seatsOf } from './seats.ts';

/** What there is to review: the staged root, the root in use, and how they differ, all read from the disk now. */
export interface ReviewMatter {
  readonly staged: Root;
  readonly inUse: Root | null;
  /** Whether the root in use has the signatures of its own keyholders; true where there is none before. */
  readonly inUseHolds: boolean;
  readonly difference: RootDifference;
  readonly held: readonly HeldKey[];
}

/** Null while nothing is staged. */
export async function reviewMatter(
  ceremony: Pick<OpenCeremony, 'folder' | 'youOrNull'>,
): Promise<ReviewMatter | null> {
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
  const difference = rootDifference(inUse, staged, holderOf);
  return { staged, inUse, inUseHolds: await holdsItself(inUse), difference, held };
}

async function holdsItself(root: Root | null): Promise<boolean> {
  if (root === null) return true;
  const { metadata, keys, roles } = root;
  return (await countSignatures(metadata, keys, roles.root, nodeVerifier)).met;
}

/**
 * Why this root must not be signed or published, or null: a wrong version, a predecessor that is missing or that its
 * own keyholders have not signed, a change without a sentence, or anything that is not as the plan says.
 */
export function reviewProblem(
  ceremony: Pick<OpenCeremony, 'plan'>,
  { staged, inUse, inUseHolds, difference, held }: ReviewMatter,
): RootProblem | null {
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
  if (!inUseHolds)
    return problem('root.predecessor-invalid', 'the root in use is not signed as it has to be', {
      expected: 'enough valid signatures of its own keyholders',
      found: 'too few',
      hint: 'Do not sign. Take the repository from its source again.',
      place: `repository/${planned - 1}.root.json`,
    });
  if (difference.members.unexplained > 0)
    return problem('root.unexplained', 'a part of this root has no explanation', {
      expected: 'every member accounted for',
      found: `${difference.members.unexplained} not explained`,
      hint: 'Do not sign. Show this to the host.',
    });
  const known = keysByParticipant(held.filter(({ certain }) => certain));
  const mismatch = mismatchWithPlan(ceremony.plan, known, staged);
  if (mismatch !== null)
    return problem('root.not-as-planned', 'the staged root is not what the plan says', {
      expected: `${mismatch.what}: ${mismatch.expected}`,
      found: mismatch.found,
      hint: 'Do not sign. Show this to the host. The root has to be staged again.',
    });
  return null;
}

/** @throws StepError with the code of the problem: nothing of this root is confirmed, signed or published */
export function requireNoProblem(stopped: RootProblem | null, notDone: string): void {
  if (stopped === null) return;
  throw new StepError(stopped.code, stopped.message, {
    expected: stopped.expected,
    found: stopped.found,
    place: stopped.place,
    hint: stopped.hint,
    notDone: [notDone],
  });
}

/** The review as the page shows it; waiting while the host has staged nothing. */
export async function lookReview(ceremony: OpenCeremony, verifier: Verifier): Promise<ReviewLook> {
  if (ceremony.plan.kind === 'delegation') return { state: 'delegate' };
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
    compared: isCompared(ceremony, staged),
    problem: reviewProblem(ceremony, matter),
  };
  return { state: 'ready', review };
}

/**
 * Records that the person read every change, and that every row agreed with a second device. What is confirmed has to
 * be what is on the disk now.
 * @param signedSha256 the digest that was on screen
 * @throws StepError `step.changed`, `step.rows-missing`, or the code of what is wrong with the root
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
  requireNoProblem(reviewProblem(ceremony, matter), 'Nothing was confirmed.');
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

/** What is on the disk now was compared, and not only what the record calls staged. */
function isCompared({ state }: OpenCeremony, { metadata }: Root): boolean {
  return state.review?.data.signedSha256 === metadata.signedSha256 && state.reviewRows.length === 8;
}

/** A problem of the staged root, with both sides named. */
export interface RootProblem extends Problem {
  readonly code: RootProblemCode;
  readonly expected: string;
  readonly found: string;
  readonly place: string;
}

function problem(
  code: RootProblemCode,
  message: string,
  sides: { expected: string; found: string; hint: string; place?: string },
): RootProblem {
  const { expected, found, hint, place = 'staged/root.json' } = sides;
  return {
    code,
    message,
    expected,
    found,
    place,
    hint,
    notDone: ['Nothing was signed.'],
  };
}
