import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../../../src/encoding/bytes.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { rootDifference, type RootDifference } from '../../../src/tuf/difference.ts';
import type { Root } from '../../../src/tuf/root.ts';
import { rootDraft, rootOf, sigstoreRoot, sigstoreVersions } from '../fixtures.ts';
import { draftWith, five, holderOf } from './ceremony.ts';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
type Container = { [member: string | number]: Json };
type Path = readonly (string | number)[];

/**
 * The account of a difference, checked without any of the code that made it: flat lists of values of both versions,
 * and what each sentence says it speaks for.
 */
function audit(previous: Root | null, next: Root, review: RootDifference): void {
  const old = previous === null ? new Map<string, string>() : flat(previous.metadata.signed);
  const now = flat(next.metadata.signed);
  const keys = new Set([...old.keys(), ...now.keys()]);
  const spoken = review.spokenFor.flat();
  // No value has two sentences, and none speaks for a value that is not there.
  expect(new Set(spoken).size).toBe(spoken.length);
  for (const key of spoken) expect(keys).toContain(key);
  // Every value that differs has one.
  const differing = [...keys].filter((key) => old.get(key) !== now.get(key));
  for (const key of differing) expect(spoken).toContain(key);
  // The counts are those of the lists, and what blocks is never counted as explained.
  const open = review.changes.flatMap(({ kind }, index) =>
    kind === 'unexplained' ? (review.spokenFor[index] ?? []) : [],
  );
  const { total, changed, unchanged, unexplained } = review.members;
  expect(total).toBe(keys.size);
  expect(unexplained).toBe(open.length);
  expect(changed).toBe(spoken.length - open.length);
  expect(changed + unchanged + unexplained).toBe(total);
  expect(unexplained > 0).toBe(review.changes.some(({ kind }) => kind === 'unexplained'));
  // Other bytes to sign always show.
  const same =
    previous !== null && equalBytes(previous.metadata.signedBytes, next.metadata.signedBytes);
  expect(same || changed + unexplained > 0).toBe(true);
  expect(review.changes.length).toBeLessThanOrEqual(200);
}

/** Values by path, as JSON text; a keyid of a role by what it is, since a role's keys are a set. */
function flat(value: unknown, path: Path = []): Map<string, string> {
  const isRole = path.length === 3 && path[0] === 'roles' && path[2] === 'keyids';
  const entries =
    typeof value !== 'object' || value === null
      ? []
      : Array.isArray(value)
        ? value.map((entry, index) => [isRole ? String(entry) : index, entry] as const)
        : Object.entries(value);
  if (entries.length === 0) return new Map([[JSON.stringify(path), JSON.stringify(value)]]);
  return new Map(entries.flatMap(([step, entry]) => [...flat(entry, [...path, step])]));
}

function paths(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap((step) => paths((value as Container)[step]!, [...path, step]))];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, step) => (inner as Container)[step]!, value);
}

