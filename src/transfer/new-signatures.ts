import { equalBytes } from '../encoding/bytes.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { SignatureText } from '../tuf/write.ts';
import { BundleError } from './bundle-error.ts';

/**
 * The signatures that theirs has and ours lacks, in their order, each keyid once.
 * They are candidates: whether they verify is for the caller to find out before one is added.
 * A keyid that has signed ours keeps the signature it has there.
 *
 * @throws BundleError `bundle.other-bytes` unless both hold the same bytes to be signed
 */
export function newSignatures(ours: Metadata, theirs: Metadata): readonly SignatureText[] {
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
  const added: SignatureText[] = [];
  for (const { keyid, sig } of theirs.signatures) {
    if (sig === '' || known.has(keyid)) continue;
    known.add(keyid);
    added.push({ keyid, sig });
  }
  return added;
}
