import { StationError } from '../../../src/encoding/station-error.ts';
import {
  publicKeyFromEd25519,
  publicKeyFromPoint,
  publicKeyFromRsa,
  type PublicKey,
  type SpkiDigest,
} from '../../../src/keys/public-key.ts';
import { elementsIn } from './elements.ts';

/** Elements of GET METADATA of a slot. */
const tag = { algorithm: 0x01, publicKey: 0x04 } as const;
const ed25519 = 0xe0;

/**
 * The digest of the public key that the device itself tells of a slot, in the form of SP 800-73-4, part 2, table 11:
 * a point in 86, or modulus and exponent in 81 and 82. Null where it tells none, or none that the station knows.
 */
export function toldKey(metadata: ReadonlyMap<number, Buffer>): SpkiDigest | null {
  const told = metadata.get(tag.publicKey);
  if (told === undefined) return null;
  try {
    return keyIn(elementsIn(told), metadata.get(tag.algorithm)?.[0])?.digest ?? null;
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

/** X25519 has 32 bytes, too, and signs nothing: the algorithm tells them apart. */
function keyIn(
  elements: ReadonlyMap<number, Buffer>,
  algorithm: number | undefined,
): PublicKey | null {
  const [point, modulus, exponent] = [0x86, 0x81, 0x82].map((each) => elements.get(each));
  if (point !== undefined) {
    if (point.length !== 32) return publicKeyFromPoint(point);
    return algorithm === ed25519 ? publicKeyFromEd25519(point) : null;
  }
  return modulus === undefined || exponent === undefined
    ? null
    : publicKeyFromRsa(modulus, exponent);
}
