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
  installDigests,
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

const hashOf =
  (name: string) =>
  (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(createHash(name).update(bytes).digest());

describe('digests of the platform', () => {
  const honest = { sha256: hashOf('sha256'), sha384: hashOf('sha384'), sha512: hashOf('sha512') };

  it.each(['sha256', 'sha384', 'sha512'] as const)('with another %s are refused', (name) => {
    for (const wrong of [
      () => new Uint8Array(32),
      (bytes: Uint8Array) => honest[name](bytes).slice(1),
      // Right for nothing and for short texts, wrong for what fills a block.
      (bytes: Uint8Array) => honest[name](bytes.length < 128 ? bytes : bytes.subarray(1)),
    ]) {
      const refused = thrown(EncodingError, () => installDigests({ ...honest, [name]: wrong }));
      expect(refused.code).toBe('encoding.digest');
    }
    expect(toHex(sha256(new Uint8Array(200)))).toBe(toHex(honest.sha256(new Uint8Array(200))));
  });

  it('are used once they were found to be right', () => {
    let asked = 0;
    const counted = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
      asked += 1;
      return honest.sha256(bytes);
    };
    installDigests({ ...honest, sha256: counted });
    const before = asked;
    expect(sha256Hex(new Uint8Array([1]))).toBe(toHex(honest.sha256(new Uint8Array([1]))));
    expect(asked).toBe(before + 1);
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
