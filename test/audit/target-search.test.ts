import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostVisits, type SearchedRole, TargetSearch } from '../../src/audit/target-search.ts';
import { binFor, speaksFor } from '../../src/tuf/delegated-path.ts';
import type { DelegatedRole, Delegations } from '../../src/tuf/delegation.ts';

type Roles = ReadonlyMap<string, SearchedRole & { readonly name: string }>;

const to = (
  name: string,
  paths: readonly string[] = ['*'],
  terminating = false,
): DelegatedRole => ({
  name,
  paths,
  terminating,
  keyids: [],
  threshold: 1,
  pathHashPrefixes: null,
});
const delegating = (roles: readonly DelegatedRole[]): Delegations => ({
  roles,
  succinct: null,
  keys: new Map(),
  unusable: [],
  oddities: [],
});
function rolesOf(
  list: Readonly<Record<string, { lists?: readonly string[]; to?: readonly DelegatedRole[] }>>,
): Roles {
  return new Map(
    Object.entries(list).map(([name, { lists = [], to: roles }]) => [
      name,
      {
        name,
        listed: () => new Set(lists),
        delegations: roles === undefined ? null : delegating(roles),
      },
    ]),
  );
}
const finder = (roles: Roles) => {
  const search = new TargetSearch(roles);
  return (target: string) => search.find(target)?.name ?? null;
};

/** The search as the specification words it, with a walk through every role for every target. */
function walked(roles: Roles, target: string): string | null {
  const seen = new Set<string>();
  const visit = (name: string): { found: string | null; ended: boolean } => {
    const role = roles.get(name);
    if (role === undefined || seen.has(name) || seen.size >= 256)
      return { found: null, ended: false };
    seen.add(name);
    if (role.listed?.().has(target) === true) return { found: name, ended: true };
    const succinct = role.delegations?.succinct ?? null;
    if (succinct !== null) return { found: visit(binFor(succinct, target)).found, ended: true };
    for (const one of role.delegations?.roles ?? []) {
      if (!speaksFor(one, target)) continue;
      const { found, ended } = visit(one.name);
      if (found !== null || ended || one.terminating) return { found, ended: true };
    }
    return { found: null, ended: false };
  };
  return visit('targets').found;
}

describe('the search for a target', () => {
  const names = ['targets', 'a', 'b', 'c', 'd', 'bin-0', 'bin-1'];
  const target = fc.constantFrom('x', 'y', 'a/x', 'a/y', 'b/x', 'a/b/x');
  const pattern = fc.constantFrom('*', 'x', '[xy]', 'a/*', '*/x', 'a/?', 'b/x', 'a/b/*', '?/?/?');
  const delegated = fc
    .tuple(fc.constantFrom(...names), fc.array(pattern, { maxLength: 3 }), fc.boolean())
    .map(([name, paths, terminating]) => to(name, paths, terminating));
  const listing = fc.uniqueArray(delegated, { maxLength: 5, selector: ({ name }) => name });
  const bins = fc.constant<Delegations>({
    ...delegating([]),
    succinct: { keyids: [], threshold: 1, bitLength: 1, namePrefix: 'bin' },
  });
  const below = fc.option(fc.oneof({ weight: 4, arbitrary: listing.map(delegating) }, bins));
  const role = fc.record({ lists: fc.array(target, { maxLength: 2 }), delegations: below });
  const all = fc.dictionary(fc.constantFrom(...names), role, { maxKeys: names.length });

  it('finds what a walk through all roles finds, in loops, over dead ends, past none that ends it', () => {
    fc.assert(
      fc.property(all, (given) => {
        const roles: Roles = new Map(
          Object.entries(given).map(([name, { lists, delegations }]) => [
            name,
            { name, listed: () => new Set(lists), delegations },
          ]),
        );
        const find = finder(roles);
        for (const one of ['x', 'y', 'a/x', 'a/y', 'b/x', 'a/b/x'])
          expect(find(one)).toBe(walked(roles, one));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes the first role in order, depth first', () => {
    const find = finder(
      rolesOf({
        targets: { to: [to('a'), to('b')] },
        a: { to: [to('c')] },
        b: { lists: ['x', 'y'] },
        c: { lists: ['x'] },
      }),
    );
    expect([find('x'), find('y'), find('z')]).toEqual(['c', 'b', null]);
  });

  it('does not go past a role that ends it, not even above', () => {
    const find = finder(
      rolesOf({
        targets: { to: [to('a'), to('b')] },
        a: { to: [to('c', ['x'], true)] },
        b: { lists: ['x', 'y'] },
        c: {},
      }),
    );
    expect([find('x'), find('y')]).toEqual([null, 'b']);
  });

  it('looks into 256 roles, and into no more', () => {
    const many = Array.from({ length: mostVisits }, (_, index) => `r${index}`);
    const roles = rolesOf({
      targets: { to: many.map((name) => to(name)) },
      ...Object.fromEntries(many.map((name, index) => [name, { lists: [`t${index}`] }])),
    });
    const find = finder(roles);
    // The top is the first of them.
    expect([find('t0'), find('t254'), find('t255')]).toEqual(['r0', 'r254', null]);
    expect(walked(roles, 't254')).toBe('r254');
  });

  it('comes to an end where roles lead to each other', () => {
    const find = finder(
      rolesOf({
        targets: { to: [to('a')] },
        a: { to: [to('targets'), to('b')] },
        b: { lists: ['x'] },
      }),
    );
    expect([find('x'), find('y')]).toEqual(['b', null]);
  });
});
