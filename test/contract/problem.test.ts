import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../src/contract/problem.ts';
import { Problem } from '../../src/contract/values.ts';
import { StationError } from '../../src/encoding/station-error.ts';

describe('problemOf', () => {
  it('keeps every part of a station error', () => {
    const error = new StationError('a.b', 'It is so', {
      expected: 'this',
      found: 'that',
      place: 'here',
      hint: 'do that',
      notDone: ['nothing was written'],
    });
    expect(problemOf(error)).toEqual({
      code: 'a.b',
      message: 'It is so',
      expected: 'this',
      found: 'that',
      place: 'here',
      hint: 'do that',
      notDone: ['nothing was written'],
    });
  });

  it.each([
    new Error('secret'),
    new TypeError('secret'),
    'secret',
    null,
    undefined,
    { message: 'secret' },
  ])('says nothing of %o', (error) => {
    const problem = problemOf(error);
    expect(problem.code).toBe('internal');
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('always fits the contract, whatever an error says', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3000 }),
      fc.nat(3000).map((length) => '😀'.repeat(length)),
    );
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 12 }), (message, place, notDone) => {
        const problem = problemOf(
          new StationError(message, message, { hint: place, place, notDone }),
        );
        expect(Problem.safeParse(problem).success).toBe(true);
        expect(problem.message.isWellFormed()).toBe(true);
      }),
    );
  });
});
