import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { DelegationProof } from '../../../src/ceremony/delegations/proof.ts';
import type { RecordData } from '../../../src/ceremony/record.ts';
import { sha256Hex, type Sha256Hex } from '../../../src/encoding/digest.ts';
import { isJsonObject } from '../../../src/encoding/json.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import {
  type DelegationChange,
  delegationsIn,
  withDelegationChange,
} from '../../../src/tuf/delegations/change.ts';
import { shadowWarnings } from '../../../src/tuf/delegations/shadows.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { stage } from '../../ceremonies/staged-file.ts';
import { recordStaged } from '../../ceremonies/staged-record.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { lastChallenge } from './make-challenge.ts';
import { keepProofs, readProofs } from './take-proofs.ts';
import { stagedChange, stagedTargetsName, targetsInUse } from './targets-in-use.ts';

/** What the host wants of a role that another project is to have. */
export interface DelegationWish {
  readonly change: 'add' | 'redelegate';
  readonly role: string;
  /** The folder with the proofs. */
  readonly from: string;
  readonly paths: readonly string[];
  readonly threshold: number;
  readonly terminating: boolean;
  readonly reason: string;
}

/**
 * Stages the targets role with a delegation to keys that proved themselves. Every proof is verified by two
 * implementations before anything is written.
 *
 * @returns what to take note of: who else may sign the same paths, and who is never asked
 * @throws DelegationError, naming the file or the role; TufError `tuf.build`; FolderError
 */
export async function stageDelegation(
  ceremony: OpenCeremony,
  wish: DelegationWish,
): Promise<readonly string[]> {
  requirePaths(wish.paths);
  const { challenge } = await lastChallenge(ceremony, wish.role);
  const proofs = await readProofs(ceremony, challenge, wish.from, wish.threshold);
  const keys = proofs.map((proof) => listed(ceremony, proof));
  const change: DelegationChange = {
    kind: wish.change,
    keys,
    role: {
      name: wish.role,
      paths: wish.paths,
      terminating: wish.terminating,
      keyids: keys.map(({ keyid }) => keyid),
      threshold: wish.threshold,
    },
  };
  const signed = await nextTargets(ceremony, change);
  requireUnused(ceremony, challenge.nonce, digestOf(signed));
  const facts = await keepProofs(ceremony, challenge, proofs);
  await put(ceremony, signed, {
    change: wish.change,
    role: wish.role,
    nonce: challenge.nonce,
    keys: proofs.map(({ key }) => key),
    proofs: [...facts],
    reason: wish.reason,
  });
  const targets = signed['targets'];
  return shadowWarnings(
    wish.role,
    delegationsIn(signed, 'staged targets')?.roles ?? [],
    isJsonObject(targets) ? Object.keys(targets) : [],
  );
}

/**
 * Stages the targets role without this delegation.
 * @throws DelegationError `delegation.pending`; TufError `tuf.build` for a role that is not delegated; FolderError
 */
export async function stageRevocation(
  ceremony: OpenCeremony,
  role: string,
  reason: string,
): Promise<void> {
  const signed = await nextTargets(ceremony, { kind: 'revoke', name: role });
  await put(ceremony, signed, {
    change: 'revoke',
    role,
    nonce: null,
    keys: [],
    proofs: [],
    reason,
  });
}

type Signed = ReturnType<typeof withDelegationChange>;

async function nextTargets(ceremony: OpenCeremony, change: DelegationChange): Promise<Signed> {
  const inUse = await targetsInUse(ceremony);
  const signed = withDelegationChange(inUse.targets.signed, change);
  const waiting = await stagedChange(ceremony, inUse);
  if (waiting === null || waiting.signedSha256 === digestOf(signed)) return signed;
  throw new DelegationError('delegation.pending', 'another change of the targets role waits', {
    expected: 'nothing staged, or this same change',
    found: `targets version ${waiting.version}, bytes ${waiting.signedSha256.slice(0, 16)}`,
    place: `staged/${stagedTargetsName}`,
    hint: 'Have it signed and published, or withdraw it, before the next change.',
    notDone: ['Nothing was staged.'],
  });
}

/** On record before it is staged: a staged file that nobody announced would have no reason. */
async function put(
  ceremony: OpenCeremony,
  signed: Signed,
  data: Omit<RecordData<'delegation.changed'>, 'version' | 'signedSha256'>,
): Promise<void> {
  const participant = ceremony.youOrNull?.id ?? null;
  const signedSha256 = digestOf(signed);
  const version = Number(signed['version']);
  const last = ceremony.records.findLast((each) => each.kind === 'delegation.changed');
  if (last?.kind !== 'delegation.changed' || last.data.signedSha256 !== signedSha256)
    await ceremony.append({
      kind: 'delegation.changed',
      participant,
      data: { ...data, version, signedSha256 },
    });
  await stage(ceremony.folder, stagedTargetsName, metadataFile(signed, []));
  await recordStaged(ceremony.folder, participant, ceremony.now());
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

function listed({ plan }: OpenCeremony, { publicKey, scheme }: DelegationProof) {
  return makeTufKey(publicKey, scheme, { practice: plan.mode === 'rehearsal' });
}

function requirePaths(paths: readonly string[]): void {
  const sound = paths.every((path) => /^[!-~]{1,200}$/.test(path) && !path.startsWith('/'));
  if (sound && paths.length > 0 && paths.length <= 64 && new Set(paths).size === paths.length)
    return;
  throw new DelegationError('delegation.nothing', 'these are no path patterns of a delegation', {
    expected: '1 to 64 patterns, each once, without spaces and without / at the beginning',
    found: `${paths.length} texts`,
    hint: 'Write them as in a plan: registry.example.org/*',
    notDone: ['No delegation was staged.'],
  });
}

function digestOf(signed: Signed): Sha256Hex {
  return sha256Hex(canonicalBytes(signed));
}
