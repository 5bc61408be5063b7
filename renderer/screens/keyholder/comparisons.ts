import { useMemo, useState } from 'react';
import type { RowCheck } from '../../components/row-check.ts';

/** What a person has compared with another device, by the digest that was compared. */
export interface Comparisons {
  /** How far the comparison of this digest is; null when none was begun. */
  readonly of: (digest: string) => RowCheck | null;
  readonly keep: (digest: string, check: RowCheck) => void;
}

/** Ticked rows live as long as the ceremony is open on screen, and never count for other bytes. */
export function useComparisons(): Comparisons {
  const [checks, setChecks] = useState<ReadonlyMap<string, RowCheck>>(new Map());
  return useMemo(
    () => ({
      of: (digest) => checks.get(digest) ?? null,
      keep: (digest, check) => setChecks((before) => new Map(before).set(digest, check)),
    }),
    [checks],
  );
}
