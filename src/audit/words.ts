import { monthName } from '../encoding/month-name.ts';

const small = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A number in words up to twelve, in digits above. */
export function numberWord(number: number): string {
  return small[number] ?? String(number);
}

/** "one root", "two roots", "no roots", "40 roots". `one` is the thing's name, `many` its plural if it is irregular. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${numberWord(number)} ${number === 1 ? one : many}`;
}

/** Numbers as people list them: "3", "5 and 9", "1 to 4", "1 to 4 and 7". Takes ascending numbers. */
export function ranges(numbers: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last.to + 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  const parts = runs.flatMap(({ from, to }) => {
    if (from === to) return [`${from}`];
    return to === from + 1 ? [`${from}`, `${to}`] : [`${from} to ${to}`];
  });
  return listed(parts);
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** With a capital letter, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "20 March 2024", in UTC, from milliseconds since 1970. */
export function dayInWords(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${monthName(date.getUTCMonth() + 1)} ${date.getUTCFullYear()}`;
}
