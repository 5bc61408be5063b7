import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { FileFact, RecordData } from '../../../src/ceremony/record.ts';
import { isJsonObject } from '../../../src/encoding/json.ts';
import { delegationsIn } from '../../../src/tuf/delegations/change.ts';
import {
  type DelegationDifference,
  delegationDifference,
} from '../../../src/tuf/delegations/difference.ts';
import { shadowWarnings } from '../../../src/tuf/delegations/shadows.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { stage } from '../../ceremonies/staged-file.ts';
import { recordStaged } from '../../ceremonies/staged-record.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { namesOfKeys } from './names-of-keys.ts';
import { keepEvidence } from './evidence-files.ts';
import { challengeFolder } from './make-challenge.ts';
import { keepProofs } from './take-proofs.ts';
import { stagedTargetsName } from './targets-in-use.ts';
import { workOut, type WorkedOut } from './work-out.ts';
import type { AnyWish, DelegationWish } from './wish.ts';

/** What a wish would change, before anything is written. */
export interface ProposedChange {
  /** Of the targets role. */
  readonly version: number;
  readonly signedSha256: string;
  readonly changes: readonly DelegationDifference[];
  /** Who else may sign the same paths, and who is never asked. */
  readonly warnings: readonly string[];
}

/**
 * Says what a wish would change. Nothing is written; proofs are verified all the same.
 * @throws as `workOut`
 */
export async function proposeChange(
  ceremony: OpenCeremony,
  wish: AnyWish,
): Promise<ProposedChange> {
  const worked = await workOut(ceremony, wish);
  const { inUse, signed, version, signedSha256, answered } = worked;
  const known = await namesOfKeys(ceremony);
  const proved = new Map(
    answered?.proofs.map(({ key, holder, serial }) => [String(key), `${holder} (${serial})`]),
  );
  return {
    version,
    signedSha256,
    changes: delegationDifference(
      inUse.targets.signed,
      signed,
      (spki) => proved.get(spki) ?? known(spki),
    ),
    warnings: warningsOf(wish, signed),
  };
}

/**
 * Stages the targets role as a wish makes it.
 * @param seen the digest of the bytes that a person was shown; null where nobody was shown any
 * @returns what to take note of: who else may sign the same paths, and who is never asked
 * @throws DelegationError `delegation.pending` for other bytes than were shown; as `workOut`
 */
export async function stageChange(
  ceremony: OpenCeremony,
  wish: AnyWish,
  seen: string | null,
): Promise<readonly string[]> {
  const worked = await workOut(ceremony, wish);
  if (seen !== null && seen !== worked.signedSha256) throw changedMeanwhile(seen, worked);
  const { answered } = worked;
  const facts =
    answered === null ? [] : await keepProofs(ceremony, answered.challenge, answered.proofs);
  const evidence = answered === null ? [] : await keepAll(ceremony, answered);
  await put(ceremony, worked, {
    change: wish.change,
    role: wish.role,
    nonce: answered?.challenge.nonce ?? null,
    proofs: [...facts],
    ...(evidence.length === 0 ? {} : { evidence }),
    reason: wish.reason,
  });
  return warningsOf(wish, worked.signed);
}

/**
 * Stages the targets role with a delegation to keys that proved themselves.
 * @returns what to take note of
 * @throws as `workOut`
 */
export function stageDelegation(
  ceremony: OpenCeremony,
  wish: DelegationWish,
): Promise<readonly string[]> {
  return stageChange(ceremony, wish, null);
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
  await stageChange(ceremony, { change: 'revoke', role, reason }, null);
}

/** Attestations lie beside the proofs that they came with: an audit finds them there. */
async function keepAll(
  ceremony: OpenCeremony,
  { challenge: { role, nonce }, evidence }: NonNullable<WorkedOut['answered']>,
): Promise<FileFact[]> {
  const facts: FileFact[] = [];
  for (const { files } of evidence)
    facts.push(...(await keepEvidence(ceremony, challengeFolder(role, nonce), files)));
  return facts;
}

/** On record before it is staged: a staged file that nobody announced would have no reason. */
async function put(
  ceremony: OpenCeremony,
  { signed, version, signedSha256, keys }: WorkedOut,
  data: Pick<
    RecordData<'delegation.changed'>,
    'change' | 'role' | 'nonce' | 'proofs' | 'evidence' | 'reason'
  >,
): Promise<void> {
  const participant = ceremony.youOrNull?.id ?? null;
  const last = ceremony.records.findLast((each) => each.kind === 'delegation.changed');
  if (last?.kind !== 'delegation.changed' || last.data.signedSha256 !== signedSha256)
    await ceremony.append({
      kind: 'delegation.changed',
      participant,
      data: { ...data, keys, version, signedSha256 },
    });
  await stage(ceremony.folder, stagedTargetsName, metadataFile(signed, []));
  await recordStaged(ceremony.folder, participant, ceremony.now());
}

function warningsOf({ role }: AnyWish, signed: WorkedOut['signed']): readonly string[] {
  const { targets } = signed;
  return shadowWarnings(
    role,
    delegationsIn(signed, 'staged targets')?.roles ?? [],
    isJsonObject(targets) ? Object.keys(targets) : [],
  );
}

function changedMeanwhile(seen: string, { signedSha256 }: WorkedOut): DelegationError {
  return new DelegationError('delegation.pending', 'this is not the change that was shown', {
    expected: `bytes ${seen.slice(0, 16)}`,
    found: `bytes ${signedSha256.slice(0, 16)}`,
    hint: 'Something changed meanwhile. Look at the difference again, then stage it.',
    notDone: ['Nothing was staged.'],
  });
}
