import { parseSha256Hex } from './digest.ts';
import { fromHex } from './hex.ts';
import { threeSyllables, twoSyllables } from './pgp-words.ts';

export type RowLetter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H';

/** One row of the fingerprint sheet: four bytes, as digits and as words. */
export interface SheetRow {
  readonly letter: RowLetter;
  /** Two groups of four hexadecimal digits. */
  readonly hex: readonly [string, string];
  /** Two syllables, three, two, three: a swapped or lost word is heard. */
  readonly words: readonly [string, string, string, string];
}

const letters: readonly RowLetter[] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/**
 * The fingerprint sheet of a SHA-256 digest: rows A to H.
 * @param digestHex 64 lower-case hexadecimal digits
 * @throws EncodingError `encoding.digest`
 */
export function sheetOf(digestHex: string): readonly SheetRow[] {
  const digest = parseSha256Hex(digestHex);
  const bytes = fromHex(digest);
  return letters.map((letter, row) => ({
    letter,
    hex: [digest.slice(8 * row, 8 * row + 4), digest.slice(8 * row + 4, 8 * row + 8)],
    words: [
      word(bytes, 4 * row),
      word(bytes, 4 * row + 1),
      word(bytes, 4 * row + 2),
      word(bytes, 4 * row + 3),
    ],
  }));
}

function word(bytes: Uint8Array, offset: number): string {
  const list = offset % 2 === 0 ? twoSyllables : threeSyllables;
  return list[bytes[offset] ?? 0] ?? '';
}
