import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/encoding/json.ts';
import { parseSignatures } from '../../src/tuf/signature-entry.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { thrownIn } from '../ceremony/thrown.ts';
import { jsonText } from '../encoding/json-documents.ts';

const place = 'root.json, in $.signatures';
const any = jsonText.map((text): JsonValue => JSON.parse(text));
const read = (value: JsonValue | undefined) => parseSignatures({ value, place });

describe('the signatures of a file', () => {
  it('are read in their order, with what else stands beside them', () => {
    const { entries, oddities } = read([
      { keyid: 'a', sig: '00' },
      { keyid: 'b', sig: '', note: { x: 1 } },
    ]);
    expect(entries).toEqual([
      { keyid: 'a', sig: '00', index: 0, extra: {} },
      { keyid: 'b', sig: '', index: 1, extra: { note: { x: 1 } } },
    ]);
    expect(oddities).toMatchObject([
      { code: 'metadata.unknown-member', place: `${place}[1].note` },
    ]);
  });

  it('may be null in the whole, or one by one: a place that is kept', () => {
    expect(read(null)).toEqual({
      entries: [],
      oddities: [{ code: 'signature.null', place, found: 'null' }],
    });
    const { entries, oddities } = read([{ keyid: 'a', sig: null }]);
    expect(entries).toEqual([{ keyid: 'a', sig: '', index: 0, extra: {} }]);
    expect(oddities).toEqual([{ code: 'signature.null', place: `${place}[0].sig`, found: 'null' }]);
  });

  it.each<readonly [string, JsonValue | undefined, string, string]>([
    ['nothing', undefined, 'an array', place],
    ['an object', {}, 'an array', place],
    ['a text', 'sig', 'an array', place],
    ['an entry that is a text', ['00'], 'an object', `${place}[0]`],
    ['an entry that is null', [null], 'an object', `${place}[0]`],
    ['an entry without a keyid', [{ sig: '00' }], 'a text', `${place}[0].keyid`],
    ['a keyid that is null', [{ keyid: null, sig: '' }], 'a text', `${place}[0].keyid`],
    ['an entry without a signature', [{ keyid: 'a' }], 'a text', `${place}[0].sig`],
    ['a signature that is a number', [{ keyid: 'a', sig: 7 }], 'a text', `${place}[0].sig`],
    [
      'a keyid of 257 characters',
      [{ keyid: 'a'.repeat(257), sig: '' }],
      'at most 256 characters',
      `${place}[0].keyid`,
    ],
    [
      'a signature of 8193 digits',
      [{ keyid: 'a', sig: '0'.repeat(8193) }],
      'at most 8192 characters',
      `${place}[0].sig`,
    ],
    [
      '1025 of them',
      Array.from({ length: 1025 }, () => ({ keyid: 'a', sig: '' })),
      'at most 1024 entries',
      place,
    ],
  ])('are never %s', (_, value, expected, at) => {
    const error = thrownIn(() => read(value));
    expect(error).toBeInstanceOf(TufError);
    expect(error).toMatchObject({ expected, place: at });
  });

  it('may be as many and as long as that', () => {
    const one = { keyid: 'a'.repeat(256), sig: '0'.repeat(8192) };
    expect(read([one]).entries).toHaveLength(1);
    expect(read(Array.from({ length: 1024 }, () => one)).entries.at(-1)?.index).toBe(1023);
  });

  it('are not judged here: a keyid twice and a text of no digits are for others to refuse', () => {
    const { entries } = read([
      { keyid: 'a', sig: 'zz' },
      { keyid: 'a', sig: 'zz' },
    ]);
    expect(entries.map(({ sig }) => sig)).toEqual(['zz', 'zz']);
  });

  it('of any value are one entry a place, with nothing lost, or a typed error', () => {
    const entry = fc.record(
      { keyid: fc.string({ maxLength: 4 }), sig: fc.oneof(fc.string(), fc.constant(null)), x: any },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(entry), any), (value) => {
        try {
          const { entries } = read(value);
          const given = value === null ? [] : (value as JsonObject[]);
          expect(entries.map(({ keyid, extra }) => ({ keyid, ...extra }))).toEqual(
            given.map((one) =>
              Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'sig')),
            ),
          );
          expect(entries.map(({ index }) => index)).toEqual([...given.keys()]);
        } catch (error) {
          if (!(error instanceof TufError)) throw error;
        }
      }),
    );
  });
});
