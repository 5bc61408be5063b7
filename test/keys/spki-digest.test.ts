import { describe, expect, it } from 'vitest';
import { KeyError } from '../../src/keys/key-error.ts';
import { isSpkiDigest, parseSpkiDigest, spkiDigest } from '../../src/keys/spki-digest.ts';
import { thrown } from '../encoding/thrown.ts';
import { makeKeyPair } from './key-pairs.ts';

describe('the digest of a key', () => {
  const { key } = makeKeyPair('ed25519');

  it('is read back from where it was written', () => {
    expect(spkiDigest(key.spki)).toBe(key.digest);
    expect(parseSpkiDigest(key.digest, 'plan')).toBe(key.digest);
    expect(isSpkiDigest(key.digest)).toBe(true);
  });

  it.each([
    '',
    'abc',
    key.digest.toUpperCase().replace(/^\d*/, 'A'),
    `${key.digest}0`,
    `${key.digest}\n`,
  ])('is not %j', (text) => {
    expect(isSpkiDigest(text)).toBe(false);
    const error = thrown(KeyError, () => parseSpkiDigest(text, 'plan, line 3'));
    expect(error).toMatchObject({ code: 'key.malformed', place: 'plan, line 3' });
  });
});
