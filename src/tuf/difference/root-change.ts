/** One line of a review, as the contract of the page has it. `unexplained` blocks signing. */
export interface RootChange {
  readonly kind: 'joins' | 'leaves' | 'moves' | 'number' | 'role' | 'unexplained';
  /** The change as a sentence without a full stop. */
  readonly title: string;
  /** What follows from it; may be empty. */
  readonly detail: string;
  readonly old: string | null;
  readonly new: string | null;
}

/** A change that has no old and new beside its sentence. */
export function told(kind: RootChange['kind'], title: string, detail = ''): RootChange {
  return { kind, title, detail, old: null, new: null };
}
