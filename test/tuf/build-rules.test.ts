import { describe, expect, it } from 'vitest';
import {
  requireExpiry,
  requireKeys,
  requireMark,
  requireRoles,
  requireVersion,
} from '../../src/tuf/build-rules.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { thrownIn } from '../ceremony/thrown.ts';
import { signer } from './signers.ts';

const [ana, ben] = [signer('ana'), signer('ben')];
const practised = signer('ana', { practice: true });
const mark = 'ab'.repeat(32);

const role = (keyids: readonly string[], threshold: number) => ({ keyids, threshold });

function refusal(act: () => void): string | null {
  const error = thrownIn(act);
  if (error === undefined) return null;
  if (!(error instanceof TufError)) throw error;
  expect(error).toMatchObject({
    code: 'tuf.build',
    hint: 'Correct the plan of the ceremony.',
    notDone: ['No metadata was made.'],
  });
  return error.message;
}

describe('a version', () => {
  it.each([1, 2, Number.MAX_SAFE_INTEGER])('may be %d', (version) => {
    expect(refusal(() => requireVersion(version))).toBeNull();
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53])('is never %d', (version) => {
    expect(refusal(() => requireVersion(version))).toBe('a version is no whole number from 1 on');
  });
});

describe('an expiry', () => {
  it.each(['2027-07-14T00:00:00Z', '2028-02-29T23:59:59Z'])('may be %s', (expires) => {
    expect(refusal(() => requireExpiry(expires))).toBeNull();
  });

  it.each([
    ['2027-02-29T00:00:00Z', 'an expiry is no time'],
    ['2027-13-01T00:00:00Z', 'an expiry is no time'],
    ['soon', 'an expiry is no time'],
    ['', 'an expiry is no time'],
    ['2027-07-14', 'an expiry is no time'],
    ['2027-07-14T02:00:00+02:00', 'an expiry is not in UTC and whole seconds'],
    ['2027-07-14T00:00:00.000Z', 'an expiry is not in UTC and whole seconds'],
  ])('is never %j', (expires, message) => {
    expect(refusal(() => requireExpiry(expires))).toBe(message);
  });
});

describe('the mark of a rehearsal', () => {
  it.each([[null], [mark]])('may be %s', (one) => {
    expect(refusal(() => requireMark(one))).toBeNull();
  });

  it.each(['', 'practice', mark.toUpperCase(), mark.slice(1), `${mark}0`])('is never %j', (one) => {
    expect(refusal(() => requireMark(one))).toBe('the mark of a rehearsal is no digest');
  });
});

describe('the keys of new metadata', () => {
  it('are each listed once, and all of one kind', () => {
    expect(refusal(() => requireKeys([ana, ben], null))).toBeNull();
    expect(refusal(() => requireKeys([practised], mark))).toBeNull();
    expect(refusal(() => requireKeys([], null))).toBeNull();
  });

  it.each([
    ['the same entry', [ana, ana]],
    ['the same key under another keyid', [ana, { ...ana, keyid: 'cd'.repeat(32) }]],
    ['another key under the same keyid', [ana, { ...ben, keyid: ana.keyid }]],
  ])('are never twice there: %s', (_, keys) => {
    expect(refusal(() => requireKeys(keys, null))).toBe('a key is listed twice');
  });

  it('are no practice keys where it counts, and nothing else in a rehearsal', () => {
    expect(refusal(() => requireKeys([ben, practised], null))).toBe(
      'a practice key is listed in metadata that counts',
    );
    expect(refusal(() => requireKeys([practised, ben], mark))).toBe(
      'a real key is listed in a rehearsal',
    );
  });

  it('can be used', () => {
    const broken = { keyid: ana.keyid, object: { ...ana.object, scheme: 'none' } };
    expect(thrownIn(() => requireKeys([broken], null))).toBeInstanceOf(TufError);
  });
});

describe('the roles of new metadata', () => {
  const keys = [ana, ben];
  const both = [ana.keyid, ben.keyid];

  it.each([1, 2])('may ask for %d of two', (threshold) => {
    expect(refusal(() => requireRoles([['root', role(both, threshold)]], keys))).toBeNull();
  });

  it.each([0, 3, -1, 1.5, Number.NaN])('never ask for %d of two', (threshold) => {
    expect(refusal(() => requireRoles([['root', role(both, threshold)]], keys))).toBe(
      'nobody could meet the threshold of the role root',
    );
  });

  it('have a key', () => {
    expect(refusal(() => requireRoles([['root', role([], 1)]], keys))).toBe(
      'nobody could meet the threshold of the role root',
    );
  });

  it('name no key twice, and none that is not listed', () => {
    expect(refusal(() => requireRoles([['a', role([ana.keyid, ana.keyid], 1)]], keys))).toBe(
      'the role a names a key twice',
    );
    expect(refusal(() => requireRoles([['a', role(both, 1)]], [ana]))).toBe(
      'the role a names a key that is not listed',
    );
  });

  it('have each a name of their own', () => {
    const twice = [['a', role(both, 1)] as const, ['a', role(both, 2)] as const];
    expect(refusal(() => requireRoles(twice, keys))).toBe('two roles have one name');
  });
});
