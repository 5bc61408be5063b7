import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRows, textRuns } from '../../../../renderer/screens/auditor/byte-rows.ts';
import { toHex } from '../../../../src/encoding/hex.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';

const shown = (text: string, mark: { from: number; to: number } | null = null, offset = 0) => ({
  offset,
  hex: toHex(utf8(text)),
  mark,
});
const words = (runs: readonly { text: string }[]) => runs.map(({ text }) => text).join('');
const marked = (runs: readonly { marked: boolean; text: string }[]) =>
  runs.filter((run) => run.marked).map(({ text }) => text);

describe('rows of sixteen bytes', () => {
  it('have offset, digits and characters as tools for hexadecimal show them', () => {
    expect(byteRows(shown('{"a":1}\n0123456789', null, 0x400))).toEqual([
      {
        offset: '00000400',
        hex: [{ marked: false, text: '7b 22 61 22 3a 31 7d 0a  30 31 32 33 34 35 36 37' }],
        characters: [{ marked: false, text: '{"a":1}·01234567' }],
      },
      {
        offset: '00000410',
        hex: [{ marked: false, text: '38 39' }],
        characters: [{ marked: false, text: '89' }],
      },
    ]);
  });

  it('mark what the finding is about, across rows', () => {
    const rows = byteRows(shown('a'.repeat(40), { from: 110, to: 120 }, 96));
    expect(rows.map(({ characters }) => marked(characters))).toEqual([['aa'], ['aaaaaaaa'], []]);
    expect(rows.map(({ hex }) => marked(hex))).toEqual([
      ['61 61'],
      ['61 61 61 61 61 61 61 61  '],
      [],
    ]);
  });

  it('say every byte, in order', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(300),
        fc.nat(300),
        (bytes, from, length) => {
          const mark = { from, to: from + length };
          const rows = byteRows({ offset: 0, hex: toHex(bytes), mark });
          const digits = rows.map(({ hex }) => words(hex)).join(' ');
          expect(digits.replaceAll(/\s+/g, '')).toBe(toHex(bytes));
          const count = rows.flatMap(({ characters }) => marked(characters)).join('').length;
          expect(count).toBe(Math.max(0, Math.min(bytes.length, mark.to) - mark.from));
        },
      ),
    );
  });
});

describe('bytes as text', () => {
  it('keep line feeds, and mark the place', () => {
    expect(textRuns(shown('one\ntwo\nthree', { from: 4, to: 7 }))).toEqual([
      { marked: false, text: 'one\n' },
      { marked: true, text: 'two' },
      { marked: false, text: '\nthree' },
    ]);
  });

  it('show no character that could steer a screen or turn text around', () => {
    const runs = textRuns(shown('a\u0000b\u001bc\u202ed\u2028e\rf'));
    expect(words(runs)).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf');
  });

  it('show what is no UTF-8 as replaced, and never fail', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(300),
        fc.nat(300),
        (bytes, from, to) => {
          const text = words(textRuns({ offset: 0, hex: toHex(bytes), mark: { from, to } }));
          expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}/u);
        },
      ),
    );
  });

  it('mark nothing where the place lies outside of what is shown', () => {
    expect(marked(textRuns(shown('abc', { from: 10, to: 20 })))).toEqual([]);
    expect(marked(textRuns(shown('abc', { from: 0, to: 5 }, 100)))).toEqual([]);
  });
});
