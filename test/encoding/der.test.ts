import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derElement, DerReader, derTag, derUnsigned } from '../../src/encoding/der.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromHex, toHex } from '../../src/encoding/hex.ts';
import { outcomeOf, thrown } from './thrown.ts';

function refusal(hex: string, read: (reader: DerReader) => unknown): EncodingError {
  return thrown(EncodingError, () => read(new DerReader(fromHex(hex))));
}

describe('DerReader', () => {
  it('reads back every element that derElement writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), (content) => {
        const reader = new DerReader(derElement(derTag.octetString, content));
        expect(toHex(reader.take(derTag.octetString))).toBe(toHex(content));
        expect(() => reader.end()).not.toThrow();
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ])('writes the length %d in its shortest form', (length, header) => {
    const element = derElement(derTag.octetString, new Uint8Array(length));
    expect(toHex(element.subarray(0, element.length - length))).toBe(header);
  });

  it('walks through a sequence', () => {
    const reader = new DerReader(fromHex('3008 020105 0403616263'.replaceAll(' ', ''))).sequence();
    expect(reader.next).toBe(derTag.integer);
    expect(reader.unsigned()).toEqual(Uint8Array.of(5));
    expect(toHex(reader.take(derTag.octetString))).toBe('616263');
    expect(reader.next).toBeNull();
    expect(() => reader.end()).not.toThrow();
  });

  it.each([
    ['nothing', '', 'the end'],
    ['another tag', '0500', 'tag 0x05'],
    ['a tag alone', '04', 'the end'],
    ['a length cut off', '048201', 'the end'],
    ['content cut off', '040361', '1 bytes'],
    ['an indefinite length', '04800000', 'another form'],
    ['a length of five bytes', '04850000000001', 'another form'],
    ['a long form for a short length', '04810361', 'a longer one'],
    ['a length with a leading zero', `04820080${'00'.repeat(128)}`, 'a longer one'],
    ['a length beyond all memory', '0484ffffffff', '0 bytes'],
  ])('refuses %s', (_, hex, found) => {
    const error = refusal(hex, (reader) => reader.take(derTag.octetString));
    expect(error).toMatchObject({ code: 'encoding.der', found });
  });

  it('refuses what nobody read', () => {
    const error = refusal('040000', (reader) => {
      reader.take(derTag.octetString);
      reader.end();
    });
    expect(error).toMatchObject({ code: 'encoding.der', found: '1 more bytes', place: 'byte 3' });
  });

  it('names the byte inside of nested sequences', () => {
    const error = refusal('3006300402010204', (reader) => {
      const inner = reader.sequence().sequence();
      inner.unsigned();
      inner.take(derTag.octetString);
    });
    expect(error.place).toBe('byte 9');
    expect(refusal('3003300105', (reader) => reader.sequence().sequence().take(4)).place).toBe(
      'byte 5',
    );
  });
});

describe('integers', () => {
  it('keep their magnitude, without leading zeros', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (magnitude) => {
        const read = new DerReader(derUnsigned(magnitude)).unsigned();
        expect(BigInt(`0x${toHex(read)}`)).toBe(BigInt(`0x${toHex(magnitude)}`));
        expect(read.length === 1 || read[0] !== 0).toBe(true);
      }),
    );
  });

  it.each([
    ['', '020100'],
    ['00', '020100'],
    ['0000', '020100'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['0080', '02020080'],
    ['00ff00', '020300ff00'],
  ])('of %j are written as %s', (magnitude, element) => {
    expect(toHex(derUnsigned(fromHex(magnitude)))).toBe(element);
  });

  it.each([
    ['no content', '0200'],
    ['a negative number', '0201ff'],
    ['a zero byte too many', '0202007f'],
    ['two zero bytes', '02020000'],
    ['a bit string', '030100'],
  ])('are refused with %s', (_, hex) => {
    expect(refusal(hex, (reader) => reader.unsigned()).code).toBe('encoding.der');
  });
});

describe('any bytes', () => {
  it('are read to elements that write themselves again, or to an EncodingError', () => {
    const small = fc.constantFrom(0, 1, 2, 3, 4, 0x30, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff);
    fc.assert(
      fc.property(fc.array(small, { maxLength: 10 }), (values) => {
        const bytes = Uint8Array.from(values);
        const tag = bytes[0] ?? 0;
        const outcome = outcomeOf(EncodingError, () => {
          const reader = new DerReader(bytes);
          const content = reader.take(tag);
          reader.end();
          return content;
        });
        const again = 'value' in outcome ? derElement(tag, outcome.value) : bytes;
        expect(toHex(again)).toBe(toHex(bytes));
      }),
      { numRuns: 10_000 },
    );
  });
});
