import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import { assembleSnapshot, assembleTimestamp, listedKey } from '../../../src/ceremony/assembly.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { compareInstants, parseInstant } from '../../../src/encoding/instant.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { fileFacts, type MetaFacts } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import type { Delegations } from '../../../src/tuf/delegation.ts';
import { delegationsIn } from '../../../src/tuf/delegations/change.ts';
import { delegationDifference } from '../../../src/tuf/delegations/difference.ts';
import { withKnownMeta } from '../../../src/tuf/delegations/keep.ts';
import { pathTo } from '../../../src/tuf/delegations/sample-path.ts';
import { type Metadata, parseMetadata } from '../../../src/tuf/metadata.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { publish, type RepositoryFile } from '../../ceremonies/repository-writer.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import { nodeVerifier } from '../../verification/node.ts';
import { requireClientAccepts } from '../client-check.ts';
import { heldKeys, keysByParticipant } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { namesOf, type RolePart } from '../role-parts.ts';
import {
  type MadeSignature,
  recordRoleSignature,
  type RoleSigner,
  signRole,
} from '../sign-role.ts';
import { publishedRole, requireAcceptable } from './receive-role.ts';
import { soFar } from './sign-staged.ts';
import { stagedChange, targetsInUse, type TargetsInUse } from './targets-in-use.ts';

/** What came out of a publication without a new root. */
export interface PublishedRoles {
  readonly targetsVersion: number;
  /** Roles whose files are new, in the order of the delegations. */
  readonly roles: readonly string[];
}

/**
 * Publishes what waits under the root in use: changed targets, delegates' metadata, and a new snapshot and timestamp.
 * Nothing is written before the targets have their threshold, every delegated role has metadata by its present keys, and
 * tuf-js accepts all of it as a client.
 *
 * @param signers who signs snapshot and timestamp: tokens at this station, or the key of a file
 * @throws DelegationError with what is missing; TokenError; FolderError; StepError `publish.client-refuses`
 */
export async function publishRoles(
  ceremony: OpenCeremony,
  signers: readonly RoleSigner[],
): Promise<PublishedRoles> {
  const inUse = await targetsInUse(ceremony);
  const staged = await stagedChange(ceremony, inUse);
  if (staged !== null) await requireSigned(ceremony, inUse, staged);
  const targets = staged ?? inUse.targets;
  const delegations = delegationsIn(targets.signed, targets.place);
  const roles = await delegatedParts(ceremony, delegations);
  const changed = await newParts(ceremony, roles);
  if (staged === null && changed.length === 0) throw nothingWaits();
  const parts: RolePart[] = [...roles, partOf('targets', targets)];
  const snapshot = await signedPart(ceremony, 'snapshot', signers, (next) =>
    snapshotOf(ceremony, inUse, next, parts),
  );
  const timestamp = await signedPart(ceremony, 'timestamp', signers, async ({ version }) =>
    assembleTimestamp(ceremony.plan, version, factsOf(snapshot)),
  );
  const { consistentSnapshot } = inUse.root;
  const files: RepositoryFile[] = [...parts, snapshot, timestamp].flatMap((part) =>
    namesOf(part, consistentSnapshot).map((path) => ({ path, bytes: part.bytes })),
  );
  const at = ceremonyTime(ceremony.records, ceremony.now());
  await requireClientAccepts(ceremony.folder, files, {
    version: inUse.root.version,
    at,
    targets: pathsTo(delegations, roles),
  });
  const facts = await publish(ceremony.folder, files);
  for (const { bytes, made } of [snapshot, timestamp])
    for (const one of made) await recordRoleSignature(ceremony, one, sha256Hex(bytes));
  await ceremony.append({
    kind: 'roles.published',
    participant: ceremony.youOrNull?.id ?? null,
    data: { version: targets.version, signedSha256: targets.signedSha256, files: [...facts] },
  });
  return { targetsVersion: targets.version, roles: changed.map(({ name }) => name) };
}

/** Signed by enough keyholders, and different in nothing but delegations. */
async function requireSigned(
  ceremony: OpenCeremony,
  { root, targets }: TargetsInUse,
  staged: Metadata,
): Promise<void> {
  const odd = delegationDifference(targets.signed, staged.signed, () => null).find(
    ({ kind }) => kind === 'unexplained',
  );
  if (odd !== undefined)
    throw refused('delegation.unexplained', 'a part of the staged targets has no explanation', {
      expected: 'a change of delegations, and nothing else',
      found: odd.title,
      hint: 'Do not sign or publish it. Find out who changed the file.',
    });
  const { valid, threshold, met } = await soFar(staged, {
    keys: root.keys,
    role: root.roles.targets,
  });
  if (!met)
    throw refused('delegation.signers', 'the staged targets do not have enough signatures', {
      expected: `${threshold} of the keyholders of targets`,
      found: `${valid}`,
      hint: 'Let the other keyholders sign, then publish.',
    });
  const at = parseInstant(ceremonyTime(ceremony.records, ceremony.now()));
  if (compareInstants(staged.expires, at) <= 0)
    throw refused('delegation.metadata', 'the targets role has expired', {
      expected: `an expiry after ${at.text}`,
      found: staged.expires.text,
      hint: 'Make a new root ceremony: it makes targets with a later day.',
    });
}

