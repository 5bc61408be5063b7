import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { sheetOf } from '../../src/encoding/fingerprint.ts';
import { fromHex, toHex } from '../../src/encoding/hex.ts';
import { threeSyllables, twoSyllables } from '../../src/encoding/pgp-words.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { weaveOf, weavePaths } from '../../src/encoding/weave.ts';
import { thrown } from './thrown.ts';

const Known = z.array(
  z.strictObject({
    digest: z.string(),
    words: z.string(),
    weave: z.array(z.strictObject({ colour: z.int(), d: z.string() })),
  }),
);
const known = Known.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/fingerprints.json'), 'utf8')),
);
const digest = 'e45e6cb8c113fd6cad0f9995ccde74f99b4b7dba6ffe3b8f7c30a02872d6b831';
const anyDigest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);

/** The bytes that words stand for, by their place: the listener's side. */
function bytesOf(words: readonly string[]): number[] {
  return words.map((word, index) =>
    (index % 2 === 0 ? twoSyllables : threeSyllables).indexOf(word),
  );
}

describe('the PGP word list', () => {
  it('has 256 words of each kind, no word twice, all in ASCII', () => {
    const all = [...twoSyllables, ...threeSyllables];
    expect([twoSyllables.length, threeSyllables.length]).toEqual([256, 256]);
    expect(new Set(all.map((word) => word.toLowerCase())).size).toBe(512);
    for (const word of all) expect(word).toMatch(/^[A-Z]?[a-z]+$/);
  });

  it('is the published one, word by word', () => {
    // The digest of the list as magic-wormhole publishes it, in small letters.
    const text = [...twoSyllables, ...threeSyllables].join(' ').toLowerCase();
    expect(sha256Hex(utf8(text))).toBe(
      'e732a7c847b5ceea625e50b7dbd670d080d4b681a606c8805d588ed1848653de',
    );
  });

  it('gives the published example (Juola and Zimmermann: E582 94F2 … 3F19)', () => {
    const words =
      'topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa ' +
      'afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless';
    const bytes = fromHex('e58294f2e9a227486e8b061b31cc528fd7fa3f19');
    expect(bytesOf(words.split(' '))).toEqual([...bytes]);
  });

  it('starts and ends with the known words', () => {
    expect([twoSyllables[0], threeSyllables[0]]).toEqual(['aardvark', 'adroitness']);
    expect([twoSyllables[255], threeSyllables[255]]).toEqual(['Zulu', 'Yucatan']);
  });
});

describe('sheetOf', () => {
  it('makes eight rows from A to H', () => {
    const rows = sheetOf(digest);
    expect(rows.map(({ letter }) => letter).join('')).toBe('ABCDEFGH');
    expect(rows[0]).toEqual({
      letter: 'A',
      hex: ['e45e', '6cb8'],
      words: ['tonic', 'finicky', 'glucose', 'provincial'],
    });
    expect(rows[7]).toEqual({
      letter: 'H',
      hex: ['72d6', 'b831'],
      words: ['highchair', 'speculate', 'select', 'company'],
    });
  });

  it.each(known.map((each) => [each.digest, each.words]))('reads %s as known', (of, words) => {
    expect(
      sheetOf(of)
        .flatMap((row) => row.words)
        .join(' '),
    ).toBe(words);
  });

  it('says every byte twice, in digits and in words', () => {
    fc.assert(
      fc.property(anyDigest, (text) => {
        const rows = sheetOf(text);
        expect(rows.flatMap((row) => row.hex).join('')).toBe(text);
        expect(bytesOf(rows.flatMap((row) => row.words))).toEqual([...fromHex(text)]);
      }),
    );
  });

  it.each(['', digest.slice(2), digest.toUpperCase(), `${digest}00`])('refuses %j', (text) => {
    expect(thrown(EncodingError, () => sheetOf(text)).code).toBe('encoding.digest');
    expect(thrown(EncodingError, () => weaveOf(text)).code).toBe('encoding.digest');
  });
});

describe('weave, version 1', () => {
  it.each(known.map((each) => [each.digest, each.weave]))(
    'of %s is drawn as known',
    (of, paths) => {
      expect(weavePaths(weaveOf(of))).toEqual(paths);
    },
  );

  it('has six and twelve strands in four colours', () => {
    fc.assert(
      fc.property(anyDigest, (text) => {
        const weave = weaveOf(text);
        expect([weave.warp.length, weave.weft.length]).toEqual([6, 12]);
        for (const colour of [...weave.warp, ...weave.weft]) expect([0, 1, 2, 3]).toContain(colour);
      }),
    );
  });

  it('is the same from both sides', () => {
    fc.assert(
      fc.property(anyDigest, fc.nat(11), fc.nat(11), (text, column, row) => {
        const weave = weaveOf(text);
        expect(weave.over(11 - column, row)).toBe(weave.over(column, row));
      }),
    );
  });

  it('stays inside of its square and covers all 144 crossings once', () => {
    fc.assert(
      fc.property(anyDigest, (text) => {
        const strands = weavePaths(weaveOf(text)).flatMap(({ d }) => [
          ...d.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)q2\.4 0 2\.4 2\.4v([\d.]+)q/g),
        ]);
        let crossings = 0;
        for (const [, x, y, across, down] of strands) {
          const right = Number(x) + Number(across) + 2.4;
          const bottom = Number(y) + Number(down) + 4.8;
          expect(Number(x) - 2.4).toBeGreaterThanOrEqual(5);
          expect(Math.max(right, bottom)).toBeLessThanOrEqual(125);
          crossings += Math.round(((Number(across) + 5.8) * (Number(down) + 5.8)) / 100);
        }
        expect(crossings).toBe(144);
      }),
    );
  });

  it('changes when one digit of the fingerprint changes', () => {
    const other = weavePaths(weaveOf(`f${digest.slice(1)}`));
    expect(other).not.toEqual(weavePaths(weaveOf(digest)));
  });
});
