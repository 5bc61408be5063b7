import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, parseJson } from '../../src/encoding/json.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { jsonText } from './json-documents.ts';
import { outcomeOf, thrown } from './thrown.ts';

const root = readFileSync(
  join(import.meta.dirname, '../fixtures/sigstore-root-signing/root_history/2.root.json'),
);

/** What the platform makes of it, written again; undefined where it finds no JSON. */
function platform(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

interface Comparison {
  /** An error that is a JsonError, or none: everything else has failed the test already. */
  readonly fault: string | null;
}

/**
 * The strict reader against the lax one: never another error than JsonError; whatever is read means
 * the same to both; and only for a reason that has a name is something refused that the platform reads.
 */
function compare(bytes: Uint8Array): Comparison {
  const outcome = outcomeOf(JsonError, () => parseJson(bytes, 'fuzz.json'));
  const lax = platform(bytes);
  if ('value' in outcome) {
    return { fault: JSON.stringify(outcome.value) === lax ? null : 'read as something else' };
  }
  const { code, expected, position } = outcome.error;
  if (position.line < 1 || position.column < 1) return { fault: 'no place' };
  const strictOnly = code !== 'json.malformed' || expected === 'a surrogate pair';
  return { fault: strictOnly || lax === undefined ? null : `refused: ${code}, ${expected}` };
}

const agreed: Comparison = { fault: null };

describe('parseJson against JSON.parse', () => {
  it('on texts made of JSON’s own pieces', () => {
    const tokens = '{ } [ ] , : " \\ "a" "a": "b":1 null true false 0 1 - . e E + 9007199254740992';
    const piece = fc.constantFrom(
      ...tokens.split(' '),
      ' ',
      '\n',
      '\\u',
      'd800',
      '0041',
      '\0',
      'ä',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(compare(utf8(pieces.join('')))).toEqual(agreed);
      }),
      { numRuns: 20_000 },
    );
  });

  it('on JSON with a few bytes replaced, left out or put in', () => {
    const token = fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '0', '1e9', ' ');
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat(3),
      put: fc.oneof(fc.uint8Array({ maxLength: 3 }), token.map(utf8)),
    });
    fc.assert(
      fc.property(jsonText, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        let bytes = [...utf8(text)];
        for (const { at, remove, put } of changes) {
          bytes = bytes.toSpliced(at % (bytes.length + 1), remove, ...put);
        }
        expect(compare(Uint8Array.from(bytes))).toEqual(agreed);
      }),
      { numRuns: 5000 },
    );
  });

  it('on a real root with one byte changed or cut off', () => {
    fc.assert(
      fc.property(fc.nat(root.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const bytes = cut ? root.subarray(0, at) : Uint8Array.from(root).with(at, byte);
        expect(compare(bytes)).toEqual(agreed);
      }),
      { numRuns: 500 },
    );
  });

  it('on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 16 }), (bytes) => {
        expect(compare(bytes)).toEqual(agreed);
      }),
      { numRuns: 5000 },
    );
  });

  it('points into the last line that there is, wherever the text is cut off', () => {
    fc.assert(
      fc.property(fc.nat(root.length - 1), (at) => {
        const cut = root.subarray(0, at);
        const { position } = thrown(JsonError, () => parseJson(cut, 'cut.json'));
        const lines = fromUtf8(cut).split('\n');
        expect(position.line).toBe(lines.length);
        // A word like true that is cut off is named at its start.
        const end = (lines.at(-1) ?? '').length + 1;
        expect(position.column).toBeLessThanOrEqual(end);
        expect(position.column).toBeGreaterThan(end - 'false'.length);
      }),
    );
  });
});
