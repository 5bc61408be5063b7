import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384 } from '@noble/curves/nist.js';
import { KeyError } from './key-error.ts';

/** The elliptic curves of ECDSA keys: the names of FIPS 186-5, and the bytes of one coordinate. */
export const ecdsaCurves = {
  'ecdsa-p256': { curve: p256, coordinate: 32 },
  'ecdsa-p384': { curve: p384, coordinate: 48 },
} as const;

export type EcdsaType = keyof typeof ecdsaCurves;

/**
 * Refuses a point that is not on its curve (SEC 1, section 3.2.2.1). The cofactor is one, so that
 * every point of the curve but infinity, which has no uncompressed form, is a key.
 * @param point uncompressed: 04 ‖ X ‖ Y
 * @throws KeyError `key.not-on-curve`
 */
export function requireCurvePoint(type: EcdsaType, point: Uint8Array, place: string): void {
  try {
    ecdsaCurves[type].curve.Point.fromBytes(point).assertValidity();
  } catch (cause) {
    throw notOnCurve(place, cause);
  }
}

/**
 * Refuses an Ed25519 key that is not canonical, or not in the subgroup of prime order: with such a
 * key, verifiers that follow RFC 8032, section 5.1.7 in different ways disagree, and with a point of
 * small order one signature fits many messages.
 * @param raw 32 bytes
 * @throws KeyError `key.not-on-curve`
 */
export function requireEd25519Point(raw: Uint8Array, place: string): void {
  let sound: boolean;
  try {
    const point = ed25519.Point.fromBytes(raw);
    sound = !point.is0() && point.isTorsionFree();
  } catch (cause) {
    throw notOnCurve(place, cause);
  }
  if (!sound) throw notOnCurve(place);
}

function notOnCurve(place: string, cause?: unknown): KeyError {
  return new KeyError('key.not-on-curve', 'the public key is no point of its curve', {
    expected: 'a point that a private key can have',
    found: 'another value',
    place,
    hint: 'No token makes such a key. The file was damaged or forged: ask the keyholder for the key again.',
    cause,
  });
}
