import type { TranscriptRecord } from '../../../src/ceremony/record.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { PublicKey } from '../../../src/keys/public-key.ts';
import { hidesKeys } from '../../tokens/hidden-keys.ts';
import { isKeyId } from '../../tokens/listing.ts';
import type { PresentToken } from '../../tokens/token.ts';

/**
 * A token that shows no key before its PIN, with this exported key under the id that the record has for it; every other token
 * as it is. Where the key was made at another station, its id is in no record here, and the token stays without it.
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
  if (made?.kind !== 'key.made' && made?.kind !== 'key.adopted') return token;
  const { id } = made.data;
  if (!isKeyId(id)) return token;
  const { digest: spkiDigest, spki, type } = publicKey;
  return { ...token, keys: [{ id, label: '', spki: toHex(spki), spkiDigest, type }] };
}
