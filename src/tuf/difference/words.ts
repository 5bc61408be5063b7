import { compareInstants, type Instant } from '../../encoding/instant.ts';
import { monthName } from '../../encoding/month-name.ts';
import type { TopRole } from '../role.ts';

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** "five keys", "one key", "12 keys". */
export function count(number: number, noun: string): string {
  return `${numbers[number] ?? number} ${number === 1 ? noun : `${noun}s`}`;
}

/** "a", "a and b", "a, b and c"; beyond `most`, "a, b and 3 more". */
export function list(items: readonly string[], most = 24): string {
  if (items.length > most) {
    return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  }
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "the root", "targets": what a role is called inside a sentence. */
export function roleWord(role: TopRole): string {
  return role === 'root' ? 'the root' : role;
}

/** "14 July 2027", in UTC. */
export function day({ ms }: Instant): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${monthName(date.getUTCMonth() + 1)} ${date.getUTCFullYear()}`;
}

/** "18:22:02 UTC". */
export function timeOfDay({ ms }: Instant): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}

/** "181 days", "3 hours": how long from the one to the other, rounded down. */
export function span(left: Instant, right: Instant): string {
  const seconds = Math.floor(Math.abs(right.ms - left.ms) / 1000);
  for (const [unit, length] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const whole = Math.floor(seconds / length);
    if (whole > 0) return `${whole} ${whole === 1 ? unit : `${unit}s`}`;
  }
  return compareInstants(left, right) === 0 ? 'no time' : 'less than a second';
}

/** Text from a file inside a sentence: on one line, and not longer than `most` characters. */
export function quoted(text: string, most = 300): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
