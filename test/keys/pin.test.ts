import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePin } from '../../src/keys/pin.ts';

const piv = { min: 6, max: 8 };

describe('a PIN that everybody tries', () => {
  it.each([
    ['123456', 'well-known'],
    ['12345678', 'well-known'],
    ['000000', 'well-known'],
    ['111111', 'well-known'],
    ['PassWord', 'well-known'],
    ['Yubikey', 'well-known'],
    ['777777', 'repeated'],
    ['aaaaaa', 'repeated'],
    ['383838', 'repeated'],
    ['482482', 'repeated'],
    ['57935793', 'repeated'],
    ['234567', 'sequence'],
    ['765432', 'sequence'],
    ['789012', 'sequence'],
    ['210987', 'sequence'],
    ['cdefgh', 'sequence'],
    ['wertyu', 'sequence'],
    ['lkjhgf', 'sequence'],
  ])('is refused (%s)', (pin, code) => {
    expect(judgePin(pin, piv)?.code).toBe(code);
  });
});

describe('the length of a PIN', () => {
  it.each([
    ['', 'too-short'],
    ['48261', 'too-short'],
    ['482619375', 'too-long'],
  ])('is what the token takes (%s)', (pin, code) => {
    expect(judgePin(pin, piv)?.code).toBe(code);
  });

  it('is told in the sentence', () => {
    expect(judgePin('1', piv)?.sentence).toBe('A PIN has 6 characters or more.');
    expect(judgePin('482619375', piv)?.sentence).toBe('A PIN has 8 characters or fewer.');
  });
});

describe('a serial as a PIN', () => {
  it.each(['24617802', '20871642', '246178', '617802', '208716'])('is refused (%s)', (pin) => {
    expect(judgePin(pin, { ...piv, serial: '24617802' })?.code).toBe('serial');
  });

  it('is refused with its dashes gone and in either case', () => {
    const limits = { min: 4, max: 32, serial: '88527EFA-518B4F38' };
    expect(judgePin('88527efa518b4f38', limits)?.code).toBe('serial');
    expect(judgePin('x88527efa518b4f38', limits)?.code).toBe('serial');
  });

  it('counts from four digits on', () => {
    expect(judgePin('482617', { ...piv, serial: '17' })).toBeNull();
  });
});

describe('a PIN that may be chosen', () => {
  it.each(['482619', '48261937', 'k4Tz!9pQ', '135792'])('is not refused (%s)', (pin) => {
    expect(judgePin(pin, { ...piv, serial: '24617802' })).toBeNull();
  });

  it('is of printable ASCII', () => {
    for (const pin of ['48261é', '4826\u0000937', '482\t6193', '４８２６１９']) {
      expect(judgePin(pin, piv)?.code).toBe('characters');
    }
  });
});

describe('judging', () => {
  it('never throws, and never repeats the PIN', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.string(), (pin, serial) => {
        const problem = judgePin(pin, { ...piv, serial });
        expect(problem !== null && pin.length >= 4 && problem.sentence.includes(pin)).toBe(false);
      }),
    );
  });

  it('refuses every run and every repetition of digits', () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.constantFrom(1, -1, 0),
        fc.integer({ min: 6, max: 8 }),
        (start, step, length) => {
          const digits = Array.from({ length }, (_, i) => (start + step * i + 80) % 10);
          expect(judgePin(digits.join(''), piv)).not.toBeNull();
        },
      ),
    );
  });
});
