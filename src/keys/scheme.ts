import type { KeyType, PublicKey } from './public-key.ts';

/** Signature schemes by their names in TUF (specification 1.0, section 4.2). */
export type Scheme =
  'ecdsa-sha2-nistp256' | 'ecdsa-sha2-nistp384' | 'ed25519' | 'rsassa-pss-sha256';

const keyTypes: Readonly<Record<Scheme, KeyType>> = {
  'ecdsa-sha2-nistp256': 'ecdsa-p256',
  'ecdsa-sha2-nistp384': 'ecdsa-p384',
  ed25519: 'ed25519',
  'rsassa-pss-sha256': 'rsa',
};

/** True for the name of a scheme that the station verifies. */
export function isScheme(name: string): name is Scheme {
  return Object.hasOwn(keyTypes, name);
}

/** True if keys of this kind make signatures of this scheme. */
export function schemeFits(scheme: Scheme, key: PublicKey): boolean {
  return keyTypes[scheme] === key.type;
}
