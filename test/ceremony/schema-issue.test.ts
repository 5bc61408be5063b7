import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstIssue, issuesOf } from '../../src/ceremony/schema-issue.ts';

const Sample = z.strictObject({
  name: z.string().min(2).max(4),
  count: z.int().min(1).max(9),
  kind: z.enum(['a', 'b']),
  list: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/) })).max(2),
  own: z.custom<string>((value) => value === 'own', 'a digest'),
  either: z.union([z.literal(1), z.string()]),
});
const good = { name: 'abc', count: 1, kind: 'a', list: [{ id: 'x' }], own: 'own', either: 1 };

function issueOf(change: Readonly<Record<string, unknown>>) {
  const parsed = Sample.safeParse({ ...good, ...change });
  if (parsed.success) throw new Error('the schema liked it');
  return firstIssue(parsed.error);
}

describe('what a schema does not like', () => {
  it.each<readonly [Readonly<Record<string, unknown>>, string, string]>([
    [{ name: 'a' }, 'name', 'it is too small or too short, at least 2'],
    [{ name: 'abcde' }, 'name', 'it is too large or too long, at most 4'],
    [{ name: 7 }, 'name', 'a string is expected here'],
    [{ name: undefined }, 'name', 'a string is expected here'],
    [{ count: 1.5 }, 'count', 'a whole number is expected here'],
    [{ count: 0 }, 'count', 'it is too small or too short, at least 1'],
    [{ count: 10 }, 'count', 'it is too large or too long, at most 9'],
    [{ kind: 'c' }, 'kind', 'it has to be one of: a, b'],
    [{ list: 'x' }, 'list', 'an array is expected here'],
    [{ list: [1] }, 'list[0]', 'an object is expected here'],
    [{ list: [{ id: 'x' }, { id: 'X' }] }, 'list[1].id', 'it has another form'],
    [{ list: [{}, {}, {}] }, 'list', 'it is too large or too long, at most 2'],
    [{ own: 'other' }, 'own', 'it has to be a digest'],
    [{ either: null }, 'either', 'it is none of the forms that are possible here'],
    [{ more: 1 }, '$', 'it has a member that no such thing has: more'],
    [{ more: 1, again: 2 }, '$', 'it has a member that no such thing has'],
    [{ list: [{ id: 'x', odd: 1 }] }, 'list[0]', 'it has a member that no such thing has: odd'],
  ])('%j', (change, path, problem) => {
    const issue = issueOf(change);
    expect(issuesOf(Sample.safeParse({ ...good, ...change }).error!)).toContainEqual(
      expect.objectContaining({ path, problem }),
    );
    expect(issue.steps.length > 0).toBe(issue.path !== '$');
  });

  it('never repeats a value', () => {
    const secret = 'PIN-123456';
    for (const member of ['name', 'count', 'kind', 'list', 'own']) {
      const { problem, path } = issueOf({ [member]: secret });
      expect(problem + path).not.toContain('123456');
    }
  });

  it.each(['\u001b[2J', 'a b', '<script>', '\u202ex', '', 'x'.repeat(61)])(
    'never repeats a name that is long or not plain: %j',
    (name) => {
      const { problem, path } = issueOf({ [name]: 1 });
      expect([problem, path]).toEqual(['it has a member that no such thing has', '$']);
    },
  );

  it('names a member of 60 letters', () => {
    const name = 'x'.repeat(60);
    expect(issueOf({ [name]: 1 }).problem).toBe(`it has a member that no such thing has: ${name}`);
  });

  it('is told in the order of the schema, all of it where that is asked for', () => {
    const parsed = Sample.safeParse({ ...good, count: 0, name: 'a' });
    expect(issuesOf(parsed.error!).map(({ path }) => path)).toEqual(['name', 'count']);
    expect(firstIssue(parsed.error!).path).toBe('name');
  });
});
