import { EncodingError } from '../encoding/encoding-error.ts';
import { fromHex } from '../encoding/hex.ts';
import type { Verifier, VerifyJob } from '../keys/verify.ts';
import type { TufKey } from '../tuf/key.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { SignatureText } from '../tuf/write.ts';

/**
 * The signatures of a file that verify with one of these keys under the keyid that they name, in their order.
 * Whether a key has a place in the role is not asked here: thresholds are counted from the file, each time.
 *
 * @param keys those of every root and delegation that the caller knows
 * @throws what the verifier throws; never an error because of what the file holds
 */
export async function validSignatures(
  metadata: Metadata,
  keys: readonly TufKey[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<readonly SignatureText[]> {
  const candidates = metadata.signatures.flatMap(({ keyid, sig }) =>
    keys
      .filter((key) => key.keyid === keyid)
      .flatMap((key) => {
        const signature = signatureBytes(sig);
        if (signature === null) return [];
        const job: VerifyJob = {
          key: key.publicKey,
          scheme: key.scheme,
          bytes: metadata.signedBytes,
          signature,
        };
        return [{ keyid, sig, job }];
      }),
  );
  const answers = await verifier.verify(
    candidates.map(({ job }) => job),
    signal,
  );
  const valid = new Map<string, SignatureText>();
  for (const [index, { keyid, sig }] of candidates.entries()) {
    if (answers[index] === true && !valid.has(keyid)) valid.set(keyid, { keyid, sig });
  }
  return [...valid.values()];
}

function signatureBytes(hex: string): Uint8Array | null {
  try {
    return hex === '' ? null : fromHex(hex);
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}
