import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../main/tokens/line-splitter.ts';

function split(maximum: number, chunks: readonly Uint8Array[]) {
  const lines: string[] = [];
  let overflows = 0;
  const splitter = new LineSplitter(
    maximum,
    (line) => lines.push(line),
    () => {
      overflows += 1;
    },
  );
  for (const chunk of chunks) splitter.push(chunk);
  return { lines, overflows };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('lines of a stream', () => {
  it('come out whole, however the stream was cut', () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')),
    );
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 9 })), (wanted, cuts) => {
        const stream = bytes(wanted.map((line) => `${line}\n`).join(''));
        const chunks: Uint8Array[] = [];
        let start = 0;
        for (const cut of cuts) {
          chunks.push(stream.subarray(start, start + cut));
          start += cut;
        }
        chunks.push(stream.subarray(start));
        expect(split(1000, chunks).lines).toEqual(wanted);
      }),
    );
  });

  it('that have no end yet are kept', () => {
    expect(split(100, [bytes('a\nb')]).lines).toEqual(['a']);
  });

  it('over the bound end the stream, once', () => {
    const { lines, overflows } = split(4, [bytes('1234\n12'), bytes('345'), bytes('\n1\n2\n')]);
    expect(lines).toEqual(['1234']);
    expect(overflows).toBe(1);
  });

  it('of broken UTF-8 are text all the same', () => {
    expect(split(9, [Uint8Array.of(0xff, 0xfe, 0x0a)]).lines).toEqual(['\ufffd\ufffd']);
  });
});
