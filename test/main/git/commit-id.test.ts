import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommitId } from '../../../main/git/commit-files.ts';
import { GitError } from '../../../main/git/git-error.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));

describe('the name of a commit', () => {
  it('is 40 or 64 hexadecimal digits', () => {
    fc.assert(
      fc.property(fc.oneof(digits(40), digits(64)), (text) => {
        expect(parseCommitId(text)).toBe(text);
      }),
    );
  });

  it.each([
    '',
    'HEAD',
    '--upload-pack=x',
    'a'.repeat(39),
    'a'.repeat(41),
    'a'.repeat(63),
    'A'.repeat(40),
    `${'a'.repeat(40)}\n`,
    ` ${'a'.repeat(40)}`,
    `${'a'.repeat(40)} ${'b'.repeat(40)}`,
  ])('is not %j', (text) => {
    const error = thrownIn(() => parseCommitId(text));
    expect(error).toBeInstanceOf(GitError);
    expect(error).toMatchObject({ code: 'git.failed', found: 'something else' });
  });

  it('of any other text is a typed error', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 70 }), (text) => {
        fc.pre(!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text));
        expect(() => parseCommitId(text)).toThrow(GitError);
      }),
    );
  });
});
