import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { compareInstants, instantFromMs, parseInstant } from '../../src/encoding/instant.ts';
import { outcomeOf, thrown } from './thrown.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');
const anyMs = fc.integer({ min: earliest, max: latest });

describe('parseInstant', () => {
  it('agrees with the platform on every millisecond from year 0 to 9999', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const text = new Date(ms).toISOString();
        expect(parseInstant(text)).toEqual({ text, ms, nanos: 0 });
      }),
      { numRuns: 2000 },
    );
  });

  it('moves the instant by the offset, whatever the fraction', () => {
    const offset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(anyMs, offset, (ms, minutes) => {
        const size = Math.abs(minutes);
        const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        const local = new Date(ms).toISOString().replace('Z', zone);
        expect(parseInstant(local).ms).toBe(ms - minutes * 60_000);
      }),
    );
  });

  it('reads the time that a real root carries, to the nanosecond', () => {
    const instant = parseInstant('2021-12-18T13:28:12.99008-06:00');
    expect(instant).toEqual({
      text: '2021-12-18T13:28:12.99008-06:00',
      ms: Date.parse('2021-12-18T19:28:12.990Z'),
      nanos: 80_000,
    });
  });

  it('keeps nine digits of a second, also before 1970', () => {
    expect(parseInstant('1969-12-31T23:59:59.123456789Z')).toMatchObject({
      ms: -877,
      nanos: 456_789,
    });
  });

  it.each([
    ['2000-02-29T00:00:00Z', 951_782_400_000],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
    ['0000-02-29T00:00:00Z', Date.parse('0000-02-29T00:00:00Z')],
    ['0099-12-31T00:00:00Z', Date.parse('0099-12-31T00:00:00Z')],
    ['1970-01-01T00:00:00-00:00', 0],
  ])('knows the calendar: %s', (text, ms) => {
    expect(parseInstant(text).ms).toBe(ms);
  });

  it.each([
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-32T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:60:00Z',
    '2016-12-31T23:59:60Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+00:60',
  ])('refuses what no calendar or clock shows: %s', (text) => {
    expect(thrown(EncodingError, () => parseInstant(text)).code).toBe('encoding.instant');
  });

  it.each([
    '',
    '2024-03-20',
    '2024-03-20T00:00:00',
    '2024-03-20T00:00Z',
    '2024-03-20 00:00:00Z',
    '2024-03-20t00:00:00z',
    '2024-03-20T00:00:00,5Z',
    '2024-03-20T00:00:00.Z',
    '2024-03-20T00:00:00.1234567890Z',
    '2024-03-20T00:00:00+0000',
    '2024-03-20T00:00:00Z\n',
    ' 2024-03-20T00:00:00Z',
    '12024-03-20T00:00:00Z',
    '-2024-03-20T00:00:00Z',
    '２０２４-03-20T00:00:00Z',
    'Wed, 20 Mar 2024 00:00:00 GMT',
  ])('refuses another form: %j', (text) => {
    expect(thrown(EncodingError, () => parseInstant(text)).code).toBe('encoding.instant');
  });

  it('gives an instant or an EncodingError for any text near the form', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '9',
      '-',
      ':',
      'T',
      'Z',
      '.',
      '+',
      '2024-03-20',
      '00:00:00',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const outcome = outcomeOf(EncodingError, () => parseInstant(text));
        const whole = 'error' in outcome || Number.isSafeInteger(outcome.value.ms);
        expect(whole).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('compareInstants', () => {
  it('orders by time, not by text', () => {
    const texts = [
      '2024-03-20T00:00:00.000000001Z',
      '2024-03-20T01:00:00+02:00',
      '2024-03-20T00:00:00Z',
      '2024-03-19T23:59:59.999999999Z',
    ];
    const sorted = texts.map(parseInstant).toSorted(compareInstants);
    expect(sorted.map(({ text }) => text)).toEqual([texts[1], texts[3], texts[2], texts[0]]);
  });

  it('is zero for one instant written in two ways', () => {
    const left = parseInstant('2024-03-20T01:00:00.50+01:00');
    expect(compareInstants(left, parseInstant('2024-03-20T00:00:00.5Z'))).toBe(0);
  });
});

describe('instantFromMs', () => {
  it('writes UTC that reads back to the same millisecond', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const instant = instantFromMs(ms);
        expect(instant.ms).toBe(ms);
        expect(parseInstant(instant.text)).toEqual(instant);
        expect(instant.text).not.toContain('.000');
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, earliest - 1, latest + 1, 1e300])(
    'refuses %d',
    (ms) => {
      expect(thrown(EncodingError, () => instantFromMs(ms)).code).toBe('encoding.instant');
    },
  );
});
