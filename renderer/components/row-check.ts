import type { SheetRow } from '../../src/encoding/fingerprint.ts';

/** How far a fingerprint was compared, by rows 0 to 7. */
export interface RowCheck {
  readonly same: ReadonlySet<number>;
  readonly differs: ReadonlySet<number>;
}

export const nothingCompared: RowCheck = { same: new Set(), differs: new Set() };

/** The state in which all eight rows agreed, for a comparison that was made before. */
export const allCompared: RowCheck = {
  same: new Set([0, 1, 2, 3, 4, 5, 6, 7]),
  differs: new Set(),
};

/** Says of one row that it agrees, differs, or is to be read again. */
export function withRow(
  check: RowCheck,
  row: number,
  verdict: 'same' | 'differs' | 'open',
): RowCheck {
  const same = new Set(check.same);
  const differs = new Set(check.differs);
  same.delete(row);
  differs.delete(row);
  if (verdict === 'same') same.add(row);
  if (verdict === 'differs') differs.add(row);
  return { same, differs };
}

/** The first row that nobody has said anything of, or null. */
export function currentRow(check: RowCheck): number | null {
  const row = [0, 1, 2, 3, 4, 5, 6, 7].find(
    (place) => !check.same.has(place) && !check.differs.has(place),
  );
  return row ?? null;
}

/** Whether all eight rows agree: then, and only then, the fingerprint is compared. */
export function agreesWhole(check: RowCheck): boolean {
  return check.same.size === 8 && check.differs.size === 0;
}

/**
 * What the other side said, typed: the row's four words, or its eight digits. Case, commas and gaps do not count.
 * `unclear` is neither four words nor eight digits, and says nothing of the row.
 */
export function compareTyped(typed: string, row: SheetRow): 'same' | 'differs' | 'unclear' {
  const parts = typed
    .trim()
    .toLowerCase()
    .split(/[\s,;:.]+/u)
    .filter((part) => part !== '');
  const digits = parts.join('');
  if (/^[0-9a-f]{8}$/u.test(digits)) return digits === row.hex.join('') ? 'same' : 'differs';
  if (parts.length !== 4) return 'unclear';
  return row.words.every((word, place) => word.toLowerCase() === parts[place]) ? 'same' : 'differs';
}
