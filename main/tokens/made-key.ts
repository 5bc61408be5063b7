import { fromHex } from '../../src/encoding/hex.ts';
import { KeyError } from '../../src/keys/key-error.ts';
import { publicKeyFromSpki, type PublicKey } from '../../src/keys/public-key.ts';
import { schemeFits, type Scheme } from '../../src/keys/scheme.ts';
import { TokenError } from './token-error.ts';
import type { KeyAttributes, KeyId, MadeKey, TokenRef } from './token.ts';
import type { MakeKeyResult } from './wire.ts';

/**
 * A key as it was read back after it was made: parsed, of the kind that was asked for, and one that cannot leave
 * the token. What the library says of itself is no proof; an attestation is, where the token gives one.
 * Throws TokenError `key.unreadable`, `key.mismatch` or `key.attributes`.
 */
export function madeKey(
  ref: TokenRef,
  id: KeyId,
  scheme: Scheme,
  { spki, attributes }: MakeKeyResult,
): MadeKey {
  const key = parsed(spki, ref);
  if (!schemeFits(scheme, key)) {
    throw new TokenError(
      'key.mismatch',
      'the token made another kind of key than it was asked for',
      {
        expected: scheme,
        found: key.type,
        place: ref.serial,
        hint: 'Do not use this key. Use another token or library.',
      },
    );
  }
  refuseWeak(attributes, ref);
  return { key: { ...ref, id, spkiDigest: key.digest }, spki: key.spki, attributes };
}

function parsed(spki: string, ref: TokenRef): PublicKey {
  try {
    return publicKeyFromSpki(fromHex(spki), `the new key on ${ref.serial}`);
  } catch (error) {
    throw new TokenError('key.unreadable', 'the token made a key that the station cannot read', {
      ...(error instanceof KeyError && error.found !== undefined ? { found: error.found } : {}),
      place: ref.serial,
      hint: 'Do not use this key. Use another token or library.',
    });
  }
}

function refuseWeak(attributes: KeyAttributes, ref: TokenRef): void {
  const wrong = [
    ...(attributes.sensitive === true ? [] : ['not sensitive']),
    ...(attributes.extractable === false ? [] : ['extractable']),
    ...(attributes.alwaysSensitive === false ? ['not always sensitive'] : []),
    ...(attributes.neverExtractable === false ? ['not never extractable'] : []),
    ...(attributes.sign === false ? ['may not sign'] : []),
  ];
  if (wrong.length === 0) return;
  throw new TokenError('key.attributes', 'the token made a key that is not as it was asked to be', {
    expected: 'a key that never leaves the token',
    found: wrong.join(', '),
    place: ref.serial,
    hint: 'Do not use this key. Use another token or library.',
    notDone: ['The key was not taken into the ceremony'],
  });
}
