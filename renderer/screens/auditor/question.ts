import type { Input } from '../../calls.ts';
import { typedInstant } from './as-of.ts';

/** A folder or file that the auditor chose, by the name that main gave it. */
export interface ChosenPlace {
  readonly id: string;
  readonly name: string;
  readonly kind: 'folder' | 'file';
}

/** What is to be audited, as far as it was chosen. */
export interface AuditQuestion {
  readonly places: readonly ChosenPlace[];
  readonly git: boolean;
  readonly trustedRoot: ChosenPlace | null;
  /** As it was typed, in UTC; null for now. */
  readonly when: { readonly day: string; readonly time: string } | null;
}

export const noQuestion: AuditQuestion = {
  places: [],
  git: false,
  trustedRoot: null,
  when: null,
};

/** The contract takes so many. */
export const mostPlaces = 64;

/** Adds a place once, at the end. */
export function withPlace(question: AuditQuestion, place: ChosenPlace): AuditQuestion {
  const known = question.places.some(({ id }) => id === place.id);
  return known ? question : { ...question, places: [...question.places, place] };
}

export function withoutPlace(question: AuditQuestion, id: string): AuditQuestion {
  return { ...question, places: question.places.filter((place) => place.id !== id) };
}

/** What keeps the question from being asked, as a sentence; empty if nothing does. */
export function waitsFor({ places, git, when }: AuditQuestion): string {
  if (places.length === 0) return 'Add a folder or a file first.';
  if (places.length > mostPlaces) return `At most ${mostPlaces} folders and files at once.`;
  if (git && places.some(({ kind }) => kind === 'file'))
    return 'A file has no Git history. Take it out, or check the files as they are.';
  if (when !== null && typedInstant(when.day, when.time) === null)
    return 'There is no such date or time.';
  return '';
}

/** The question as main takes it. */
export function askedOf({ places, git, trustedRoot, when }: AuditQuestion): Input<'audit.run'> {
  return {
    places: places.map(({ id }) => id),
    git,
    trustedRoot: trustedRoot?.id ?? null,
    asOf: when === null ? null : typedInstant(when.day, when.time),
  };
}
