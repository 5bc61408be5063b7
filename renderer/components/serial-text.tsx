import { Serial } from './serial.tsx';

/**
 * Numbers of seven to ten digits that stand alone: printed serials. Counts carry commas, dates have four digits. A
 * software token's sixteen hexadecimal digits are known by the word before them: key ids and digests look the same.
 */
const serialPattern =
  /(?<![\w.,-])(\d{7,10}|(?<=\b(?:Token|token|Practice|Put|on|of|with|that|in) )[0-9a-f]{16})(?![\w-]|,\d)/;

/** A sentence of the station with the serials in it drawn as serials. */
export function SerialText({ text }: { text: string }) {
  return text
    .split(serialPattern)
    .map((part, place) => (place % 2 === 1 ? <Serial key={place} value={part} /> : part));
}
