import { p256, p384 } from '@noble/curves/nist.js';
import { constants, createPublicKey, diffieHellman, privateEncrypt, sign } from 'node:crypto';
import { algorithm, curves, rsaBits } from './algorithm.ts';
import type { KeyPair } from './key-pair.ts';
import { status, StatusError } from './status.ts';

/**
 * The private-key operation of GENERAL AUTHENTICATE on what the host prepared: an ECDSA signature (DER) over a digest,
 * the raw RSA operation on a padded block, or an Ed25519 signature over a message.
 * @throws StatusError 6A80 if the input does not fit the key
 */
export function signInput(key: KeyPair, input: Buffer): Buffer {
  const curve = curves.get(key.algorithm);
  const bits = rsaBits.get(key.algorithm);
  if (curve !== undefined) {
    if (input.length === 0 || input.length > curve.size) throw new StatusError(status.wrongData);
    // node:crypto hashes before it signs; the device gets the digest alone.
    const secret = Buffer.from(key.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
    const { sign: signDigest } = curve.name === 'P-256' ? p256 : p384;
    return Buffer.from(
      signDigest(input, secret, { prehash: false, lowS: false, format: 'der', extraEntropy: true }),
    );
  }
  if (bits !== undefined) {
    if (input.length !== bits / 8) throw new StatusError(status.wrongData);
    return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, input);
  }
  if (key.algorithm === algorithm.ed25519) return sign(null, input, key.privateKey);
  throw new StatusError(status.wrongData);
}

/** Key agreement with another's point (uncompressed, or 32 bytes for X25519). @throws StatusError 6A80 */
export function agree(key: KeyPair, point: Buffer): Buffer {
  const curve = curves.get(key.algorithm);
  try {
    const jwk =
      curve === undefined
        ? { kty: 'OKP', crv: 'X25519', x: point.toString('base64url') }
        : {
            kty: 'EC',
            crv: curve.name,
            x: point.subarray(1, 1 + curve.size).toString('base64url'),
            y: point.subarray(1 + curve.size).toString('base64url'),
          };
    const publicKey = createPublicKey({ format: 'jwk', key: jwk });
    return diffieHellman({ privateKey: key.privateKey, publicKey });
  } catch {
    throw new StatusError(status.wrongData);
  }
}
