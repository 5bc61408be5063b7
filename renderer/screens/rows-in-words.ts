/** The letters of a fingerprint sheet's rows, in reading order. */
export const rowLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** Rows 0 to 7 as people say them: "Row C", "Rows A and D", "Rows A, B and H". Empty for none. */
export function rowsInWords(rows: ReadonlySet<number>): string {
  const letters = rowLetters.filter((_, row) => rows.has(row));
  const last = letters.at(-1);
  if (last === undefined) return '';
  if (letters.length === 1) return `Row ${last}`;
  return `Rows ${letters.slice(0, -1).join(', ')} and ${last}`;
}
