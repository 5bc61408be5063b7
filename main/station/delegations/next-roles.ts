import { assembleSnapshot, assembleTimestamp, listedKey } from '../../../src/ceremony/assembly.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { fileFacts, type MetaFacts } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { withKnownMeta } from '../../../src/tuf/delegations/keep.ts';
import type { Metadata } from '../../../src/tuf/metadata.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { nodeVerifier } from '../../verification/node.ts';
import { heldKeys, keysByParticipant } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { RolePart } from '../role-parts.ts';
import { type MadeSignature, type RoleSigner, signRole } from '../sign-role.ts';
import { notPublished } from './not-published.ts';
import { publishedRole } from './receive-role.ts';
import type { TargetsInUse } from './targets-in-use.ts';

/**
 * The next snapshot over these parts, signed by the signers that the plan names for it.
 * @throws DelegationError `delegation.signers`, `delegation.nothing`; TokenError
 */
export function nextSnapshot(
  ceremony: OpenCeremony,
  inUse: TargetsInUse,
  signers: readonly RoleSigner[],
  parts: readonly RolePart[],
): Promise<RolePart> {
  return signedPart(ceremony, 'snapshot', signers, (next) =>
    snapshotOf(ceremony, inUse, next, parts),
  );
}

/**
 * The next timestamp over a snapshot, signed by the signers that the plan names for it.
 * @throws DelegationError `delegation.signers`; TokenError
 */
export function nextTimestamp(
  ceremony: OpenCeremony,
  signers: readonly RoleSigner[],
  snapshot: RolePart,
): Promise<RolePart> {
  return signedPart(ceremony, 'timestamp', signers, async ({ version }) =>
    assembleTimestamp(ceremony.plan, version, factsOf(snapshot)),
  );
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
    throw notPublished(
      'delegation.nothing',
      'the published snapshot is not signed as its root asks',
      {
        expected: 'enough valid signatures',
        found: 'too few',
        hint: 'Take the repository from its source again.',
      },
    );
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
    throw notPublished('delegation.signers', `${name} cannot be signed here`, {
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

function factsOf({ version, bytes }: RolePart): MetaFacts {
  return { version, ...fileFacts(bytes) };
}
