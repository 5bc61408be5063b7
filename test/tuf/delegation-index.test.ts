import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { speaksFor } from '../../src/tuf/delegated-path.ts';
import type { DelegatedRole, Delegations } from '../../src/tuf/delegation.ts';
import { DelegationIndex } from '../../src/tuf/delegation-index.ts';

function delegations(roles: readonly Partial<DelegatedRole>[]): Delegations {
  return {
    keys: new Map(),
    unusable: [],
    oddities: [],
    succinct: null,
    roles: roles.map((role, index) => ({
      name: `role-${index}`,
      keyids: [],
      threshold: 1,
      terminating: false,
      paths: null,
      pathHashPrefixes: null,
      ...role,
    })),
  };
}

const digest = (target: string) => createHash('sha256').update(target).digest('hex');

/** Few letters, so that patterns and targets meet; and the characters that patterns are made of. */
const part = fc.stringMatching(/^[ab*?[\]!-]{0,3}$/);
const pattern = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  fc
    .array(fc.stringMatching(/^[ab]{0,2}$/), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/')),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const target = fc.oneof(
  fc
    .array(fc.stringMatching(/^[ab]{0,2}$/), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/')),
  pattern,
);
const prefix = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{0,2}$/),
  target.map(digest),
  target.map((one) => `${digest(one)}0`),
);
const roles = fc.array(
  fc.oneof(
    fc.record({ paths: fc.array(pattern, { maxLength: 4 }) }),
    fc.record({ pathHashPrefixes: fc.array(prefix, { maxLength: 4 }) }),
  ),
  { maxLength: 12 },
);

it('names the roles that a walk through all of them names, in their order', () => {
  fc.assert(
    fc.property(roles, fc.array(target, { minLength: 1, maxLength: 6 }), (list, targets) => {
      const all = delegations(list);
      const index = new DelegationIndex(all);
      for (const one of targets) {
        const walked = all.roles.filter((role) => speaksFor(role, one));
        expect(index.rolesFor(one)).toEqual(walked);
      }
    }),
    { numRuns: 1500 },
  );
});

it.each<[string, string, boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['/a', 'a', false],
  ['/a', '/a', true],
  ['a/', 'a/', true],
  ['a/', 'a', false],
  ['a/*', 'a/', true],
  ['a/*', 'a', false],
  ['*/b', 'a/b', true],
  ['a/[', 'a/[', true],
  ['a/b', 'a/b', true],
  ['a/b', 'a/b/c', false],
  ['a//b', 'a//b', true],
  ['constructor/*', 'constructor/x', true],
])('finds a role of %j for %j: %s', (paths, one, found) => {
  const index = new DelegationIndex(delegations([{ paths: ['x/*'] }, { paths: [paths] }]));
  expect(index.rolesFor(one).map(({ name }) => name)).toEqual(found ? ['role-1'] : []);
});

it('names a role once, and in the order of the list, whatever leads to it', () => {
  const prefixes = [digest('a/b').slice(0, 4), digest('a/b').slice(0, 6)];
  const index = new DelegationIndex(
    delegations([
      { pathHashPrefixes: prefixes },
      { paths: ['a/b', 'a/*', '*/*'] },
      { paths: ['b/*'] },
      { pathHashPrefixes: [''] },
      { paths: ['a/*'] },
    ]),
  );
  expect(index.rolesFor('a/b').map(({ name }) => name)).toEqual([
    'role-0',
    'role-1',
    'role-3',
    'role-4',
  ]);
});
