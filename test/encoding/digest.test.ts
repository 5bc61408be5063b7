import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
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
  const honest = {
    sha256: hashOf('sha256'),
    sha384: hashOf('sha384'),
    sha512: hashOf('sha512'),
    sha256Hex: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  };

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

  it.each([
    () => '00'.repeat(32),
    (bytes: Uint8Array) => honest.sha256Hex(bytes).toUpperCase(),
    (bytes: Uint8Array) => honest.sha256Hex(bytes.length < 128 ? bytes : bytes.subarray(1)),
  ])('with another SHA-256 in digits are refused', (wrong) => {
    const refused = thrown(EncodingError, () => installDigests({ ...honest, sha256Hex: wrong }));
    expect(refused.code).toBe('encoding.digest');
    expect(sha256Hex(new Uint8Array(200))).toBe(honest.sha256Hex(new Uint8Array(200)));
  });

  it('are used once they were found to be right', () => {
    const sha256s = vi.fn<typeof honest.sha256>(honest.sha256);
    const inDigits = vi.fn<typeof honest.sha256Hex>(honest.sha256Hex);
    installDigests({ ...honest, sha256: sha256s, sha256Hex: inDigits });
    sha256s.mockClear();
    inDigits.mockClear();
    const one = Uint8Array.of(1);
    expect(sha256Hex(one)).toBe(honest.sha256Hex(one));
    expect(sha256(one)).toEqual(honest.sha256(one));
    expect(sha256s).toHaveBeenCalledOnce();
    expect(inDigits).toHaveBeenCalledOnce();
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
