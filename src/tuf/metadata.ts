import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { type Instant, parseInstant } from '../encoding/instant.ts';
import { isJsonObject, type JsonObject, parseJson } from '../encoding/json.ts';
import { canonicalBytes } from './canonical.ts';
import {
  integerMember,
  type Member,
  memberOf,
  memberPlace,
  objectMember,
  textMember,
  wrongMember,
} from './member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { parseSignatures, type SignatureEntry } from './signature-entry.ts';
import { TufError } from './tuf-error.ts';

/** A metadata file of any role, read as far as all roles are alike. Nothing in it has been verified. */
export interface Metadata {
  /** The name of the file, for errors and reports. */
  readonly place: string;
  /** The file as it was read. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the file. */
  readonly sha256: Sha256Hex;
  /** The signed part, with every member that the file has. */
  readonly signed: JsonObject;
  /** `_type` of the signed part: root, targets, snapshot, timestamp, or another text. */
  readonly type: string;
  /** From 0 on: version 0 existed in practice runs. */
  readonly version: number;
  /** null where the file names none. */
  readonly specVersion: string | null;
  readonly expires: Instant;
  /** The bytes that are signed: the canonical form of the signed part. */
  readonly signedBytes: Uint8Array;
  /** SHA-256 of the bytes that are signed. */
  readonly signedSha256: Sha256Hex;
  readonly signatures: readonly SignatureEntry[];
  readonly oddities: readonly Oddity[];
}

/**
 * Reads a metadata file (TUF specification 1.0, section 4.2): strict JSON with `signed` and `signatures`.
 * Members that the specification does not name, and null, survive.
 *
 * @param bytes the whole file
 * @param place its name, for errors
 * @throws JsonError if it is no strict JSON of whole numbers; TufError `tuf.not-metadata`, `tuf.member`
 */
export function parseMetadata(bytes: Uint8Array, place: string): Metadata {
  const whole = parseJson(bytes, place, { integersOnly: true });
  if (!isJsonObject(whole) || !isJsonObject(whole['signed']) || !('signatures' in whole)) {
    throw new TufError('tuf.not-metadata', 'the file is no TUF metadata', {
      expected: 'an object with the members signed and signatures',
      found: 'other JSON',
      place,
      hint: 'Choose a file such as 1.root.json or targets.json.',
    });
  }
  const signatures = parseSignatures(memberOf(whole, 'signatures', place));
  const signedPlace = memberPlace(place, 'signed');
  const signed = objectMember({ value: whole['signed'], place: signedPlace });
  const signedBytes = canonicalBytes(signed);
  const spec = parseSpecVersion(memberOf(signed, 'spec_version', signedPlace));
  const version = memberOf(signed, 'version', signedPlace);
  const expires = memberOf(signed, 'expires', signedPlace);
  return {
    place,
    bytes,
    sha256: sha256Hex(bytes),
    signed,
    type: textMember(memberOf(signed, '_type', signedPlace), 64),
    version: integerMember(version, 0),
    specVersion: spec.version,
    expires: instantMember(expires),
    signedBytes,
    signedSha256: sha256Hex(signedBytes),
    signatures: signatures.entries,
    oddities: [
      ...unknownMembers(whole, ['signed', 'signatures'], place),
      ...signatures.oddities,
      ...spec.oddities,
      ...versionOddities(version),
      ...timeOddities(expires),
    ],
  };
}

/**
 * The metadata, if it is of that type.
 * @throws TufError `tuf.wrong-type` otherwise
 */
export function requireType(metadata: Metadata, type: string): Metadata {
  if (metadata.type === type) return metadata;
  throw new TufError('tuf.wrong-type', `the file is no ${type} metadata`, {
    expected: type,
    found: /^[a-z][a-z-]{0,31}$/.test(metadata.type) ? metadata.type : 'another type',
    place: memberPlace(memberPlace(metadata.place, 'signed'), '_type'),
    hint: `Choose the file that holds the ${type} role.`,
  });
}

function instantMember(member: Member): Instant {
  const text = textMember(member, 64);
  try {
    return parseInstant(text);
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw wrongMember(member, cause.expected ?? 'an instant like 2024-03-20T00:00:00Z');
  }
}

/** Versions begin with 1 (TUF specification 1.0, section 4.3); practice runs began with 0. */
function versionOddities({ value, place }: Member): readonly Oddity[] {
  return value === 0 ? [{ code: 'metadata.version-zero', place, found: '0' }] : [];
}

/** The specification asks for UTC and whole seconds (section 4.2); the first real roots had an offset and nanoseconds. */
function timeOddities({ value, place }: Member): readonly Oddity[] {
  const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  if (typeof value !== 'string' || usual.test(value)) return [];
  return [{ code: 'metadata.time-form', place, found: value }];
}

/**
 * The specification asks for three numbers; real files have two. Another major version may mean anything, and clients
 * have to refuse it (TUF specification 1.0, section 4.3).
 */
function parseSpecVersion(member: Member): { version: string | null; oddities: readonly Oddity[] } {
  const version = member.value === undefined ? null : textMember(member, 64);
  if (version !== null && /^1\.0\.\d{1,9}$/.test(version)) return { version, oddities: [] };
  const found = version ?? 'no version of the specification';
  const { place } = member;
  const oddities: Oddity[] = [{ code: 'metadata.spec-version', place, found }];
  const major = /^(\d{1,9})(?:\.|$)/.exec(version ?? '1')?.[1];
  if (major !== undefined && Number(major) !== 1) {
    oddities.push({ code: 'metadata.other-spec', place, found });
  }
  return { version, oddities };
}
