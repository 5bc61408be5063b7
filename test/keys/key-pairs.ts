import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type PublicKey, publicKeyFromSpki } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import type { VerifyJob } from '../../src/keys/verify.ts';

export interface KeyPair {
  readonly scheme: Scheme;
  readonly key: PublicKey;
  readonly privateKey: KeyObject;
}

/** A new key pair for a scheme; RSA has 2048 bits unless said otherwise. */
export function makeKeyPair(scheme: Scheme, modulusLength = 2048): KeyPair {
  const { publicKey, privateKey } = generate(scheme, modulusLength);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { scheme, key: publicKeyFromSpki(spki, 'generated key'), privateKey };
}

/** A genuine signature by OpenSSL, as a job. */
export function jobOf(
  { scheme, key, privateKey }: KeyPair,
  bytes: Uint8Array,
  saltLength = 32,
): VerifyJob {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const hash = scheme === 'ed25519' ? null : scheme.includes('384') ? 'sha384' : 'sha256';
  const signer = scheme.startsWith('rsa') ? { key: privateKey, padding, saltLength } : privateKey;
  return { key, scheme, bytes, signature: Uint8Array.from(sign(hash, bytes, signer)) };
}

function generate(scheme: Scheme, modulusLength: number) {
  switch (scheme) {
    case 'ecdsa-sha2-nistp256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'ecdsa-sha2-nistp384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' });
    case 'ed25519':
      return generateKeyPairSync('ed25519');
    case 'rsassa-pss-sha256':
      return generateKeyPairSync('rsa', { modulusLength });
    default:
      throw new Error('no such scheme');
  }
}
