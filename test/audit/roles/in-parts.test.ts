import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachOf } from '../../../src/audit/roles/in-parts.ts';
import type { Open } from '../../../src/audit/roles/judged-role.ts';

const mebibyte = 1024 * 1024;
const sized = (length: number): Open => ({ file: { facts: { length } } }) as Open;

/** Judges files of these lengths, and says how many were under way at the most, and their bytes. */
async function judged(lengths: readonly number[]) {
  const under = new Set<Open>();
  const most = { files: 0, bytes: 0 };
  const answers = await eachOf(lengths.map(sized), async (one) => {
    under.add(one);
    most.files = Math.max(most.files, under.size);
    most.bytes = Math.max(
      most.bytes,
      [...under].reduce((sum, { file }) => sum + file.facts.length, 0),
    );
    await Promise.resolve();
    under.delete(one);
    return one.file.facts.length;
  });
  return { answers, most };
}

describe('files that are judged together', () => {
  it('are at most sixteen, and about a mebibyte', async () => {
    expect((await judged(Array.from({ length: 100 }, () => 10))).most).toEqual({
      files: 16,
      bytes: 160,
    });
    expect((await judged(Array.from({ length: 9 }, () => mebibyte / 4))).most.bytes).toBe(mebibyte);
  });

  it('are one alone where it is large', async () => {
    expect((await judged([mebibyte, mebibyte, mebibyte])).most.files).toBe(1);
  });

  it('are answered once each, in their order', async () => {
    const lengths = fc.array(fc.integer({ min: 0, max: mebibyte }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(lengths, async (given) => {
        expect((await judged(given)).answers).toEqual(given);
      }),
    );
  });

  it('stop all with the first that cannot be judged', async () => {
    await expect(
      eachOf([sized(1), sized(2)], async ({ file }) => {
        if (file.facts.length === 2) throw new Error('enough');
        return Promise.resolve();
      }),
    ).rejects.toThrow('enough');
  });
});
