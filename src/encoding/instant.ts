import { EncodingError } from './encoding-error.ts';

/** A point in time, to the nanosecond, with the text that said it. */
export interface Instant {
  /** As it was written: offset, fraction and all. */
  readonly text: string;
  /** Whole milliseconds since 1970-01-01T00:00:00Z. */
  readonly ms: number;
  /** Nanoseconds on top of `ms`, 0 to 999999. */
  readonly nanos: number;
}

const form =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * An instant of RFC 3339, section 5.6: capital T and Z, any offset, up to nine digits of a second.
 * Leap seconds are refused, since no clock that the station compares with has them.
 * @throws EncodingError `encoding.instant` for another form, and for dates and times that do not exist
 */
export function parseInstant(text: string): Instant {
  const match = form.exec(text);
  if (match === null) throw notInstant('a form like 2024-03-20T00:00:00Z');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const nanosOfSecond = Number((match[7] ?? '').padEnd(9, '0'));
  const offsetHours = Number(match[9] ?? 0);
  const offsetMinutes = Number(match[10] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    throw notInstant('a day that the calendar has');
  }
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) {
    throw notInstant('hours to 23, minutes and seconds to 59');
  }
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  // Date.UTC reads years below 100 as 19xx, so the year is shifted by whole cycles of the calendar.
  const cycles = Date.UTC(year + 400, month - 1, day, hour, minute - offset, second);
  return {
    text,
    ms: cycles - Date.UTC(2400, 0) + Date.UTC(2000, 0) + Math.floor(nanosOfSecond / 1e6),
    nanos: nanosOfSecond % 1e6,
  };
}

/** The instant so many milliseconds after 1970-01-01T00:00:00Z, written in UTC without empty fractions. */
export function instantFromMs(ms: number): Instant {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) {
    throw notInstant('a year from 0000 to 9999');
  }
  return parseInstant(date.toISOString().replace('.000Z', 'Z'));
}

/** Below zero if the left instant is earlier, zero if both are the same point in time, above zero if it is later. */
export function compareInstants(left: Instant, right: Instant): number {
  return left.ms - right.ms || left.nanos - right.nanos;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function notInstant(expected: string): EncodingError {
  return new EncodingError('encoding.instant', 'text is not an instant', {
    expected,
    hint: 'Write the date and time like 2024-03-20T00:00:00Z.',
  });
}
