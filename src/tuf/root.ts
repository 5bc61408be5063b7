import type { SpkiDigest } from '../keys/public-key.ts';
import { parseKeyList, type UnusableKey } from './key-list.ts';
import type { TufKey } from './key.ts';
import { booleanMember, memberOf, memberPlace, objectMember, textMember } from './member.ts';
import { type Metadata, requireType } from './metadata.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { parseRole, type Role, roleOddities, type TopRole, topRoles } from './role.ts';
import { TufError } from './tuf-error.ts';

/** A root, read in full. Nothing in it has been verified. */
export interface Root {
  readonly metadata: Metadata;
  readonly version: number;
  /** Usable keys by their keyid. */
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly unusableKeys: readonly UnusableKey[];
  readonly roles: Readonly<Record<TopRole, Role>>;
  /** False where the file does not say. */
  readonly consistentSnapshot: boolean;
  /** Digest of the rehearsal's plan (member `x-rehearsal`), null for a root that counts. */
  readonly rehearsal: string | null;
  /** Those of the metadata and of the root. */
  readonly oddities: readonly Oddity[];
}

const members = [
  '_type',
  'spec_version',
  'version',
  'expires',
  'consistent_snapshot',
  'keys',
  'roles',
];

/** Twice what clients read: tuf-js, python-tuf and go-tuf stop at half a megabyte. */
const largestRoot = 1024 * 1024;

/**
 * Reads a root (TUF specification 1.0, section 4.3).
 * @throws TufError `tuf.wrong-type`, `tuf.too-large`, `tuf.member` or `tuf.role`; keys that cannot be used are kept aside
 */
export function parseRoot(metadata: Metadata): Root {
  const { signed } = requireType(metadata, 'root');
  const place = memberPlace(metadata.place, 'signed');
  if (metadata.signedBytes.length > largestRoot) throw tooLarge(metadata);
  const list = parseKeyList(memberOf(signed, 'keys', place));
  const rolesMember = memberOf(signed, 'roles', place);
  const rolesObject = objectMember(rolesMember, 'tuf.role');
  const oddities = [
    ...metadata.oddities,
    ...unknownMembers(signed, members, place),
    ...list.oddities,
    ...unknownMembers(rolesObject, topRoles, rolesMember.place),
  ];
  const read = (name: TopRole): Role => {
    const member = memberOf(rolesObject, name, rolesMember.place);
    const { role, object } = parseRole(member, oddities);
    oddities.push(...roleOddities(object, member.place));
    return role;
  };
  const snapshots = memberOf(signed, 'consistent_snapshot', place);
  const rehearsal = memberOf(signed, 'x-rehearsal', place);
  return {
    metadata,
    version: metadata.version,
    keys: list.keys,
    unusableKeys: list.unusable,
    roles: {
      root: read('root'),
      targets: read('targets'),
      snapshot: read('snapshot'),
      timestamp: read('timestamp'),
    },
    // Go's old clients wrote null for what was never set.
    consistentSnapshot: snapshots.value == null ? false : booleanMember(snapshots),
    rehearsal: rehearsal.value === undefined ? null : textMember(rehearsal, 64),
    oddities,
  };
}

function tooLarge({ place, signedBytes }: Metadata): TufError {
  return new TufError('tuf.too-large', 'the root is larger than any client reads', {
    expected: `at most ${largestRoot} bytes to sign`,
    found: `${signedBytes.length} bytes`,
    place,
    hint: 'Take the file from its source again.',
  });
}

/** The usable public keys of a role, each once, in the order of the file. */
export function roleSpkis(root: Root, name: TopRole): readonly SpkiDigest[] {
  const digests = root.roles[name].keyids.flatMap(
    (keyid) => root.keys.get(keyid)?.publicKey.digest ?? [],
  );
  return [...new Set(digests)];
}
