import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derElement, derTag, derUnsigned } from '../../src/encoding/der.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { KeyError } from '../../src/keys/key-error.ts';
import { bitLength, readRsaNumbers } from '../../src/keys/rsa-numbers.ts';
import { thrownIn } from '../ceremony/thrown.ts';

/** An odd number of so many bits. */
function oddNumber(bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  bytes[0] = 1 << ((bits - 1) % 8);
  bytes[bytes.length - 1]! |= 1;
  return bytes;
}

const f4 = Uint8Array.of(1, 0, 1);
const rsaKey = (modulus: Uint8Array, exponent = f4) =>
  derElement(derTag.sequence, derUnsigned(modulus), derUnsigned(exponent));
const read = (der: Uint8Array) => readRsaNumbers(der, 'key.pem');

function refusal(der: Uint8Array): unknown {
  const error = thrownIn(() => read(der));
  if (!(error instanceof KeyError)) throw error;
  return [error.code, error.expected, error.found, error.place];
}

describe('the numbers of an RSA key', () => {
  it.each([2048, 3072, 4096, 8192])('may have %i bits', (bits) => {
    const modulus = oddNumber(bits);
    expect(read(rsaKey(modulus))).toEqual({ modulus, exponent: f4 });
  });

  it.each([512, 2047, 8193])('never have %i bits', (bits) => {
    expect(refusal(rsaKey(oddNumber(bits)))).toEqual([
      'key.unsupported',
      'a modulus of 2048 to 8192 bits',
      `${bits} bits`,
      'key.pem',
    ]);
  });

  it('have no even modulus: it would have a factor that everybody knows', () => {
    const even = oddNumber(2048);
    even[even.length - 1] = 2;
    expect(refusal(rsaKey(even))).toEqual([
      'key.malformed',
      'an odd modulus',
      'an even one',
      'key.pem',
    ]);
  });

  it.each([
    ['3', [3]],
    ['65537', [1, 0, 1]],
    ['2^32 - 1', [255, 255, 255, 255]],
  ])('may have the exponent %s', (_, bytes) => {
    const exponent = Uint8Array.from(bytes);
    expect(read(rsaKey(oddNumber(2048), exponent)).exponent).toEqual(exponent);
  });

  it.each([
    // With 1 a signature is the padded message itself.
    ['1', [1]],
    ['0', [0]],
    ['2', [2]],
    ['65536', [1, 0, 0]],
    ['2^32 + 1', [1, 0, 0, 0, 1]],
  ])('never have the exponent %s', (_, bytes) => {
    const key = rsaKey(oddNumber(2048), Uint8Array.from(bytes));
    expect(refusal(key)).toEqual([
      'key.unsupported',
      'an odd exponent from 3, of up to 32 bits',
      'another',
      'key.pem',
    ]);
  });

  it.each<readonly [string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['one number', derElement(derTag.sequence, derUnsigned(oddNumber(2048)))],
    [
      'three numbers',
      derElement(derTag.sequence, derUnsigned(oddNumber(2048)), derUnsigned(f4), derUnsigned(f4)),
    ],
    ['a byte after the end', Uint8Array.from([...rsaKey(oddNumber(2048)), 0])],
    ['a key that is cut off', rsaKey(oddNumber(2048)).subarray(0, -1)],
  ])('are not read from %s', (_, der) => {
    expect(thrownIn(() => read(der))).toBeInstanceOf(EncodingError);
  });

  it('are read, or refused by a typed error, whatever byte is changed', () => {
    const key = rsaKey(oddNumber(2048));
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.nat(255), (at, byte) => {
        const error = thrownIn(() => read(Uint8Array.from(key).with(at, byte)));
        const typed = error instanceof KeyError || error instanceof EncodingError;
        expect(error === undefined || typed).toBe(true);
      }),
    );
  });
});

describe('the bits of a number', () => {
  it.each([
    [[1], 1],
    [[2], 2],
    [[255], 8],
    [[1, 0], 9],
    [[128, 0, 0], 24],
  ])('%j: %i', (bytes, bits) => {
    expect(bitLength(Uint8Array.from(bytes))).toBe(bits);
  });

  it('are those of arithmetic', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 80n }), (number) => {
        const hex = number.toString(16);
        const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
        expect(bitLength(bytes)).toBe(number.toString(2).length);
      }),
    );
  });
});
