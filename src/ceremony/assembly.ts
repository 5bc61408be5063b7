import type { JsonObject } from '../encoding/json.ts';
import { StationError } from '../encoding/station-error.ts';
import type { PublicKey } from '../keys/public-key.ts';
import {
  buildRoot,
  buildSnapshot,
  buildTargets,
  buildTimestamp,
  type FileFacts,
  type ListedKey,
  type MetaFacts,
} from '../tuf/build.ts';
import { makeTufKey } from '../tuf/key.ts';
import type { Role } from '../tuf/role.ts';
import type { Plan, RolePolicy } from './plan.ts';
import { holdersOf, onlineKeysOf, participantOf, schemeOf } from './roster.ts';

/** Raised when the plan names a key that has not been exported yet, or one key for two people. */
export class AssemblyError extends StationError<'assembly.key-missing' | 'assembly.key-shared'> {}

/** The exported public key of each participant and of each online key, by the id in the plan. */
export type HeldKeys = ReadonlyMap<string, PublicKey>;

/** Ids of participants and online keys whose key some role of the plan needs and is not here, in the plan's order. */
export function missingKeys(plan: Plan, keys: HeldKeys): readonly string[] {
  const needed = holdersOf(plan);
  const everybody = [...plan.participants, ...onlineKeysOf(plan)].map(({ id }) => id);
  return everybody.filter((id) => needed.has(id) && !keys.has(id));
}

/**
 * The signed part of the root that the plan describes, made from the keyholders' exported keys
 * (TUF specification 1.0, section 4.3). In a rehearsal every mark of practice is on it.
 * @throws AssemblyError `assembly.key-missing` or `assembly.key-shared`; TufError `tuf.build`
 */
export function assembleRoot(plan: Plan, keys: HeldKeys): JsonObject {
  requireKeys(plan, keys);
  const { tuf } = plan;
  const policies = { root: tuf, ...tuf.roles };
  const holders = new Set(Object.values(policies).flatMap((policy) => policy.holders));
  return buildRoot({
    version: tuf.rootVersion,
    expires: tuf.expires,
    rehearsal: rehearsalOf(plan),
    consistentSnapshot: tuf.consistentSnapshot,
    keys: [...holders].map((id) => listedKey(plan, keys, id)),
    roles: {
      root: roleOf(plan, keys, tuf),
      targets: roleOf(plan, keys, tuf.roles.targets),
      snapshot: roleOf(plan, keys, tuf.roles.snapshot),
      timestamp: roleOf(plan, keys, tuf.roles.timestamp),
    },
  });
}

/**
 * The signed part of the top-level targets role: the given target files, and the plan's delegations.
 * @param version from 1 on
 * @throws AssemblyError, TufError as `assembleRoot`
 */
export function assembleTargets(
  plan: Plan,
  keys: HeldKeys,
  version: number,
  targets: ReadonlyMap<string, FileFacts>,
): JsonObject {
  requireKeys(plan, keys);
  const { delegations, roles } = plan.tuf;
  const holders = new Set(delegations.flatMap((delegation) => delegation.holders));
  return buildTargets({
    version,
    expires: roles.targets.expires,
    rehearsal: rehearsalOf(plan),
    targets,
    delegations:
      delegations.length === 0
        ? null
        : {
            keys: [...holders].map((id) => listedKey(plan, keys, id)),
            roles: delegations.map((delegation) => ({
              ...roleOf(plan, keys, delegation),
              name: delegation.name,
              paths: delegation.paths,
              terminating: delegation.terminating,
            })),
          },
  });
}

/** The signed part of a delegated role, which names no target yet: its holders fill it later. */
export function assembleDelegated(plan: Plan, expires: string, version: number): JsonObject {
  return buildTargets({
    version,
    expires,
    rehearsal: rehearsalOf(plan),
    targets: new Map(),
    delegations: null,
  });
}

/** The signed part of the snapshot over these metadata files, by name without a version. */
export function assembleSnapshot(
  plan: Plan,
  version: number,
  meta: ReadonlyMap<string, MetaFacts>,
): JsonObject {
  return buildSnapshot({
    version,
    expires: plan.tuf.roles.snapshot.expires,
    rehearsal: rehearsalOf(plan),
    meta,
  });
}

/** The signed part of the timestamp over this snapshot. */
export function assembleTimestamp(plan: Plan, version: number, snapshot: MetaFacts): JsonObject {
  return buildTimestamp({
    version,
    expires: plan.tuf.roles.timestamp.expires,
    rehearsal: rehearsalOf(plan),
    snapshot,
  });
}

/** The keyid and key object under which the station lists a participant's key. */
export function listedKey(plan: Plan, keys: HeldKeys, participant: string): ListedKey {
  const key = keys.get(participant);
  if (key === undefined) throw missing(plan, [participant]);
  return makeTufKey(key, schemeOf(plan, participant), { practice: plan.mode === 'rehearsal' });
}

function rehearsalOf(plan: Plan): Plan['sha256'] | null {
  return plan.mode === 'rehearsal' ? plan.sha256 : null;
}

function roleOf(
  plan: Plan,
  keys: HeldKeys,
  policy: Pick<RolePolicy, 'holders' | 'threshold'>,
): Role {
  return {
    keyids: policy.holders.map((id) => listedKey(plan, keys, id).keyid),
    threshold: policy.threshold,
  };
}

function requireKeys(plan: Plan, keys: HeldKeys): void {
  const absent = missingKeys(plan, keys);
  if (absent.length > 0) throw missing(plan, absent);
  const holderOf = new Map<string, string>();
  for (const id of holdersOf(plan)) {
    const digest = keys.get(id)?.digest ?? '';
    const other = holderOf.get(digest);
    if (other !== undefined) {
      throw new AssemblyError('assembly.key-shared', 'two people have exported the same key', {
        expected: 'a key of their own for each',
        found: `one key for ${nameOf(plan, other)} and ${nameOf(plan, id)}`,
        hint: 'Find out whose token it is. The other one makes a key and exports it again.',
        notDone: ['No root was staged'],
      });
    }
    holderOf.set(digest, id);
  }
}

function missing(plan: Plan, absent: readonly string[]): AssemblyError {
  return new AssemblyError('assembly.key-missing', 'not every key of the plan has been exported', {
    expected: `keys of ${holdersOf(plan).size} people`,
    found: `none from ${absent.map((id) => nameOf(plan, id)).join(', ')}`,
    hint: 'They make and export their keys first. Bring their work in from their sticks.',
    notDone: ['No root was staged'],
  });
}

function nameOf(plan: Plan, id: string): string {
  return participantOf(plan, id)?.name ?? id;
}
