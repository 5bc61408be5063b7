import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import type { JsonObject, JsonValue } from '../encoding/json.ts';
import {
  requireExpiry,
  requireKeys,
  requireMark,
  requireRoles,
  requireVersion,
} from './build-rules.ts';
import { compareCodePoints } from './code-points.ts';
import type { Role, TopRole } from './role.ts';

/** The edition of the TUF specification that this station writes. */
export const writtenSpecVersion = '1.0.31';

/** What all signed parts have. */
export interface PartHead {
  /** From 1 on. */
  readonly version: number;
  /** UTC and whole seconds: `2027-07-14T00:00:00Z`. */
  readonly expires: string;
  /** Digest of the rehearsal's plan, which marks the part as practice; null for one that counts. */
  readonly rehearsal: Sha256Hex | null;
}

/** A key as `makeTufKey` gives it. */
export interface ListedKey {
  readonly keyid: string;
  readonly object: JsonObject;
}

export interface RootPlan extends PartHead {
  readonly consistentSnapshot: boolean;
  readonly keys: readonly ListedKey[];
  readonly roles: Readonly<Record<TopRole, Role>>;
}

/** A file that targets or metadata speak of. */
export interface FileFacts {
  readonly length: number;
  readonly sha256: Sha256Hex;
}

export interface DelegationPlan extends Role {
  readonly name: string;
  readonly paths: readonly string[];
  readonly terminating: boolean;
}

export interface TargetsPlan extends PartHead {
  readonly targets: ReadonlyMap<string, FileFacts>;
  /** null for a targets role that hands nothing on. */
  readonly delegations: {
    readonly keys: readonly ListedKey[];
    readonly roles: readonly DelegationPlan[];
  } | null;
}

/** A metadata file as snapshot and timestamp name it. */
export interface MetaFacts extends FileFacts {
  readonly version: number;
}

export interface SnapshotPlan extends PartHead {
  /** By file name without a version: `targets.json` and each delegated role. */
  readonly meta: ReadonlyMap<string, MetaFacts>;
}

export interface TimestampPlan extends PartHead {
  readonly snapshot: MetaFacts;
}

/**
 * The signed part of a root (TUF specification 1.0, section 4.3), members in canonical order.
 * @throws TufError `tuf.build` for a version, expiry, role or key that no client could use, for a threshold that
 *   nobody could meet, and for practice keys in a root that counts or real keys in a rehearsal
 */
export function buildRoot(plan: RootPlan): JsonObject {
  requireKeys(plan.keys, plan.rehearsal);
  requireRoles(Object.entries(plan.roles), plan.keys);
  return part('root', plan, {
    consistent_snapshot: plan.consistentSnapshot,
    keys: keyMembers(plan.keys),
    roles: sortedObject(Object.entries(plan.roles).map(([name, role]) => [name, roleMember(role)])),
  });
}

/**
 * The signed part of a targets role, top-level or delegated (TUF specification 1.0, section 4.5).
 * @throws TufError `tuf.build` as `buildRoot`
 */
export function buildTargets(plan: TargetsPlan): JsonObject {
  const { delegations } = plan;
  if (delegations !== null) {
    requireKeys(delegations.keys, plan.rehearsal);
    requireRoles(
      delegations.roles.map((role) => [role.name, role]),
      delegations.keys,
    );
  }
  return part('targets', plan, {
    ...(delegations === null
      ? {}
      : {
          delegations: {
            keys: keyMembers(delegations.keys),
            roles: delegations.roles.map(({ keyids, name, paths, terminating, threshold }) => ({
              keyids: [...keyids],
              name,
              paths: [...paths],
              terminating,
              threshold,
            })),
          },
        }),
    targets: sortedObject([...plan.targets].map(([path, file]) => [path, fileMember(file)])),
  });
}

/**
 * The signed part of a snapshot (TUF specification 1.0, section 4.4).
 * @throws TufError `tuf.build`
 */
export function buildSnapshot(plan: SnapshotPlan): JsonObject {
  for (const { version } of plan.meta.values()) requireVersion(version);
  return part('snapshot', plan, {
    meta: sortedObject([...plan.meta].map(([name, file]) => [name, metaMember(file)])),
  });
}

/**
 * The signed part of a timestamp (TUF specification 1.0, section 4.6).
 * @throws TufError `tuf.build`
 */
export function buildTimestamp(plan: TimestampPlan): JsonObject {
  requireVersion(plan.snapshot.version);
  return part('timestamp', plan, { meta: { 'snapshot.json': metaMember(plan.snapshot) } });
}

/** Length and digest of a file, as targets and metadata speak of it. */
export function fileFacts(bytes: Uint8Array): FileFacts {
  return { length: bytes.length, sha256: sha256Hex(bytes) };
}

function part(type: string, plan: PartHead, members: JsonObject): JsonObject {
  requireVersion(plan.version);
  requireExpiry(plan.expires);
  requireMark(plan.rehearsal);
  return sortedObject([
    ['_type', type],
    ['spec_version', writtenSpecVersion],
    ['version', plan.version],
    ['expires', plan.expires],
    ...Object.entries(members),
    ...(plan.rehearsal === null ? [] : [['x-rehearsal', plan.rehearsal] as const]),
  ]);
}

function keyMembers(keys: readonly ListedKey[]): JsonObject {
  return sortedObject(keys.map(({ keyid, object }) => [keyid, object]));
}

function roleMember({ keyids, threshold }: Role): JsonObject {
  return { keyids: [...keyids], threshold };
}

function fileMember({ length, sha256 }: FileFacts): JsonObject {
  return { hashes: { sha256 }, length };
}

function metaMember(file: MetaFacts): JsonObject {
  return { ...fileMember(file), version: file.version };
}

/** Members in canonical order, so that a person finds them in the file where they stand in the signed bytes. */
function sortedObject(members: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries(members.toSorted(([a], [b]) => compareCodePoints(a, b)));
}
