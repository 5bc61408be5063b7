import type { Dirent } from 'node:fs';

const NUMBERED_ROOT = /^(\d{1,9})\.root\.json$/;

/**
 * Says in a few words what a folder seems to hold, from the names in it; empty if nothing is recognised. It is only a
 * help for the eye: what is opened is judged by content.
 */
export function contentOf(entries: readonly Pick<Dirent, 'name'>[]): string {
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has('ceremony.yaml')) return 'Ceremony';
  const versions = entries
    .map((entry) => NUMBERED_ROOT.exec(entry.name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b);
  const first = versions[0];
  const last = versions.at(-1);
  if (names.has('targets.json') && (names.has('root.json') || first !== undefined))
    return 'TUF repository';
  if (first !== undefined && last !== undefined)
    return first === last ? `Root ${first}` : `Roots ${first} to ${last}`;
  if (names.has('repository') && names.has('keys')) return 'Ceremony output';
  if (entries.some((entry) => entry.name.endsWith('_pubkey.pem'))) return 'Key files';
  return '';
}
