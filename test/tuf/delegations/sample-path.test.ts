import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speaksFor } from '../../../src/tuf/delegated-path.ts';
import type { DelegatedRole, Delegations } from '../../../src/tuf/delegation.ts';
import { pathTo } from '../../../src/tuf/delegations/sample-path.ts';

const role = (paths: readonly string[] | null): DelegatedRole => ({
  name: 'x',
  keyids: [],
  threshold: 1,
  terminating: false,
  paths,
  pathHashPrefixes: paths === null ? ['ab'] : null,
});
const only = (one: DelegatedRole): Delegations => ({
  keys: new Map(),
  unusable: [],
  roles: [one],
  succinct: null,
  oddities: [],
});

describe('a path that leads to a role', () => {
  it('is one that the role lists, if it may', () => {
    const delegations = only(role(['a/*']));
    expect(pathTo(delegations, 'x', { targets: { 'b/c': {}, 'a/c': {} } })).toBe('a/c');
  });

  it('fits a pattern of the role, whatever the pattern is', () => {
    const piece = fc.constantFrom('a', '*', '?', '[ab]', '[!a]', '/', '.');
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const one = role([pieces.join('')]);
        const path = pathTo(only(one), 'x', null);
        expect(path === null ? pieces.join('') : speaksFor(one, path)).toBe(true);
      }),
    );
  });

  it('is none for a role that is not there, or that has digests in place of paths', () => {
    expect(pathTo(only(role(['a'])), 'y', null)).toBeNull();
    expect(pathTo(only(role(null)), 'x', null)).toBeNull();
  });
});
