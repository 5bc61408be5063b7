import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import type { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { delegationsIn } from '../../../src/tuf/delegations/change.ts';
import { publish, type RepositoryFile } from '../../ceremonies/repository-writer.ts';
import { requireClientAccepts } from '../client-check.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { namesOf } from '../role-parts.ts';
import { recordRoleSignature, type RoleSigner } from '../sign-role.ts';
import { delegatedParts, newParts, partOf, pathsTo } from './delegated-parts.ts';
import { nextSnapshot, nextTimestamp } from './next-roles.ts';
import { notPublished } from './not-published.ts';
import { requireSigned } from './require-signed.ts';
import { stagedChange, targetsInUse } from './targets-in-use.ts';

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
  const parts = [...roles, partOf('targets', targets)];
  const snapshot = await nextSnapshot(ceremony, inUse, signers, parts);
  const timestamp = await nextTimestamp(ceremony, signers, snapshot);
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

function nothingWaits(): DelegationError {
  return notPublished('delegation.nothing', 'nothing waits to be published', {
    expected: 'staged targets, or metadata of a delegate',
    found: 'neither',
    hint: 'Stage a change, or take what the other project signed.',
  });
}
