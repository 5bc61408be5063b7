import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesInWords } from '../../src/ceremony/names-in-words.ts';

test('says all names where a sentence holds them', () => {
  expect(namesInWords([])).toBe('');
  expect(namesInWords(['Amara'])).toBe('Amara');
  expect(namesInWords(['Amara', 'Jonas', 'Mei'])).toBe('Amara, Jonas, Mei');
});

test('says how many more there are where it does not, and is never longer than a sentence', () => {
  const many = Array.from({ length: 64 }, (_, index) => `${'N'.repeat(110)} ${index}`);
  expect(namesInWords(many)).toMatch(/^N+ 0, .* and 51 more$/);
  const name = fc.string({ minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 80 }), (names) => {
      const said = namesInWords(names);
      expect(said.length).toBeLessThan(1600);
      const more = Number(/ and (\d+) more$/.exec(said)?.[1] ?? 0);
      const shown = names.slice(0, names.length - more);
      // A name may itself end like this; then nothing was left out.
      expect([shown.join(', '), names.join(', ')]).toContain(
        said === names.join(', ') ? said : said.replace(/ and \d+ more$/, ''),
      );
    }),
  );
});
