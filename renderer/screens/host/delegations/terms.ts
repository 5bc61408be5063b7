import type { Input } from '../../../calls.ts';
import type { DelegatedRole } from './role-card.tsx';

type Wish = Input<'delegations.propose'>;

/** What is to become of a role: a new one, or one of those that are there. */
export type Changing =
  | { readonly change: 'add'; readonly role: null }
  | { readonly change: 'redelegate' | 'adjust' | 'revoke'; readonly role: DelegatedRole };

/** What is typed on the page about a role. */
export interface Terms {
  readonly name: string;
  readonly paths: string;
  readonly threshold: string;
  readonly terminating: boolean;
  readonly reason: string;
}

/** Fields as they begin: those of the role that is there. */
export function termsOf({ role }: Changing): Terms {
  if (role === null) return { name: '', paths: '', threshold: '1', terminating: true, reason: '' };
  const { name, paths, threshold, terminating } = role;
  return { name, paths: paths.join('\n'), threshold: `${threshold}`, terminating, reason: '' };
}

/** Lines of the field, without empty ones. */
export function pathsIn({ paths }: Terms): string[] {
  return paths
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * What is to be filled in before the difference can be shown, or null.
 * @param place the folder with answers that hold; null while there is none
 */
export function missingIn({ change }: Changing, terms: Terms, place: string | null): string | null {
  const comes = change === 'add' || change === 'redelegate';
  if (terms.name.trim() === '') return 'Name the role first.';
  if (comes && place === null) return 'Take in the answers of the other project first.';
  if (change === 'revoke') return terms.reason.trim() === '' ? 'Say why it is revoked.' : null;
  if (pathsIn(terms).length === 0) return 'Say for which paths they sign.';
  if (!/^[1-9][0-9]?$/.test(terms.threshold.trim())) return 'Say how many of them have to sign.';
  return null;
}

/** The wish that these fields make; only where nothing is missing. */
export function wishOf({ change }: Changing, terms: Terms, place: string | null): Wish | null {
  const role = terms.name.trim();
  const reason = terms.reason.trim();
  if (change === 'revoke') return { change, role, reason };
  const { terminating } = terms;
  const threshold = Number(terms.threshold.trim());
  const rest = { role, paths: pathsIn(terms), threshold, terminating, reason };
  if (change === 'adjust') return { change, ...rest };
  return place === null ? null : { change, place, ...rest };
}