/** A path for each delegated role, so that the client comes to its metadata and judges them. */
function pathsTo(delegations: Delegations | null, roles: readonly RolePart[]): readonly string[] {
  if (delegations === null) return [];
  return roles.flatMap(({ name, bytes }) => {
    const path = pathTo(delegations, name, parseMetadata(bytes, name).signed);
    return path === null ? [] : [path];
  });
}

/** Of each delegated role the metadata that its present keys signed: what waits, or what is published. */
async function delegatedParts(
  ceremony: OpenCeremony,
  delegations: Delegations | null,
): Promise<readonly RolePart[]> {
  if (delegations === null) return [];
  const parts: RolePart[] = [];
  for (const role of delegations.roles) {
    const waiting = await readStaged(ceremony.folder, `${role.name}.json`);
    const there = await publishedRole(ceremony, role.name);
    const newer = waiting !== null && waiting.version > (there?.version ?? 0) ? waiting : there;
    if (newer === null)
      throw refused('delegation.metadata', `the role ${role.name} has no metadata yet`, {
        expected: `${role.name}.json, signed by its keys`,
        found: 'none',
        hint: 'Clients would stop at it. Take the metadata that the other project signed, then publish.',
      });
    await requireAcceptable(ceremony, newer, role, delegations);
    parts.push(partOf(role.name, newer));
  }
  return parts;
}

async function newParts(
  ceremony: OpenCeremony,
  parts: readonly RolePart[],
): Promise<readonly RolePart[]> {
  const changed: RolePart[] = [];
  for (const part of parts)
    if ((await publishedRole(ceremony, part.name))?.version !== part.version) changed.push(part);
  return changed;
}

/**
 * What clients know stays in the snapshot, also a role that nobody delegates any more: a client refuses a snapshot that
 * names fewer files than the one before (TUF specification 1.0, section 5.5.5).
 */
async function snapshotOf(
  { plan }: OpenCeremony,
  { root }: TargetsInUse,
  { version, before }: { readonly version: number; readonly before: Metadata | null },
  parts: readonly RolePart[],
): Promise<JsonObject> {
  const meta = new Map(parts.map((part) => [`${part.name}.json`, factsOf(part)] as const));
  const signed = assembleSnapshot(plan, version, meta);
  if (before === null) return signed;
  const { met } = await countSignatures(before, root.keys, root.roles.snapshot, nodeVerifier);
  if (!met)
    throw refused('delegation.nothing', 'the published snapshot is not signed as its root asks', {
      expected: 'enough valid signatures',
      found: 'too few',
      hint: 'Take the repository from its source again.',
    });
  return withKnownMeta(signed, before.signed);
}

type Build = (next: {
  readonly version: number;
  readonly before: Metadata | null;
}) => Promise<JsonObject>;

async function signedPart(
  ceremony: OpenCeremony,
  name: 'snapshot' | 'timestamp',
  signers: readonly RoleSigner[],
  build: Build,
): Promise<RolePart> {
  const { plan } = ceremony;
  const before = await publishedRole(ceremony, name);
  const version = (before?.version ?? 0) + 1;
  const signed = await build({ version, before });
  const { holders, threshold } = plan.tuf.roles[name];
  const able = signers.filter(({ participant }) => holders.includes(participant));
  if (able.length < threshold) {
    const names = holders.map((id) => participantOf(plan, id)?.name ?? id).join(', ');
    throw refused('delegation.signers', `${name} cannot be signed here`, {
      expected: `${threshold} of ${names}`,
      found: `${able.length}`,
      hint: 'Plug in the token, or name the key file, of the role. Then publish.',
    });
  }
  const keys = keysByParticipant(await heldKeys(ceremony.folder));
  const file = folderPath(
    'repository',
    name === 'timestamp' || !plan.tuf.consistentSnapshot
      ? `${name}.json`
      : `${version}.${name}.json`,
  );
  const made: MadeSignature[] = [];
  for (const signer of able.slice(0, threshold)) {
    const { keyid } = listedKey(plan, keys, signer.participant);
    made.push(await signRole(ceremony, signer, { file, keyid, bytes: canonicalBytes(signed) }));
  }
  const texts = made.map(({ keyid, signature }) => ({ keyid, sig: toHex(signature) }));
  return { name, version, bytes: metadataFile(signed, texts), made };
}

function partOf(name: string, { version, bytes }: Metadata): RolePart {
  return { name, version, bytes, made: [] };
}

function factsOf({ version, bytes }: RolePart): MetaFacts {
  return { version, ...fileFacts(bytes) };
}

function nothingWaits(): DelegationError {
  return refused('delegation.nothing', 'nothing waits to be published', {
    expected: 'staged targets, or metadata of a delegate',
    found: 'neither',
    hint: 'Stage a change, or take what the other project signed.',
  });
}

function refused(
  code: DelegationError['code'],
  message: string,
  sides: { readonly expected: string; readonly found: string; readonly hint: string },
): DelegationError {
  return new DelegationError(code, message, { ...sides, notDone: ['Nothing was published.'] });
}
