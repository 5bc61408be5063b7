import { describe, expect, it } from 'vitest';
import { causeOf, type Disputed } from '../../src/audit/opinion-causes.ts';
import type { SignatureCount } from '../../src/tuf/threshold.ts';
import { spkiOf } from '../ceremony/sample-acts.ts';

type Status = SignatureCount['statuses'][number]['status'];

/** A verdict over signatures of these keyids; so many have to be valid. */
function disputed(
  threshold: number,
  statuses: readonly (readonly [keyid: string, status: Status])[],
  change: Partial<Disputed> = {},
): Disputed {
  const judged = statuses.map(([keyid, status], index) => ({
    keyid,
    index,
    status,
    spki: spkiOf(keyid),
  }));
  return {
    ours: { distinct: [], threshold, met: false, statuses: judged as never },
    unusable: [],
    oddities: new Set(),
    wide: false,
    ...change,
  };
}

const yes = { accepts: true, refused: null };
const no = (refused: string | null) => ({ accepts: false, refused });
const plain = disputed(2, [['a', 'valid']]);

describe('the cause of a difference', () => {
  it('is that keyids are counted, only where enough of them are valid', () => {
    const two = disputed(2, [
      ['a', 'valid'],
      ['b', 'valid'],
    ]);
    expect(causeOf(two, yes)).toMatch(/^It counts keyids\./);
    expect(causeOf(two, no(null))).toBeNull();
    expect(causeOf(plain, yes)).toBeNull();
    // The same keyid twice is one keyid.
    const twice = disputed(2, [
      ['a', 'valid'],
      ['a', 'valid'],
    ]);
    expect(causeOf(twice, yes)).toBeNull();
    const bad = disputed(2, [
      ['a', 'valid'],
      ['b', 'invalid'],
    ]);
    expect(causeOf(bad, yes)).toBeNull();
  });

  it('is that other kinds of keys are verified, only where it accepts more', () => {
    const unusable = [{ keyid: 'a', object: {}, problem: new Error('no') as never }];
    expect(causeOf({ ...plain, unusable }, yes)).toMatch(/^It verifies kinds of keys/);
    expect(causeOf({ ...plain, unusable }, no('too few'))).toBeNull();
  });

  it('is a keyid twice, only where it refuses', () => {
    const twice = disputed(1, [
      ['a', 'valid'],
      ['a', 'duplicate'],
    ]);
    expect(causeOf(twice, no('multiple signatures'))).toMatch(/^It refuses a file that lists one/);
    expect(causeOf(disputed(3, [['a', 'duplicate']]), yes)).toBeNull();
  });

  it.each([
    ['signature.null', 'sig is no string', /^It refuses null in place of signatures/],
    ['version-0', 'version must be positive', /^It refuses null in place of signatures/],
    ['content-unreadable', 'missing snapshot.json in meta', /^It refuses a file whose content/],
    ['metadata.null-member', 'roles is null', /^It refuses null where a list/],
    ['metadata.other-spec', 'Unsupported specVersion', /^It refuses a file of another version of/],
    ['metadata.spec-version', 'unsupported spec_version', /^It refuses files that do not name/],
    ['metadata.spec-version', 'Spec version 1', /^It refuses files that do not name/],
  ])('is %s, only where that was read', (oddity, refused, cause) => {
    const odd = { ...plain, oddities: new Set([oddity]) };
    expect(causeOf(odd, no(refused))).toMatch(cause);
    // Refused without a reason, or accepted: then it explains nothing.
    expect(causeOf(odd, no(null))).toBeNull();
    expect(causeOf(odd, yes)).toBeNull();
  });

  it('is not the specification’s version where another reason is given', () => {
    const odd = { ...plain, oddities: new Set(['metadata.spec-version']) };
    expect(causeOf(odd, no('threshold'))).toBeNull();
    expect(causeOf(plain, no('spec_version'))).toBeNull();
  });

  it('is the order of names outside of the basic plane, only where signatures are missing for it', () => {
    const odd = { ...plain, wide: true };
    expect(causeOf(odd, no(null))).toMatch(/^It orders member names by their UTF-16 form/);
    expect(causeOf(odd, no('threshold'))).toBeNull();
    expect(causeOf(odd, yes)).toBeNull();
  });

  it('is an empty version of the specification, only where signatures are missing for it', () => {
    const odd = { ...plain, oddities: new Set(['spec-version-empty']) };
    expect(causeOf(odd, no(null))).toMatch(/^It reads an empty version of the specification/);
    expect(causeOf(odd, no('threshold'))).toBeNull();
    expect(causeOf(odd, yes)).toBeNull();
  });

  it.each([
    ['Metafile version must be at least 1', /^It refuses a file that names version 0/],
    ['length must be a number', /^It refuses targets without a length/],
    ['unsupported key type', /^It does not verify keys of this kind/],
    ['Unknown Key', /^It does not verify keys of this kind/],
    ['error:asn1 encoding', /^It does not verify keys of this kind/],
    ['failed to decode', /^It does not verify keys of this kind/],
  ])('is seen from its reason: %s', (refused, cause) => {
    expect(causeOf(plain, no(refused))).toMatch(cause);
    expect(causeOf(plain, { accepts: true, refused })).toBeNull();
  });

  it('is not known for anything else', () => {
    for (const refused of [null, '', 'hash differs', 'a length must be a number'])
      expect(causeOf(plain, no(refused))).toBeNull();
  });
});
