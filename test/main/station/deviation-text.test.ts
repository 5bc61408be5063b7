import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviationText } from '../../../main/station/deviation-text.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { nextLine, startOfChain } from '../../../src/ceremony/transcript.ts';
import { plan } from '../../ceremony/people.ts';

const of = plan();
const whole = {
  about: 'other',
  expected: 'A clock.',
  happened: 'None.',
  decided: 'Go on.',
} as const;

/** The code of the error, undefined for none; any other error goes on. */
function thrownBy(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof StationError) return error.code;
    throw error;
  }
}

describe('what a person writes as a deviation', () => {
  it('stays as it is', () => {
    expect(deviationText({ ...whole, decided: '“Weiter” – sagt Tomás 👍' })).toEqual({
      ...whole,
      decided: '“Weiter” – sagt Tomás 👍',
    });
  });

  it('becomes one line: breaks, tabs and spaces at the ends are no words', () => {
    expect(deviationText({ ...whole, happened: '  one\r\n\ttwo\u2028three  ' }).happened).toBe(
      'one two three',
    );
  });

  it.each([
    ['Expected', { expected: ' \n ' }, 'nothing'],
    ['Happened', { happened: 'bell\u0007' }, 'a control character'],
    ['Happened', { happened: '\u001B[2J' }, 'a control character'],
    ['Decided', { decided: 'half \uD83D' }, 'a control character'],
  ])('is refused by its part: %s', (place, change, found) => {
    expect(() => deviationText({ ...whole, ...change })).toThrowError(
      expect.objectContaining({
        code: 'deviation.text',
        place,
        found,
        notDone: ['No deviation was recorded.'],
      }),
    );
  });

  it('is either refused with a sentence or taken by the record, whatever it holds', () => {
    const text = string({ unit: 'binary', maxLength: 200 });
    assert(
      property(text, text, text, (expected, happened, decided) => {
        const refusal = thrownBy(() => {
          const data = deviationText({ about: 'network', expected, happened, decided });
          const end = { ...startOfChain(of.sha256), lines: 1 };
          nextLine(end, { kind: 'deviation', participant: null, data }, '2026-11-23T14:00:00Z');
        });
        expect([undefined, 'deviation.text']).toContain(refusal);
      }),
    );
  });
});
