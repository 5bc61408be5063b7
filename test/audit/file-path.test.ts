import * as fc from 'fast-check';
import { join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { pathFrom } from '../../src/audit/file-path.ts';

describe('where a path leads', () => {
  it.each([
    ['metadata', '..', ''],
    ['', 'a', 'a'],
    ['a/b', '../c/./d', 'a/c/d'],
    ['a', 'b//c', 'a/b/c'],
    ['', '..', null],
    ['a', '../../a', null],
    ['a', 'b/../../../x', null],
  ])('from %j by %j: %j', (folder, relative, found) => {
    expect(pathFrom(folder, relative)).toBe(found);
  });

  it('is where the platform goes, and never out of what was given', () => {
    const step = fc.constantFrom('a', 'b', '..', '.', '');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b')), fc.array(step), (folder, relative) => {
        const found = pathFrom(folder.join('/'), relative.join('/'));
        const theirs = join('/', 'top', ...folder, ...relative.map((each) => each || '.'));
        const same = found !== null && join('/', 'top', found) === theirs.replace(/\/$/, '');
        const climbs = relative.filter((each) => each === '..').length > folder.length;
        expect(same || (found === null && climbs)).toBe(true);
      }),
    );
  });
});
