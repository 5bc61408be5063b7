import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384 } from '@noble/curves/nist.js';
import { toHex } from '../../src/encoding/hex.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { sha256 } from '../../src/encoding/digest.ts';
import {
  type PublicKey,
  publicKeyFromEd25519,
  publicKeyFromPoint,
} from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { ecdsaRawToDer } from '../../src/keys/signature.ts';
import { makeTufKey } from '../../src/tuf/key.ts';

/** A key of the tests, made from its name, so that every run has the same. */
export interface Signer {
  readonly publicKey: PublicKey;
  readonly keyid: string;
  readonly object: JsonObject;
  /** The signature as TUF writes it, in hexadecimal digits. */
  readonly sign: (bytes: Uint8Array) => string;
}

export function signer(
  name: string,
  {
    scheme = 'ecdsa-sha2-nistp256',
    practice = false,
  }: { scheme?: Scheme; practice?: boolean } = {},
): Signer {
  const secret = sha256(utf8(`signer ${name}`));
  const { publicKey, sign } = pair(secret, scheme);
  return { publicKey, sign, ...makeTufKey(publicKey, scheme, { practice }) };
}

function pair(
  secret: Uint8Array,
  scheme: Scheme,
): { publicKey: PublicKey; sign: (bytes: Uint8Array) => string } {
  if (scheme === 'ed25519') {
    return {
      publicKey: publicKeyFromEd25519(ed25519.getPublicKey(secret)),
      sign: (bytes) => toHex(ed25519.sign(bytes, secret)),
    };
  }
  const curve = scheme === 'ecdsa-sha2-nistp384' ? p384 : p256;
  const scalar = curve === p384 ? Uint8Array.from([...new Uint8Array(16), ...secret]) : secret;
  return {
    publicKey: publicKeyFromPoint(curve.getPublicKey(scalar, false)),
    sign: (bytes) => toHex(ecdsaRawToDer(curve.sign(bytes, scalar))),
  };
}
