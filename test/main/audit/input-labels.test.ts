import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, labelsFor } from '../../../main/audit/input-labels.ts';

describe('what several paths are called', () => {
  it.each([
    [
      ['/x/a', '/x/b'],
      ['a', 'b'],
    ],
    [
      ['x/a/', './x/b//'],
      ['a', 'b'],
    ],
    [
      ['x/a', 'y/a', 'y/b'],
      ['x/a', 'y/a', 'b'],
    ],
    [
      ['./x/a', 'x/../y/a'],
      ['x/a', 'y/a'],
    ],
    [
      ['.', 'a'],
      ['.', 'a'],
    ],
    [
      ['../..', 'a'],
      ['../..', 'a'],
    ],
  ])('%j', (given, labels) => {
    expect(labelsFor(given)).toEqual(labels);
  });

  it('is another name for each, where the paths are different', () => {
    const name = fc.constantFrom('a', 'b', 'keys', '1.root.json');
    const paths = fc.uniqueArray(
      fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(paths, (given) => {
        const labels = labelsFor(given);
        expect(new Set(labels).size).toBe(given.length);
        for (const label of labels) expect(label).not.toMatch(/^\/|\/$|^$/);
      }),
    );
  });
});

describe('what lies below a path', () => {
  it('is called by both names, or by its own below a folder that is given alone', () => {
    expect(joined('a', '1.root.json')).toBe('a/1.root.json');
    expect(joined('', '1.root.json')).toBe('1.root.json');
  });
});
