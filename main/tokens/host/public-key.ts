import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import type { Scheme } from '../../../src/keys/scheme.ts';
import { ck, type Handle } from './cryptoki.ts';
import { attributes } from './objects.ts';
import type { Session } from './session.ts';

// DER of the curves in CKA_EC_PARAMS: named curves by OID (RFC 5480, 2.1.1), Ed25519 by OID (RFC 8410) or by the
// PrintableString that PKCS#11 2.40 drafts and SoftHSM use.
const p256 = '06082a8648ce3d030107';
const p384 = '06052b81040022';
const ed25519 = new Set(['06032b6570', '130c656477617264733235353139']);

/** The parameters for CKA_EC_PARAMS when a key is made. */
export const curveParameters = {
  'ecdsa-sha2-nistp256': Buffer.from(p256, 'hex'),
  'ecdsa-sha2-nistp384': Buffer.from(p384, 'hex'),
  ed25519: Buffer.from('130c656477617264733235353139', 'hex'),
} as const;

/** A public key as a token shows it: SubjectPublicKeyInfo in DER, and the one scheme that it signs under. */
export interface ShownKey {
  readonly spki: Buffer;
  /** SHA-256 of `spki` in hexadecimal. */
  readonly digest: string;
  readonly scheme: Scheme;
}

/**
 * The key in a public key object, or null where its form is not one that the station knows. What the object says is
 * read each time; only what the same bytes came to before is not worked out again.
 */
export function shownKey(session: Session, object: Handle): ShownKey | null {
  const told = toldBy(session, object);
  if (told.some((value) => value !== null && value.length > longestValue)) return null;
  const name = told.map((value) => value?.toString('hex') ?? '-').join(' ');
  const known = keys.get(name);
  if (known !== undefined) return known;
  const jwk = jwkOf(told);
  const key = jwk === null ? null : keyOf(jwk);
  if (keys.size >= mostKeys) keys.clear();
  keys.set(name, key);
  return key;
}

const keys = new Map<string, ShownKey | null>();
const mostKeys = 256;
/** RSA of 8192 bits; more is no key that the station knows, and is not kept. */
const longestValue = 1024;

function keyOf(jwk: JsonWebKey): ShownKey | null {
  const scheme = schemes.get(jwk.crv ?? jwk.kty ?? '');
  if (scheme === undefined) return null;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const spki = key.export({ type: 'spki', format: 'der' });
    return { spki, digest: createHash('sha256').update(spki).digest('hex'), scheme };
  } catch {
    return null; // not on its curve, or no key at all
  }
}

const schemes: ReadonlyMap<string, Scheme> = new Map([
  ['P-256', 'ecdsa-sha2-nistp256'],
  ['P-384', 'ecdsa-sha2-nistp384'],
  ['Ed25519', 'ed25519'],
  ['RSA', 'rsassa-pss-sha256'],
]);

/** What an object says of itself: type, parameters and point of a curve; for RSA then modulus and exponent. */
type Told = readonly (Buffer | null)[];

function toldBy(session: Session, object: Handle): Told {
  // Most keys here are on a curve, so all that these have is asked for at once.
  const told = attributes(session, object, [ck.CKA_KEY_TYPE, ck.CKA_EC_PARAMS, ck.CKA_EC_POINT]);
  if (keyType(told) !== ck.CKK_RSA) return told;
  return [...told, ...attributes(session, object, [ck.CKA_MODULUS, ck.CKA_PUBLIC_EXPONENT])];
}

function keyType([type]: Told): number | null {
  return type && type.length >= 4 ? type.readUInt32LE(0) : null;
}

function jwkOf(told: Told): JsonWebKey | null {
  const [, parameters, point, modulus, exponent] = told;
  switch (keyType(told)) {
    case ck.CKK_EC:
    case ck.CKK_EC_EDWARDS:
      return parameters && point ? ellipticJwk(parameters.toString('hex'), point) : null;
    case ck.CKK_RSA:
      return modulus && exponent ? rsaJwk(modulus, exponent) : null;
    case null:
    default:
      return null;
  }
}

function ellipticJwk(parameters: string, point: Buffer): JsonWebKey | null {
  if (ed25519.has(parameters)) {
    const raw = unwrapped(point, 32);
    return raw && { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  }
  if (parameters === p256) return weierstrassJwk('P-256', unwrapped(point, 65));
  if (parameters === p384) return weierstrassJwk('P-384', unwrapped(point, 97));
  return null;
}

function weierstrassJwk(crv: string, point: Buffer | null): JsonWebKey | null {
  if (point?.[0] !== 0x04) return null;
  const half = (point.length - 1) / 2;
  const x = point.subarray(1, 1 + half).toString('base64url');
  return { kty: 'EC', crv, x, y: point.subarray(1 + half).toString('base64url') };
}

function rsaJwk(modulus: Buffer, exponent: Buffer): JsonWebKey | null {
  return { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') };
}

/** CKA_EC_POINT is a DER OCTET STRING around the point; some modules leave the wrapping out. */
function unwrapped(point: Buffer, size: number): Buffer | null {
  if (point.length === size) return point;
  const wrapped = point.length === size + 2 && point[0] === 0x04 && point[1] === size;
  return wrapped ? point.subarray(2) : null;
}
