import { parseInstant } from '../../../src/encoding/instant.ts';

/** Day and time of an instant as they are typed: `2024-03-20` and `14:05:00`, in UTC. */
export function typedParts(asOf: string): { day: string; time: string } {
  const utc = new Date(parseInstant(asOf).ms).toISOString();
  return { day: utc.slice(0, 10), time: utc.slice(11, 19) };
}

/** The instant that was typed, in RFC 3339, UTC, or null if the calendar or the clock has none such. */
export function typedInstant(day: string, time: string): string | null {
  const text = `${day.trim()}T${time.trim() === '' ? '00:00:00' : time.trim()}Z`;
  try {
    parseInstant(text);
    return text;
  } catch {
    return null;
  }
}
