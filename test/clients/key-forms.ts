import { type KeyPair, makeKeyPair } from '../keys/key-pairs.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { publicKeyPem } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import type { KeyEncoding } from '../../src/tuf/key.ts';

/** One way to write a key into a root. */
export interface KeyForm {
  readonly scheme: Scheme;
  readonly keytype: string;
  readonly encoding: KeyEncoding;
}

const ecdsa = (['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384'] as const).flatMap((scheme) =>
  ['ecdsa', scheme].flatMap((keytype) =>
    (['pem', 'pem-without-line-end', 'hex-point'] as const).map((encoding) => ({
      scheme,
      keytype,
      encoding,
    })),
  ),
);

/** Every form that published metadata has, and some that it might get. */
export const keyForms: readonly KeyForm[] = [
  ...ecdsa,
  { scheme: 'ed25519', keytype: 'ed25519', encoding: 'hex-raw' },
  { scheme: 'ed25519', keytype: 'ed25519', encoding: 'pem' },
  { scheme: 'rsassa-pss-sha256', keytype: 'rsa', encoding: 'pem' },
  { scheme: 'rsassa-pss-sha256', keytype: 'rsa', encoding: 'pem-without-line-end' },
];

/** The text of a public key in this form. */
export function keyText({ key }: KeyPair, encoding: KeyEncoding): string {
  if (encoding === 'pem') return publicKeyPem(key);
  if (encoding === 'pem-without-line-end') return publicKeyPem(key).trimEnd();
  // The point, or the raw key, is the end of SubjectPublicKeyInfo (RFC 5480, RFC 8410).
  const length = { 'ecdsa-p256': 65, 'ecdsa-p384': 97, ed25519: 32, rsa: 0 }[key.type];
  return toHex(key.spki.subarray(-length));
}

const pairs = new Map<Scheme, KeyPair>();

/** One key pair for each scheme, made when it is first asked for. */
export function pairFor(scheme: Scheme): KeyPair {
  const pair = pairs.get(scheme) ?? makeKeyPair(scheme);
  pairs.set(scheme, pair);
  return pair;
}
