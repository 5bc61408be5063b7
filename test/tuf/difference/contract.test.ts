import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Review } from '../../../src/contract/review.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { rootDifference, type RootDifference } from '../../../src/tuf/difference.ts';
import { rootOf, sigstoreRoot, sigstoreVersions } from '../fixtures.ts';
import { signer } from '../signers.ts';
import { difference, draftWith, five, holderOf, rootWith } from './ceremony.ts';

/** The part of a review that a difference fills, and what a difference has beside it. */
const Told = Review.pick({
  version: true,
  against: true,
  headline: true,
  changes: true,
  stays: true,
  members: true,
  sideBySide: true,
}).extend({ spokenFor: z.undefined() });

function told(review: RootDifference): z.output<typeof Told> {
  return Told.parse({ ...review, spokenFor: undefined });
}

describe('a difference fits the contract of the page', () => {
  test.each(sigstoreVersions)('for published root %i', (version) => {
    const previous = version === 1 ? null : sigstoreRoot(version - 1);
    const review = rootDifference(previous, sigstoreRoot(version), () => null);
    expect(told(review).version).toBe(version);
  });

  test('with names as long as a plan allows, of more people than fit a sentence', () => {
    const crowd = Array.from({ length: 60 }, (_, index) => signer(`crowd ${index}`));
    const names = new Map(
      crowd.map(({ publicKey }, index) => [
        publicKey.digest,
        { name: `${String(index).padStart(2, '0')}${'n'.repeat(118)}`, serial: '1'.repeat(64) },
      ]),
    );
    const signed = draftWith(five, { version: 16 });
    for (const { keyid, object } of crowd) {
      signed.keys[keyid] = { ...object };
      signed.roles.snapshot.keyids.push(keyid);
    }
    const next = rootOf(signed);
    const review = told(rootDifference(rootWith(five), next, (spki) => names.get(spki) ?? null));
    expect(review.changes[0]!.title).toBe('60 keys more for snapshot');
    expect(review.changes[0]!.detail).toHaveLength(2000);
    expect(review.members.unexplained).toBe(0);
  });

  test('with a name that would break a line', () => {
    const review = rootDifference(null, rootWith(five, { version: 1 }), () => ({
      name: 'Eve\n\u202e\u0007Adam',
      serial: '1',
    }));
    expect(told(review).changes.map(({ title }) => title)).toContain('Eve Adam joins');
  });

  test('with more members than the page shows', () => {
    const many = Object.fromEntries(Array.from({ length: 2500 }, (_, index) => [`x-${index}`, 1]));
    const review = difference(
      rootOf({ ...draftWith(five), ...many }),
      rootOf({ ...draftWith(five, { version: 16 }), ...many, 'x-2499': 2 }),
    );
    expect(told(review).sideBySide).toHaveLength(2000);
    // What changed is shown, although it stands last in the file.
    expect(review.sideBySide.filter(({ same }) => !same).map(({ member }) => member)).toEqual([
      'version',
      'x-2499',
    ]);
    expect(review.members.total).toBeGreaterThan(2500);
    expect(review.stays.at(-1)).toMatch(/ and 24\d\d more$/);
  });

  test('with hostile members anywhere', () => {
    const previous = rootWith(five);
    const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
    const name = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(name, anything, fc.string({ unit: 'binary' }), (member, json, text) => {
        const draft = draftWith(five, { version: 16 });
        const signed = { ...draft, 'x-text': text.repeat(100), [`x-${member}`]: json };
        const next = readable(signed);
        if (next === null) return;
        const review = told(rootDifference(previous, next, holderOf));
        expect(review.members.unexplained).toBeGreaterThan(0);
        for (const { title, detail } of review.changes)
          expect(title + detail).not.toMatch(/\p{C}/u);
      }),
      { numRuns: 150 },
    );
  });
});

function readable(signed: object) {
  try {
    return rootOf(signed);
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}
