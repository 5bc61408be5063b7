import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Metadata, MetadataKind } from '@tufjs/models';
import { binFor, isBin, roleNamed, speaksFor } from '../../src/tuf/delegated-path.ts';
import { parseDelegations, type SuccinctRoles } from '../../src/tuf/delegation.ts';
import { later, online } from '../audit/made-files.ts';

const speaks = (paths: readonly string[], target: string) =>
  speaksFor(
    { name: 'x', keyids: [], threshold: 1, terminating: false, paths, pathHashPrefixes: null },
    target,
  );

describe('patterns of paths', () => {
  it.each<[string, string, boolean]>([
    ['*', 'a.txt', true],
    ['*', 'a/b.txt', false],
    ['a/*', 'a/b.txt', true],
    ['a/*', 'a/', true],
    ['a/*/c', 'a/b/c', true],
    ['a/**', 'a/b/c', false],
    ['*.tgz', 'foo.tgz', true],
    ['*.tgz', 'foo.tgz.asc', false],
    ['foo-?.txt', 'foo-1.txt', true],
    ['foo-?.txt', 'foo-12.txt', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[a-c]x', '-x', false],
    ['[a-]x', '-x', true],
    ['[a-c-]x', '-x', true],
    ['[a-cx-z]', 'y', true],
    ['[ab]', 'b', true],
    ['[', '[', true],
    ['', '', true],
    ['a', 'A', false],
    ['*a*b*c*', 'xxaxxbxxcxx', true],
    ['*a*b*c*', 'xxaxxcxxbxx', false],
  ])('%j and %j: %s', (pattern, target, fits) => {
    expect(speaks([pattern], target)).toBe(fits);
  });

  it('take no time that grows out of hand', () => {
    expect(speaks([`${'*a'.repeat(2000)}b`], 'a'.repeat(4000))).toBe(false);
  });

  it('by the digest of the path', () => {
    const digest = createHash('sha256').update('hello').digest('hex');
    const role = { name: 'x', keyids: [], threshold: 1, terminating: false, paths: null };
    expect(speaksFor({ ...role, pathHashPrefixes: ['ffff', digest.slice(0, 3)] }, 'hello')).toBe(
      true,
    );
    expect(speaksFor({ ...role, pathHashPrefixes: ['ffff'] }, 'hello')).toBe(false);
  });
});

const bins = (bitLength: number): SuccinctRoles => ({
  keyids: [],
  threshold: 1,
  bitLength,
  namePrefix: 'bin',
});

const member = (value: object) => ({
  value: { keys: {}, ...value } as never,
  place: 'targets.json',
});

describe('hashed bins', () => {
  it('are those that another implementation finds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), fc.string(), (bitLength, target) => {
        const theirs = Metadata.fromJSON(MetadataKind.Targets, {
          signatures: [],
          signed: {
            _type: 'targets',
            spec_version: '1.0.31',
            version: 1,
            expires: later,
            targets: {},
            delegations: {
              keys: { [online.keyid]: online.object },
              succinct_roles: {
                keyids: [online.keyid],
                threshold: 1,
                bit_length: bitLength,
                name_prefix: 'bin',
              },
            },
          },
        } as never);
        const [role] = [...(theirs.signed.delegations?.rolesForTarget(target) ?? [])];
        const own = binFor(bins(bitLength), target);
        expect(own).toBe(role?.role);
        expect(isBin(bins(bitLength), own)).toBe(true);
      }),
    );
  });

  it.each(['bin-7', 'bin-0', 'bin-f'])('%s is one of sixteen', (name) => {
    expect(isBin(bins(4), name)).toBe(true);
  });

  it.each(['bin-10', 'bin-F', 'bin-', 'bin', 'other-1', 'bin-00', 'bin--1', 'bin-g'])(
    '%s is none of sixteen',
    (name) => expect(isBin(bins(4), name)).toBe(false),
  );

  const succinct = { keyids: ['a'], threshold: 1, bit_length: 4, name_prefix: 'bin' };

  it('are named by one rule', () => {
    const read = parseDelegations(member({ succinct_roles: succinct }));
    expect(roleNamed(read, 'bin-a')).toMatchObject({ keyids: ['a'], threshold: 1 });
    expect(roleNamed(read, 'bin-10')).toBeNull();
    expect(read.roles).toEqual([]);
  });

  it.each([
    ['0 bits', { ...succinct, bit_length: 0 }, {}],
    ['33 bits', { ...succinct, bit_length: 33 }, {}],
    ['no prefix', { ...succinct, name_prefix: 7 }, {}],
    ['roles beside them', succinct, { roles: [] }],
  ])('with %s are refused', (_, succinct_roles, more) => {
    expect(() => parseDelegations(member({ succinct_roles, ...more }))).toThrow(
      expect.objectContaining({ code: 'tuf.role' }),
    );
  });
});
