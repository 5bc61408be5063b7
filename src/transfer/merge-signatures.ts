import { equalBytes } from '../encoding/bytes.ts';
import type { Metadata } from '../tuf/metadata.ts';
import { type SignatureText, withSignature } from '../tuf/write.ts';
import { BundleError } from './bundle-error.ts';

/** Our file with their signatures in it, and which ones those are. */
export interface Merged {
  readonly bytes: Uint8Array;
  readonly added: readonly SignatureText[];
}

/**
 * Adds signatures of another copy of a file to ours. A keyid that has signed ours keeps the signature it has there;
 * the signed part and every other signature stay as they are.
 *
 * @param signatures those of theirs that verify
 * @throws BundleError `bundle.other-bytes` unless both copies hold the same bytes to be signed
 */
export function mergeSignatures(
  ours: Metadata,
  theirs: Metadata,
  signatures: readonly SignatureText[],
): Merged {
  if (!equalBytes(ours.signedBytes, theirs.signedBytes)) {
    throw new BundleError(
      'bundle.other-bytes',
      'the bundle holds other metadata than this folder',
      {
        place: ours.place,
        expected: `version ${ours.version}, bytes to sign ${ours.signedSha256}`,
        found: `version ${theirs.version}, bytes to sign ${theirs.signedSha256}`,
        hint: 'Ask the host which of the two counts. Compare the words of both.',
        notDone: ['Nothing was taken.', 'No signature was added.'],
      },
    );
  }
  const known = new Set(ours.signatures.filter(({ sig }) => sig !== '').map(({ keyid }) => keyid));
  const added = signatures.filter(({ keyid }) => !known.has(keyid));
  const bytes = added.reduce(
    (file, { keyid, sig }) => withSignature(file, ours.place, keyid, sig),
    ours.bytes,
  );
  return { bytes, added };
}
