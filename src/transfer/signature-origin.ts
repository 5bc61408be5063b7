import { EncodingError } from '../encoding/encoding-error.ts';
import { fromHex } from '../encoding/hex.ts';
import type { PublicKey, SpkiDigest } from '../keys/public-key.ts';
import { recoverKeys } from '../keys/recover.ts';
import type { Scheme } from '../keys/scheme.ts';
import type { Verifier, VerifyJob } from '../keys/verify.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { SignatureText } from '../tuf/write.ts';

/**
 * Where a signature that does not count comes from, as far as the keys that are known tell:
 * - `other-key`: a key that the keyid does not name made it, over the right bytes;
 * - `older-stage`: it was made over what was staged before;
 * - `repeated`: the keyid stands in the file once more, and one signature of it counts;
 * - `unknown`: no known key made it over any of these bytes.
 */
export interface SignatureOrigin {
  readonly keyid: string;
  readonly kind: 'other-key' | 'older-stage' | 'repeated' | 'unknown';
  /** Who made it; null where that is not known. */
  readonly madeBy: SpkiDigest | null;
  /**
   * For an ECDSA signature of nobody who is known: the keys of which one made it, if it was made over the right bytes.
   * Over other bytes nobody has them. Else empty.
   */
  readonly mayBe: readonly SpkiDigest[];
}

/** Bounds the work that a hostile file can cause: signatures times keys times stages. */
const mostTries = 10_000;
/** The same for recovery, a few milliseconds each. */
const mostRecovered = 16;

const schemes: Readonly<Record<PublicKey['type'], Scheme>> = {
  'ecdsa-p256': 'ecdsa-sha2-nistp256',
  'ecdsa-p384': 'ecdsa-sha2-nistp384',
  ed25519: 'ed25519',
  rsa: 'rsassa-pss-sha256',
};

/**
 * Names the origin of every signature of a file that is not among the valid ones. A wrong token or a file from
 * yesterday is what people bring; "it does not verify" would send them away with nothing.
 *
 * @param valid the entries that verify under their keyid
 * @param known every public key of the ceremony, in a role or not
 * @param older what was staged under this name before
 * @throws what the verifier throws
 */
export async function signatureOrigins(
  metadata: Metadata,
  valid: readonly SignatureText[],
  known: readonly PublicKey[],
  older: readonly Metadata[],
  verifier: Verifier,
): Promise<readonly SignatureOrigin[]> {
  const left = [...valid];
  const questionable = metadata.signatures.filter(({ keyid, sig }) => {
    if (sig === '') return false;
    const index = left.findIndex((entry) => entry.keyid === keyid && entry.sig === sig);
    if (index === -1) return true;
    left.splice(index, 1);
    return false;
  });
  const stages = [metadata, ...older];
  const tries = questionable
    .flatMap(({ keyid, sig, index }) => {
      const signature = signatureBytes(sig);
      if (signature === null) return [];
      return stages.flatMap((stage) =>
        known.map((key) => {
          const job: VerifyJob = {
            key,
            scheme: schemes[key.type],
            bytes: stage.signedBytes,
            signature,
          };
          return { keyid, index, stage, key, job };
        }),
      );
    })
    .slice(0, mostTries);
  const answers = await verifier.verify(tries.map(({ job }) => job));
  let recovered = 0;
  return questionable.map(({ keyid, index, sig }): SignatureOrigin => {
    if (valid.some((entry) => entry.keyid === keyid))
      return { keyid, kind: 'repeated', madeBy: null, mayBe: [] };
    const found = tries.find((one, at) => one.index === index && answers[at] === true);
    if (found === undefined) {
      const mayBe = recovered++ < mostRecovered ? candidates(metadata.signedBytes, sig) : [];
      return { keyid, kind: 'unknown', madeBy: null, mayBe };
    }
    const kind = found.stage === metadata ? 'other-key' : 'older-stage';
    return { keyid, kind, madeBy: found.key.digest, mayBe: [] };
  });
}

/** The keys that could have made an ECDSA signature over these bytes, on either curve. */
function candidates(bytes: Uint8Array, sig: string): readonly SpkiDigest[] {
  const signature = signatureBytes(sig);
  if (signature === null) return [];
  // ECDSA-Sig-Value of P-256 is at most 72 bytes long, of P-384 at most 104.
  const p256 = signature.length <= 72 ? recoverKeys('ecdsa-p256', bytes, signature) : [];
  const p384 =
    signature.length > 72 && signature.length <= 104
      ? recoverKeys('ecdsa-p384', bytes, signature)
      : [];
  return [...p256, ...p384].map(({ digest }) => digest);
}

function signatureBytes(hex: string): Uint8Array | null {
  try {
    return fromHex(hex);
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}
