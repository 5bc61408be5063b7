import { describe, expect, it } from 'vitest';
import {
  missingIn,
  pathsIn,
  termsOf,
  wishOf,
} from '../../../../../renderer/screens/host/delegations/terms.ts';
import { delegationsOf } from '../../../gallery/values/delegations.ts';

const [role] = delegationsOf('real').roles;
if (role === undefined) throw new Error('a delegated role');
const add = { change: 'add', role: null } as const;
const filled = {
  name: ' registry.example.org ',
  paths: ' registry.example.org/* \n\n mirror/*\n',
  threshold: ' 2 ',
  terminating: false,
  reason: ' why ',
};

describe('what is typed about a delegation', () => {
  it('begins with what is there, and with nothing for a new role', () => {
    expect(termsOf(add)).toEqual({
      name: '',
      paths: '',
      threshold: '1',
      terminating: true,
      reason: '',
    });
    expect(termsOf({ change: 'adjust', role })).toMatchObject({
      name: role.name,
      paths: 'log.example.org/*',
      terminating: false,
    });
  });

  it.each([
    ['Name the role first.', { ...filled, name: ' ' }, 'p-1'],
    ['Take in the answers of the other project first.', filled, null],
    ['Say for which paths they sign.', { ...filled, paths: ' \n ' }, 'p-1'],
    ['Say how many of them have to sign.', { ...filled, threshold: '0' }, 'p-1'],
    ['Say how many of them have to sign.', { ...filled, threshold: '1e1' }, 'p-1'],
    ['Say how many of them have to sign.', { ...filled, threshold: '100' }, 'p-1'],
    [null, filled, 'p-1'],
  ])('says what is missing: %s', (missing, terms, place) => {
    expect(missingIn(add, terms, place)).toBe(missing);
  });

  it('asks for a reason where a role ends, and for no answers where keys stay', () => {
    const revoke = { change: 'revoke', role } as const;
    expect(missingIn(revoke, { ...filled, reason: '' }, null)).toBe('Say why it is revoked.');
    expect(missingIn(revoke, filled, null)).toBeNull();
    expect(missingIn({ change: 'adjust', role }, filled, null)).toBeNull();
    expect(missingIn({ change: 'redelegate', role }, filled, null)).not.toBeNull();
  });

  it('makes the wish without what belongs to another one', () => {
    expect(pathsIn(filled)).toEqual(['registry.example.org/*', 'mirror/*']);
    const terms = {
      role: 'registry.example.org',
      paths: ['registry.example.org/*', 'mirror/*'],
      threshold: 2,
      terminating: false,
      reason: 'why',
    };
    expect(wishOf(add, filled, 'p-1')).toEqual({ change: 'add', place: 'p-1', ...terms });
    expect(wishOf(add, filled, null)).toBeNull();
    expect(wishOf({ change: 'adjust', role }, filled, 'p-1')).toEqual({
      change: 'adjust',
      ...terms,
    });
    expect(wishOf({ change: 'revoke', role }, filled, null)).toEqual({
      change: 'revoke',
      role: 'registry.example.org',
      reason: 'why',
    });
  });
});
