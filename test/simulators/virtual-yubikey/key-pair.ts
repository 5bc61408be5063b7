import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { algorithm, curves, rsaBits } from './algorithm.ts';
import { status, StatusError } from './status.ts';
import { tlv } from './tlv.ts';

export interface KeyPair {
  readonly algorithm: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A new key of a PIV algorithm. @throws StatusError 6A80 for an algorithm that is none */
export async function newKeyPair(id: number): Promise<KeyPair> {
  const curve = curves.get(id);
  const modulusLength = rsaBits.get(id);
  if (curve !== undefined) {
    return { algorithm: id, ...(await generate('ec', { namedCurve: curve.name })) };
  }
  if (modulusLength !== undefined) {
    return { algorithm: id, ...(await generate('rsa', { modulusLength })) };
  }
  if (id === algorithm.ed25519) {
    return { algorithm: id, ...(await promisify(generateKeyPair)('ed25519', {})) };
  }
  if (id === algorithm.x25519) {
    return { algorithm: id, ...(await promisify(generateKeyPair)('x25519', {})) };
  }
  throw new StatusError(status.wrongData);
}

/** A key that was made elsewhere, from its secret number. Only P-256 and P-384. @throws StatusError 6A80 */
export function importedKeyPair(id: number, secret: Buffer): KeyPair {
  const curve = curves.get(id);
  if (curve === undefined || secret.length !== curve.size) throw new StatusError(status.wrongData);
  const ecdh = createECDH(curve.openssl);
  try {
    ecdh.setPrivateKey(secret);
  } catch {
    throw new StatusError(status.wrongData);
  }
  const point = ecdh.getPublicKey();
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: curve.name,
      d: secret.toString('base64url'),
      x: point.subarray(1, 1 + curve.size).toString('base64url'),
      y: point.subarray(1 + curve.size).toString('base64url'),
    },
  });
  return { algorithm: id, privateKey, publicKey: createPublicKey(privateKey) };
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

/** The public key as GENERATE and GET METADATA give it (SP 800-73-4, part 2, table 11), without its outer tag. */
export function publicKeyElements({ algorithm: id, publicKey }: KeyPair): Buffer {
  const { x = '', y = '', n = '', e = '' } = publicKey.export({ format: 'jwk' });
  if (curves.has(id)) return tlv(0x86, Buffer.of(4), bytes(x), bytes(y));
  if (rsaBits.has(id)) return Buffer.concat([tlv(0x81, bytes(n)), tlv(0x82, bytes(e))]);
  return tlv(0x86, bytes(x));
}
