import { describe, expect, it } from 'vitest';
import { problemOf } from '../../renderer/calls.ts';
import { whoIs } from '../../renderer/who-is.ts';
import { plainProblem, ProblemError } from '../../src/contract/problem.ts';
import { ceremonyAt } from './gallery/values/ceremony.ts';

describe('why a call stopped', () => {
  it('is what main said', () => {
    const said = plainProblem('host.not-ready', 'two signatures are missing', { hint: 'Wait.' });
    expect(problemOf(new ProblemError(said))).toBe(said);
  });

  it.each([
    new Error('the PIN 739154 in /home/priya'),
    new TypeError('x is undefined'),
    'a text 739154',
    null,
    undefined,
    { problem: { message: 'not one of ours 739154' } },
  ])('is in plain words without what an unforeseen error holds: %s', (error) => {
    const problem = problemOf(error);
    expect(problem.code).toBe('page.internal');
    expect(JSON.stringify(problem)).not.toMatch(/739154|home|undefined/);
    expect(problem.hint).toContain('your work is kept');
  });
});

describe('who sits here', () => {
  const ceremony = ceremonyAt('real', 'token');

  it('is a name and a role', () => {
    expect(whoIs(ceremony)).toBe('Priya Raman, keyholder');
    expect(whoIs(ceremonyAt('real', 'token', 'host'))).toBe('Tomás Varga, host');
  });

  it('is the role alone until a name is known', () => {
    expect(whoIs({ ...ceremony, you: null })).toBe('Keyholder');
    expect(whoIs({ ...ceremony, you: 'somebody-else' })).toBe('Keyholder');
  });
});
