import { roleSpkis, type Root } from '../root.ts';
import { type TopRole } from '../role.ts';
import { type Comparison } from './comparison.ts';
import { pathText } from './leaf.ts';
import { movementOf } from './people.ts';
import { capital, count, day, list, quoted, roleWord } from './words.ts';

const knownMembers = new Set<string | number>([
  '_type',
  'spec_version',
  'version',
  'expires',
  'consistent_snapshot',
  'keys',
  'roles',
  'x-rehearsal',
]);

/** What is the same in both versions, in few lines: thresholds, people, other roles, terms. */
export function staysOf(comparison: Comparison): readonly string[] {
  const { previous, next } = comparison;
  if (previous === null) return [];
  return [
    ...thresholdLine(previous, next),
    ...peopleLine(comparison),
    ...roleLine(previous, next),
    ...termLines(previous, next),
    ...unknownLine(comparison),
  ];
}

function thresholdLine(previous: Root, next: Root): readonly string[] {
  const { threshold } = next.roles.root;
  if (threshold !== previous.roles.root.threshold) return [];
  const [old, now] = [roleSpkis(previous, 'root').length, roleSpkis(next, 'root').length];
  return [
    old === now
      ? `${threshold} of ${now} signatures are needed`
      : `${capital(count(threshold, 'signature'))} needed, now of ${now} keys`,
  ];
}

function peopleLine(comparison: Comparison): readonly string[] {
  const names = movementOf(comparison).stays.map(({ name }) => name);
  return names.length === 0 ? [] : [capital(list(names))];
}

function roleLine(previous: Root, next: Root): readonly string[] {
  const same = (['targets', 'snapshot', 'timestamp'] as const).filter((role) =>
    sameRole(previous, next, role),
  );
  return same.length === 0 ? [] : [`${capital(list(same.map(roleWord)))} keys`];
}

function sameRole(previous: Root, next: Root, role: TopRole): boolean {
  if (previous.roles[role].threshold !== next.roles[role].threshold) return false;
  const [old, now] = [roleSpkis(previous, role), roleSpkis(next, role)];
  return old.length === now.length && old.every((spki) => now.includes(spki));
}

function termLines(previous: Root, next: Root): readonly string[] {
  const lines: string[] = [];
  if (previous.metadata.expires.text === next.metadata.expires.text) {
    lines.push(`The expiry, ${day(next.metadata.expires)}`);
  }
  const terms = [
    ...(previous.consistentSnapshot === next.consistentSnapshot ? ['how files are named'] : []),
    ...(previous.metadata.specVersion === next.metadata.specVersion
      ? ['the edition of the specification']
      : []),
  ];
  return terms.length === 0 ? lines : [...lines, capital(list(terms))];
}

/** Nothing that the station does not know is passed over, even where it did not change. */
function unknownLine({ ledger }: Comparison): readonly string[] {
  const unknown = [...ledger.pairs.values()].filter(
    ({ path: [first = ''], same }) => same && !knownMembers.has(first),
  );
  if (unknown.length === 0) return [];
  const names = unknown.map(({ path }) => quoted(pathText(path), 80));
  return [`Members that the station does not know: ${list(names, 12)}`];
}
