import { monthName } from '../src/encoding/month-name.ts';

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A number up to nine as a word, larger ones in digits. */
export function countWord(count: number): string {
  return small[count] ?? String(count);
}

/** The same clause as a sentence's beginning: first letter large. */
export function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** "5,912 bytes", "1 byte". */
export function bytesInWords(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** "14 July 2027", in UTC. `instant` is RFC 3339 in UTC. */
export function dayInWords(instant: string): string {
  const [year = '', month = '', day = ''] = instant.slice(0, 10).split('-');
  return `${Number(day)} ${monthName(Number(month)) || month} ${year}`;
}

/** "23 November 2026, 14:02 UTC". */
export function minuteInWords(instant: string): string {
  return `${dayInWords(instant)}, ${instant.slice(11, 16)} UTC`;
}

/** "14:06:41", the time of day in UTC with seconds. */
export function clockTime(instant: string): string {
  return instant.slice(11, 19);
}

const two = (part: number): string => String(part).padStart(2, '0');

/** "4:31", minutes and seconds, for a clock; hours before them from one hour on. */
export function durationClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** "15 seconds", "two minutes": how long something takes, rounded down. */
export function durationInWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [count, unit] =
    whole < 60
      ? [whole, 'second']
      : whole < 3600
        ? [Math.floor(whole / 60), 'minute']
        : [Math.floor(whole / 3600), 'hour'];
  return `${countWord(count)} ${count === 1 ? unit : `${unit}s`}`;
}
