import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSha256Hex,
  parseSha256Hex,
  sha256,
  sha256Hex,
  sha384,
  sha512,
} from '../../src/encoding/digest.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { thrown } from './thrown.ts';

describe('digests', () => {
  it.each([
    ['sha256', sha256],
    ['sha384', sha384],
    ['sha512', sha512],
  ])('%s is what OpenSSL computes', (name, hash) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toHex(hash(bytes))).toBe(createHash(name).update(bytes).digest('hex'));
      }),
    );
  });

  it('of nothing is the known one (FIPS 180-4)', () => {
    expect(sha256Hex(new Uint8Array())).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});

describe('parseSha256Hex', () => {
  const good = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

  it('takes 64 digits in small letters', () => {
    expect(parseSha256Hex(good)).toBe(good);
    expect(isSha256Hex(good)).toBe(true);
  });

  it.each([
    '',
    good.slice(1),
    `${good}0`,
    good.toUpperCase(),
    `${good}\n`,
    ` ${good.slice(1)}`,
    `${good.slice(0, 63)}g`,
  ])('refuses %j', (text) => {
    expect(isSha256Hex(text)).toBe(false);
    expect(thrown(EncodingError, () => parseSha256Hex(text)).code).toBe('encoding.digest');
  });
});
