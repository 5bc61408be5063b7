import { Serial } from './serial.tsx';

/** Numbers of seven to ten digits that stand alone: printed serials. Counts carry commas, dates have four digits. */
const serialPattern = /(?<![\w.,-])(\d{7,10})(?![\w,-])/;

/** A sentence of the station with the serials in it drawn as serials. */
export function SerialText({ text }: { text: string }) {
  return text
    .split(serialPattern)
    .map((part, place) => (place % 2 === 1 ? <Serial key={place} value={part} /> : part));
}
