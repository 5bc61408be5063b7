import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speaksFor } from '../../src/tuf/delegated-path.ts';
import { patternCovers, patternsOverlap } from '../../src/tuf/pattern-overlap.ts';

const fits = (pattern: string, target: string) =>
  speaksFor(
    {
      name: 'x',
      keyids: [],
      threshold: 1,
      terminating: false,
      paths: [pattern],
      pathHashPrefixes: null,
    },
    target,
  );

/** Every text of up to this many of these characters. */
function allTexts(characters: readonly string[], most: number): readonly string[] {
  let row = [''];
  const all = [''];
  for (let length = 1; length <= most; length += 1) {
    row = row.flatMap((text) => characters.map((character) => text + character));
    all.push(...row);
  }
  return all;
}

const texts = allTexts(['a', 'b', '/', 'c'], 6);
const piece = fc.constantFrom('a', 'b', '*', '?', '[ab]', '[!a]', '/');
const pattern = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));

describe('two patterns', () => {
  it('overlap exactly if some path fits both', () => {
    fc.assert(
      fc.property(pattern, pattern, (left, right) => {
        const shared = texts.some((text) => fits(left, text) && fits(right, text));
        expect(patternsOverlap(left, right)).toBe(shared);
      }),
      { numRuns: 400 },
    );
  });

  it('overlap alike in both directions, and each with itself', () => {
    fc.assert(
      fc.property(pattern, pattern, (left, right) => {
        expect(patternsOverlap(left, right)).toBe(patternsOverlap(right, left));
        expect(patternsOverlap(left, left)).toBe(true);
      }),
    );
  });

  it('cover each other only if no path of the one is left out', () => {
    fc.assert(
      fc.property(pattern, pattern, (wide, narrow) => {
        fc.pre(patternCovers(wide, narrow));
        expect(texts.filter((text) => fits(narrow, text) && !fits(wide, text))).toEqual([]);
      }),
    );
    expect(patternCovers('registry/*', 'registry/a-*')).toBe(true);
    expect(patternCovers('registry/a-*', 'registry/*')).toBe(false);
    expect(patternCovers('*', 'a/b')).toBe(false);
  });

  it.each([
    ['log.*', 'log.pub', true],
    ['log.*', '*.pub', true],
    ['a/*', 'a/b/c', false],
    ['[a-m]*', '[n-z]*', false],
    ['x?', 'x', false],
    ['é*', '?', true],
  ])('%j and %j: %s', (left, right, overlap) => {
    expect(patternsOverlap(left, right)).toBe(overlap);
  });

  it('take no time that grows out of hand', () => {
    expect(patternsOverlap(`${'*a'.repeat(100)}b`, `${'*a'.repeat(100)}c`)).toBe(false);
  });
});
