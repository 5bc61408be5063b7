import { describe, expect, it } from 'vitest';
import type { Repository, RoleFile } from '../../../src/audit/repository.ts';
import { highestOf, isNewest, topType } from '../../../src/audit/roles/newest.ts';

interface Given {
  readonly type?: string;
  readonly version?: number;
  readonly names?: readonly string[];
  readonly present?: boolean;
}

const fileOf = ({
  type = 'targets',
  version = 1,
  names = ['targets'],
  present = true,
}: Given): RoleFile => ({ head: { type, version }, names, present }) as unknown as RoleFile;

/** Of each file, whether it is the newest of its role among these. */
function newest(files: readonly Given[]): readonly boolean[] {
  const all = files.map(fileOf);
  const highest = highestOf({ files: all } as unknown as Repository);
  return all.map((one) => isNewest(one, highest));
}

describe('the role that a file is by its content', () => {
  it.each([
    [{ type: 'timestamp', names: ['targets'] }, 'timestamp'],
    [{ type: 'snapshot', names: ['tools'] }, 'snapshot'],
    [{ type: 'targets', names: ['2.targets', 'targets'] }, 'targets'],
    [{ type: 'targets', names: ['tools'] }, null],
  ])('of %j is %s', (given, type) => {
    expect(topType(fileOf(given))).toBe(type);
  });
});

describe('the newest file of a role', () => {
  it('has the highest version, and so may several', () => {
    expect(newest([{ version: 1 }, { version: 3 }, { version: 3 }, { version: 2 }])).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is told for each role by itself', () => {
    expect(
      newest([
        { version: 9 },
        { version: 1, names: ['tools'] },
        { version: 2, names: ['docs'] },
        { version: 1, type: 'snapshot', names: ['snapshot'] },
      ]),
    ).toEqual([true, true, true, true]);
  });

  it('is one that is there now: what a history had before is none, and hides none', () => {
    expect(newest([{ version: 5, present: false }, { version: 4 }])).toEqual([false, true]);
    expect(newest([{ version: 5, present: false }])).toEqual([false]);
  });
});
