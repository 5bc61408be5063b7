import { sha256, sha384 } from '../encoding/digest.ts';
import { ecdsaCurves, type EcdsaType } from './curves.ts';
import { KeyError } from './key-error.ts';
import { type PublicKey, publicKeyFromPoint } from './public-key.ts';
import { ecdsaDerToRaw } from './signature.ts';

const digestOf = { 'ecdsa-p256': sha256, 'ecdsa-p384': sha384 } as const;

/**
 * The public keys that could have made an ECDSA signature over these bytes (SEC 1, section 4.1.6): two, seldom four,
 * of which one is the signer's if the bytes are what was signed. Over other bytes they are keys that nobody has.
 *
 * @param bytes what was signed, not its digest: SHA-256 for P-256, SHA-384 for P-384
 * @param signature ECDSA-Sig-Value in DER
 * @returns none for a signature that is malformed, or that no key can have made
 */
export function recoverKeys(
  type: EcdsaType,
  bytes: Uint8Array,
  signature: Uint8Array,
): readonly PublicKey[] {
  const { curve, coordinate } = ecdsaCurves[type];
  const raw = rawSignature(signature, coordinate);
  if (raw === null) return [];
  const digest = digestOf[type](bytes);
  const keys = [0, 1, 2, 3].flatMap((bit): readonly PublicKey[] => {
    try {
      const point = curve.Signature.fromBytes(raw, 'compact')
        .addRecoveryBit(bit)
        .recoverPublicKey(digest);
      return [publicKeyFromPoint(point.toBytes(false))];
    } catch {
      // The library answers by throwing: this bit leads to no point of the curve.
      return [];
    }
  });
  return [...new Map(keys.map((key) => [key.digest, key])).values()];
}

function rawSignature(signature: Uint8Array, coordinate: number): Uint8Array | null {
  try {
    return ecdsaDerToRaw(signature, coordinate);
  } catch (error) {
    if (error instanceof KeyError) return null;
    throw error;
  }
}
