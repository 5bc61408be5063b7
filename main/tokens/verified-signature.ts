import { equalBytes } from '../../src/encoding/bytes.ts';
import { KeyError } from '../../src/keys/key-error.ts';
import { publicKeyFromSpki, type PublicKey, type SpkiDigest } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { ecdsaRawToDer } from '../../src/keys/signature.ts';
import { verifyNow } from '../verification/node.ts';
import { TokenError } from './token-error.ts';
import type { KeyRef } from './token.ts';

/** What a host gave: the public key that it read, and the signature as PKCS#11 has it (ECDSA as r and s). */
export interface GivenSignature {
  readonly spki: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * The signature in the form of TUF metadata (ECDSA in DER), after it was verified outside of the module's process
 * against the key with the expected digest. Throws TokenError `module.lies` or `signature.wrong`; then it is dropped.
 */
export async function verifiedSignature(
  expected: KeyRef,
  scheme: Scheme,
  bytes: Uint8Array,
  given: GivenSignature,
): Promise<Uint8Array> {
  const key = expectedKey(expected, given.spki);
  const signature = inMetadataForm(scheme, given.signature);
  if (signature !== null && verifyNow({ key, scheme, bytes, signature })) return signature;
  throw new TokenError('signature.wrong', 'the token gave a signature that does not verify', {
    place: expected.serial,
    hint: 'Do not use this token or its library until somebody has found out why.',
    notDone: ['The signature was not kept'],
  });
}

/** Keys that were checked before, each for its very bytes: noble takes as long to check a point as OpenSSL a signature. */
const keys = new Map<SpkiDigest, PublicKey>();
const mostKeys = 64;

function expectedKey(expected: KeyRef, spki: Uint8Array): PublicKey {
  const known = keys.get(expected.spkiDigest);
  if (known !== undefined && equalBytes(known.spki, spki)) return known;
  try {
    const key = publicKeyFromSpki(spki, `key of ${expected.serial}`);
    if (key.digest === expected.spkiDigest) {
      if (keys.size >= mostKeys) keys.clear();
      keys.set(key.digest, key);
      return key;
    }
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
  }
  throw new TokenError(
    'module.lies',
    "the token's library signed with another key than it was asked to",
    {
      place: expected.serial,
      hint: 'Do not use this library until somebody has found out why.',
      notDone: ['The signature was not kept'],
    },
  );
}

function inMetadataForm(scheme: Scheme, signature: Uint8Array): Uint8Array | null {
  if (!scheme.startsWith('ecdsa')) return signature;
  const size = scheme === 'ecdsa-sha2-nistp256' ? 64 : 96;
  return signature.length === size ? ecdsaRawToDer(signature) : null;
}
