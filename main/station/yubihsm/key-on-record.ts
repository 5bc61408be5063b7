import type { TranscriptRecord } from '../../../src/ceremony/record.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { PublicKey } from '../../../src/keys/public-key.ts';
import { hidesKeys } from '../../tokens/hidden-keys.ts';
import { isKeyId } from '../../tokens/listing.ts';
import type { PresentToken } from '../../tokens/token.ts';

/**
 * A token that shows no key before its PIN, with this exported key; every other token as it is. The key stands under the
 * id that the record has for it. Where it was made at another station no record here has one, and the token's host looks
 * for it by its public half, after the PIN.
 */
export function withKeyOnRecord(
  token: PresentToken,
  publicKey: PublicKey,
  records: readonly TranscriptRecord[],
): PresentToken {
  if (!hidesKeys(token) || token.keys.length > 0) return token;
  const made = records.findLast(
    (record) =>
      (record.kind === 'key.made' || record.kind === 'key.adopted') &&
      record.data.spki === publicKey.digest &&
      record.data.serial === token.serial,
  );
  const recorded = made?.kind === 'key.made' || made?.kind === 'key.adopted' ? made.data.id : '';
  const id = isKeyId(recorded) ? recorded : null;
  const { digest: spkiDigest, spki, type } = publicKey;
  return { ...token, keys: [{ id, label: '', spki: toHex(spki), spkiDigest, type }] };
}
