import type { DelegationChallenge } from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { DelegationProof } from '../../../src/ceremony/delegations/proof.ts';
import type { RecordData } from '../../../src/ceremony/record.ts';
import { sha256Hex, type Sha256Hex } from '../../../src/encoding/digest.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import {
  type DelegationChange,
  withDelegationChange,
} from '../../../src/tuf/delegations/change.ts';
import type { DelegatedRole } from '../../../src/tuf/delegation.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { lastChallenge } from './make-challenge.ts';
import { type EvidenceOfKey, readProofs } from './take-proofs.ts';
import {
  stagedChange,
  stagedTargetsName,
  type TargetsInUse,
  targetsInUse,
} from './targets-in-use.ts';
import { type AdjustWish, type AnyWish, type DelegationWish, requirePaths } from './wish.ts';

/** The next version of the targets role as a wish makes it. Nothing is written yet. */
export interface WorkedOut {
  readonly inUse: TargetsInUse;
  readonly signed: JsonObject;
  readonly version: number;
  /** Of the bytes that would be signed. */
  readonly signedSha256: Sha256Hex;
  readonly keys: RecordData<'delegation.changed'>['keys'];
  /** Where keys come in: the challenge and what answered it. */
  readonly answered: {
    readonly challenge: DelegationChallenge;
    readonly proofs: readonly DelegationProof[];
    readonly evidence: readonly EvidenceOfKey[];
  } | null;
}

/**
 * Works out what a wish makes of the targets role. Every proof is verified by two implementations.
 * @throws DelegationError, naming the file or the role; `delegation.pending` where another change waits; TufError
 *   `tuf.build`; FolderError
 */
export async function workOut(ceremony: OpenCeremony, wish: AnyWish): Promise<WorkedOut> {
  if (wish.change === 'revoke')
    return next(ceremony, await targetsInUse(ceremony), { kind: 'revoke', name: wish.role });
  requirePaths(wish.paths);
  return wish.change === 'adjust' ? adjusted(ceremony, wish) : handedOver(ceremony, wish);
}

async function handedOver(ceremony: OpenCeremony, wish: DelegationWish): Promise<WorkedOut> {
  const { challenge } = await lastChallenge(ceremony, wish.role);
  const { proofs, evidence } = await readProofs(ceremony, challenge, wish.from, wish.threshold);
  const practice = ceremony.plan.mode === 'rehearsal';
  const keys = proofs.map(({ publicKey, scheme }) => makeTufKey(publicKey, scheme, { practice }));
  const role = roleOf(
    wish,
    keys.map(({ keyid }) => keyid),
  );
  const worked = await next(
    ceremony,
    await targetsInUse(ceremony),
    { kind: wish.change, keys, role },
    { keys: proofs.map(({ key }) => key), answered: { challenge, proofs, evidence } },
  );
  requireUnused(ceremony, challenge.nonce, worked.signedSha256);
  return worked;
}

/** The keys stay as they are published, in their order. */
async function adjusted(ceremony: OpenCeremony, wish: AdjustWish): Promise<WorkedOut> {
  const inUse = await targetsInUse(ceremony);
  const found = inUse.delegations?.roles.find(({ name }) => name === wish.role);
  if (found === undefined) throw noSuchRole();
  requireDifferent(found, wish);
  const keys = found.keyids.flatMap((keyid) => {
    const key = inUse.delegations?.keys.get(keyid);
    return key === undefined ? [] : [key.publicKey.digest];
  });
  const role = roleOf(wish, found.keyids);
  return next(ceremony, inUse, { kind: 'redelegate', keys: [], role }, { keys, answered: null });
}

function roleOf(
  { role, paths, terminating, threshold }: DelegationWish | AdjustWish,
  keyids: readonly string[],
) {
  return { name: role, paths, terminating, threshold, keyids };
}

async function next(
  ceremony: OpenCeremony,
  inUse: TargetsInUse,
  change: DelegationChange,
  rest: Pick<WorkedOut, 'keys' | 'answered'> = { keys: [], answered: null },
): Promise<WorkedOut> {
  const signed = withDelegationChange(inUse.targets.signed, change);
  const signedSha256 = sha256Hex(canonicalBytes(signed));
  const waiting = await stagedChange(ceremony, inUse);
  if (waiting === null || waiting.signedSha256 === signedSha256)
    return { inUse, signed, version: Number(signed['version']), signedSha256, ...rest };
  throw new DelegationError('delegation.pending', 'another change of the targets role waits', {
    expected: 'nothing staged, or this same change',
    found: `targets version ${waiting.version}, bytes ${waiting.signedSha256.slice(0, 16)}`,
    place: `staged/${stagedTargetsName}`,
    hint: 'Have it signed and published, or withdraw it, before the next change.',
    notDone: ['Nothing was staged.'],
  });
}

/** A challenge proves keys for one change: a second one, later, asks anew. */
function requireUnused({ records }: OpenCeremony, nonce: Sha256Hex, signedSha256: Sha256Hex): void {
  const used = records.find(
    (each) =>
      each.kind === 'delegation.changed' &&
      each.data.nonce === nonce &&
      each.data.signedSha256 !== signedSha256,
  );
  if (used === undefined) return;
  throw new DelegationError('delegation.replayed', 'this challenge was used already', {
    expected: 'answers to a challenge of this change',
    found: `answers that record ${used.number} used`,
    hint: 'Make a new challenge, and have every key answer it.',
    notDone: ['No delegation was staged.'],
  });
}

function requireDifferent(found: DelegatedRole, wish: AdjustWish): void {
  const same =
    found.threshold === wish.threshold &&
    found.terminating === wish.terminating &&
    JSON.stringify(found.paths) === JSON.stringify(wish.paths);
  if (!same) return;
  throw new DelegationError('delegation.nothing', 'this is how the role is delegated already', {
    expected: 'other paths, another threshold, or another end of the search',
    found: 'the same',
    hint: 'Change what is to be another, or leave it as it is.',
    notDone: ['Nothing was staged.'],
  });
}

function noSuchRole(): DelegationError {
  return new DelegationError('delegation.nothing', 'no role of this name is delegated', {
    expected: 'the name of a delegated role',
    found: 'another name',
    hint: 'List the delegations to see what is there.',
    notDone: ['Nothing was staged.'],
  });
}
