import { constants, privateEncrypt, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../../src/encoding/bytes.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { openRsaSignature } from '../../src/keys/rsa-primitive.ts';
import { readSpki } from '../../src/keys/spki.ts';
import { nodeVerifier } from '../../main/verification/node.ts';
import { jobOf, makeKeyPair } from './key-pairs.ts';

// 2049 bits: the encoding is one byte shorter than the modulus.
const pairs = [2048, 2049, 2056].map((bits) => makeKeyPair('rsassa-pss-sha256', bits));

describe.each(pairs)('RSA-PSS in TypeScript, key of $key.spki.length bytes', (pair) => {
  const message = utf8('message');

  it.each([0, 1, 20, 31, 32, 33, 64, 200])('accepts a salt of %d bytes', async (salt) => {
    expect(await nobleVerifier.verify([jobOf(pair, message, salt)])).toEqual([true]);
  });

  it('accepts the longest salt', async () => {
    const job = jobOf(pair, message, constants.RSA_PSS_SALTLEN_MAX_SIGN);
    expect(await nobleVerifier.verify([job])).toEqual([true]);
  });

  it('says what OpenSSL says, also of damaged signatures', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 0, max: 32 }),
        fc.option(fc.tuple(fc.nat(255), fc.nat(255))),
        async (bytes, salt, change) => {
          const genuine = jobOf(pair, bytes, salt);
          const signature =
            change === null ? genuine.signature : genuine.signature.with(change[0], change[1]);
          const job = { ...genuine, signature };
          expect(await nobleVerifier.verify([job])).toEqual(await nodeVerifier.verify([job]));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses the older padding, and other hashes', async () => {
    const salt = { saltLength: 32, padding: constants.RSA_PKCS1_PSS_PADDING };
    const others = [
      sign('sha256', message, pair.privateKey),
      sign('sha384', message, { key: pair.privateKey, ...salt }),
      sign('sha1', message, { key: pair.privateKey, ...salt }),
    ];
    const jobs = others.map((signature) => ({ ...jobOf(pair, message), signature }));
    expect(await nobleVerifier.verify(jobs)).toEqual([false, false, false]);
  });
});

/** A key whose modulus is 2^2048 and enough on top for many encodings. */
function roomyPair() {
  for (;;) {
    const pair = makeKeyPair('rsassa-pss-sha256', 2049);
    const content = readSpki(pair.key.spki, 'key');
    if (content.type === 'rsa' && content.numbers.modulus[1]! >= 0x20) {
      return { pair, numbers: content.numbers };
    }
  }
}

describe('a modulus one bit longer than the encoding', () => {
  it('does not lend its bit to a forged encoding', async () => {
    const { pair, numbers } = roomyPair();
    for (;;) {
      const genuine = jobOf(pair, utf8('message'));
      const encoded = openRsaSignature(numbers, genuine.signature)?.with(0, 1);
      if (encoded === undefined || Buffer.compare(encoded, numbers.modulus) >= 0) continue;
      const key = { key: pair.privateKey, padding: constants.RSA_NO_PADDING };
      const forged = { ...genuine, signature: Uint8Array.from(privateEncrypt(key, encoded)) };
      expect(openRsaSignature(numbers, forged.signature)).toEqual(encoded);
      expect(await nobleVerifier.verify([genuine, forged])).toEqual([true, false]);
      expect(await nodeVerifier.verify([genuine, forged])).toEqual([true, false]);
      return;
    }
  });
});

describe('openRsaSignature', () => {
  const modulus = new Uint8Array(256).fill(0xff);
  const numbers = { modulus, exponent: Uint8Array.of(3) };

  it('raises to the exponent', () => {
    const two = new Uint8Array(256).with(255, 2);
    expect(openRsaSignature(numbers, two)).toEqual(new Uint8Array(256).with(255, 8));
    // (n - 2)^3 = -8 modulo n.
    const minusTwo = modulus.with(255, 0xfd);
    expect(openRsaSignature(numbers, minusTwo)).toEqual(modulus.with(255, 0xf7));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a byte too few', new Uint8Array(255)],
    ['a byte too many', concat(Uint8Array.of(0), new Uint8Array(256))],
    ['the modulus itself', modulus],
  ])('is null for %s', (_, signature) => {
    expect(openRsaSignature(numbers, signature)).toBeNull();
  });
});