/** Does something to the member at that path. */
function alter(signed: Json, path: Path, act: 'remove' | 'replace' | 'add', json: Json): void {
  const last = path.at(-1);
  const parent = at(signed, path.slice(0, -1)) as Container;
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  if (act === 'replace') parent[last] = json;
  else if (act === 'add') {
    const target = parent[last];
    if (Array.isArray(target)) target.push(json);
    else if (typeof target === 'object' && target !== null) target['x-added'] = json;
    else parent[Array.isArray(parent) ? parent.length : 'x-added'] = json;
  } else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

/** The root of the draft, or null where it cannot be read: then nothing can be signed either. */
function readable(signed: Json): Root | null {
  try {
    return rootOf(signed);
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, 3, 17, '', 'root', [], {}, 'ecdsa'),
  fc.constantFrom<Json>('2028-01-01T00:00:00Z', '@somebody', 'ab'.repeat(32), { a: [1, {}] }),
  fc.string(),
  fc.maxSafeInteger(),
  fc
    .jsonValue({ maxDepth: 2 })
    .filter((json) => !/\d\.|e[+-]?\d|-0/.test(JSON.stringify(json))) as fc.Arbitrary<Json>,
);
const alteration = fc.record({
  where: fc.nat(),
  act: fc.constantFrom('remove', 'replace', 'add'),
  json: value,
});

describe('no change is without a sentence', () => {
  const bases: { name: string; previous: Root; signed: () => Json }[] = [
    ...([1, 5, 9] as const).map((version) => ({
      name: `published root ${version}`,
      previous: sigstoreRoot(version),
      signed: () => ({
        ...(rootDraft(version).signed as { [name: string]: Json }),
        version: version + 1,
      }),
    })),
    {
      name: 'a root of this station',
      previous: rootOf(draftWith(five)),
      signed: () => draftWith(five, { version: 16 }) as Json,
    },
    {
      name: 'a practice root',
      previous: rootOf(draftWith(five, { rehearsal: 'ab'.repeat(32) })),
      signed: () => draftWith(five, { version: 16, rehearsal: 'ab'.repeat(32) }) as Json,
    },
  ];

  test.each(bases)('$name, altered at random', ({ previous, signed }) => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(alteration, { minLength: 1, maxLength: 6 }), (alterations) => {
        const draft = signed();
        for (const { where, act, json } of alterations) {
          const all = paths(draft);
          alter(draft, all[where % all.length]!, act, structuredClone(json));
        }
        const next = readable(draft);
        if (next === null) return;
        read += 1;
        audit(previous, next, rootDifference(previous, next, holderOf));
        audit(null, next, rootDifference(null, next, holderOf));
        audit(next, previous, rootDifference(next, previous, holderOf));
      }),
      { numRuns: 120 },
    );
    // A property that refuses nearly everything would prove nothing.
    expect(read).toBeGreaterThan(15);
  });

  test.each(bases)('$name, every value in turn', ({ previous, signed }) => {
    const unaltered = rootDifference(previous, rootOf(signed()), holderOf);
    for (const path of paths(signed())) {
      for (const act of ['remove', 'replace', 'add'] as const) {
        const draft = signed();
        alter(draft, path, act, 'zz');
        const next = readable(draft);
        if (next === null) continue;
        const review = rootDifference(previous, next, holderOf);
        audit(previous, next, review);
        if (path.length === 0) continue;
        // One more thing has happened than in the version before it was altered.
        expect([path, review.changes, review.members]).not.toEqual([
          path,
          unaltered.changes,
          unaltered.members,
        ]);
      }
    }
  });

  test('keyids in any other order, with some gone', () => {
    const previous = rootOf(draftWith(five));
    const { keyids } = previous.roles.targets;
    fc.assert(
      fc.property(fc.shuffledSubarray([...keyids], { minLength: 3 }), (shuffled) => {
        // The same version, so that nothing but the order may tell the two apart.
        const draft = draftWith(five);
        draft.roles.targets.keyids = shuffled;
        const next = rootOf(draft);
        const review = rootDifference(previous, next, holderOf);
        audit(previous, next, review);
        const titles = review.changes.map(({ title }) => title);
        const moved = 'The keys of targets stand in another order';
        const inOrder = keyids.filter((keyid) => shuffled.includes(keyid));
        expect(titles.includes(moved)).toBe(inOrder.join() !== shuffled.join());
      }),
    );
  });

  test('between any two published roots', () => {
    for (const from of [null, ...sigstoreVersions]) {
      for (const to of sigstoreVersions) {
        const previous = from === null ? null : sigstoreRoot(from);
        const next = sigstoreRoot(to);
        const review = rootDifference(previous, next, () => null);
        audit(previous, next, review);
        expect(review.members.unexplained > 0).toBe(from !== null && to !== from + 1);
      }
    }
  });
});

describe('no change hides behind a friendlier one', () => {
  const previous = rootOf(draftWith(five));

  test('an unknown member always blocks, whatever else changes', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        value,
        fc.constantFrom(16, 99),
        fc.constantFrom(2, 3, 4),
        (where, json, version, threshold) => {
          const draft = draftWith(five, { version, threshold }) as Json;
          const objects = paths(draft).filter((path) => {
            const target = at(draft, path);
            return typeof target === 'object' && target !== null && !Array.isArray(target);
          });
          const path = objects[where % objects.length]!;
          (at(draft, path) as Container)['x-hidden'] = json;
          const next = readable(draft);
          if (next === null) return;
          const review = rootDifference(previous, next, holderOf);
          expect(review.members.unexplained).toBeGreaterThan(0);
          const told = review.changes.filter(({ kind }) => kind === 'unexplained');
          expect(told.map(({ title }) => title).join('\n')).toMatch(
            /x-hidden|cannot read|nobody|not by one/i,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test('a keyid is in a sentence whenever it comes or goes', () => {
    fc.assert(
      fc.property(fc.subarray([...five, 'priya'] as const, { minLength: 3 }), (holders) => {
        const next = rootOf(draftWith(holders, { version: 16 }));
        const review = rootDifference(previous, next, holderOf);
        const titles = review.changes.map(({ title }) => title).join('\n');
        for (const [person, name] of [
          ['amara', 'Amara Okafor'],
          ['ingrid', 'Ingrid Solheim'],
          ['jonas', 'Jonas Lindqvist'],
          ['mei', 'Mei Tanaka'],
          ['rafael', 'Rafael Duarte'],
        ] as const) {
          expect(titles.includes(`${name} leaves`)).toBe(!holders.includes(person));
        }
        expect(titles.includes('Priya Raman joins')).toBe(holders.includes('priya'));
        expect(review.members.unexplained).toBe(0);
      }),
    );
  });
});
