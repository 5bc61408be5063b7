import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { compareInstants, parseInstant } from '../../../src/encoding/instant.ts';
import { isJsonObject } from '../../../src/encoding/json.ts';
import { speaksFor } from '../../../src/tuf/delegated-path.ts';
import type { DelegatedRole, Delegations } from '../../../src/tuf/delegation.ts';
import { delegationsIn } from '../../../src/tuf/delegations/change.ts';
import { parseMetadata, type Metadata } from '../../../src/tuf/metadata.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import { factOf } from '../../ceremonies/file-fact.ts';
import { readAt } from '../../ceremonies/path-in-folder.ts';
import { longestMetadata, stage } from '../../ceremonies/staged-file.ts';
import { nodeVerifier } from '../../verification/node.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { stagedChange, targetsInUse } from './targets-in-use.ts';

/** The delegations as they will be published next: those that are staged, else those in use. */
export async function comingDelegations(ceremony: OpenCeremony): Promise<Delegations | null> {
  const inUse = await targetsInUse(ceremony);
  const staged = await stagedChange(ceremony, inUse);
  return staged === null ? inUse.delegations : delegationsIn(staged.signed, staged.place);
}

/**
 * Takes metadata that a delegate signed: it waits in `staged/` for the next publication.
 * @throws DelegationError `delegation.nothing` for a role that nobody delegates, `delegation.metadata` for metadata that
 *   clients would not take; JsonError; TufError; FolderError
 */
export async function receiveRole(
  ceremony: OpenCeremony,
  role: string,
  bytes: Uint8Array,
  place: string,
): Promise<Metadata> {
  const delegations = await comingDelegations(ceremony);
  const delegated = delegations?.roles.find(({ name }) => name === role);
  if (delegations === null || delegated === undefined)
    throw new DelegationError('delegation.nothing', 'no role of this name is delegated', {
      expected: delegations?.roles.map(({ name }) => name).join(', ') ?? 'a delegation',
      found: 'another name',
      hint: 'Stage the delegation first, or correct the name.',
      notDone: ['Nothing was taken.'],
    });
  const metadata = parseMetadata(bytes, place);
  await requireAcceptable(ceremony, metadata, delegated, delegations);
  const name = `${role}.json`;
  const staged = await stage(ceremony.folder, name, bytes);
  const { version, signedSha256 } = staged;
  await ceremony.append({
    kind: 'delegation.received',
    participant: ceremony.youOrNull?.id ?? null,
    data: { role, version, signedSha256, file: factOf(`staged/${name}`, staged.bytes) },
  });
  return staged;
}

/**
 * Holds a delegate's metadata against who may sign it, what is published, the clock and the paths.
 * @throws DelegationError `delegation.metadata` with what is wrong
 */
export async function requireAcceptable(
  ceremony: OpenCeremony,
  metadata: Metadata,
  delegated: DelegatedRole,
  { keys }: Delegations,
): Promise<void> {
  if (metadata.type !== 'targets') throw refused(metadata, 'targets metadata', 'another type');
  const { met, distinct } = await countSignatures(metadata, keys, delegated, nodeVerifier);
  if (!met)
    throw refused(
      metadata,
      `${delegated.threshold} signatures of the keys that ${delegated.name} has now`,
      `${distinct.length}`,
    );
  const { mode } = ceremony.plan;
  if ((typeof metadata.signed['x-rehearsal'] === 'string') !== (mode === 'rehearsal'))
    throw refused(
      metadata,
      mode === 'real' ? 'metadata that count' : 'metadata of a rehearsal',
      'the other',
    );
  const before = await publishedRole(ceremony, delegated.name);
  if (before !== null && metadata.version <= before.version && !sameBytes(metadata, before))
    throw refused(
      metadata,
      `version ${before.version + 1} or later`,
      `version ${metadata.version}`,
    );
  const at = parseInstant(ceremonyTime(ceremony.records, ceremony.now()));
  if (compareInstants(metadata.expires, at) <= 0)
    throw refused(metadata, `an expiry after ${at.text}`, metadata.expires.text);
  const targets = metadata.signed['targets'];
  const outside = Object.keys(isJsonObject(targets) ? targets : {}).filter(
    (path) => !speaksFor(delegated, path),
  );
  if (outside.length > 0)
    throw refused(
      metadata,
      `paths that ${delegated.name} may speak for`,
      `${outside.length} others, the first ${/^[!-~]{1,80}$/.test(outside[0] ?? '') ? outside[0] : 'with other characters'}`,
    );
}

/** A role's metadata as it is published now, whoever signed it; null where none is. */
export async function publishedRole(
  { folder }: OpenCeremony,
  role: string,
): Promise<Metadata | null> {
  const path = `repository/${role}.json`;
  const bytes = await readAt(folder.directory, path, longestMetadata);
  return bytes === null ? null : parseMetadata(bytes, path);
}

function sameBytes(left: Metadata, right: Metadata): boolean {
  return left.sha256 === right.sha256;
}

function refused({ place }: Metadata, expected: string, found: string): DelegationError {
  return new DelegationError('delegation.metadata', 'the delegate’s metadata cannot be taken', {
    expected,
    found,
    place,
    hint: 'Ask the other project for metadata that its present keys signed.',
    notDone: ['Nothing was taken.', 'Nothing was published.'],
  });
}
