import { describe, expect, test } from 'vitest';
import { compareRoots } from '../../../src/tuf/difference/comparison.ts';
import { type HolderOf, keyBook, shortDigest } from '../../../src/tuf/difference/key-book.ts';
import { renamedKeys } from '../../../src/tuf/difference/naming.ts';
import { movementOf } from '../../../src/tuf/difference/people.ts';
import { rootDifference } from '../../../src/tuf/difference.ts';
import { rootOf, sigstoreRoot } from '../fixtures.ts';
import { signer } from '../signers.ts';
import { draftWith, five, holderOf, people, type Person, rootWith } from './ceremony.ts';

const before = rootWith(five);
const nobody: HolderOf = () => null;
/** Everybody of this list is one and the same person. */
const sameName =
  (...same: Person[]): HolderOf =>
  (spki) => {
    const holder = holderOf(spki);
    const one = same.find((person) => people[person].signer.publicKey.digest === spki);
    return one !== undefined && holder !== null ? { ...holder, name: 'One Person' } : holder;
  };

describe('the book of keys', () => {
  test('has every public key once, keyholders of the root first', () => {
    const book = keyBook(before, rootWith([...five.slice(1), 'priya'], { version: 16 }), holderOf);
    expect(book.map(({ name }) => name)).toEqual([
      'Amara Okafor',
      'Ingrid Solheim',
      'Jonas Lindqvist',
      'Mei Tanaka',
      'Rafael Duarte',
      expect.stringMatching(/^key [0-9a-f]{4} [0-9a-f]{4}$/),
      'Priya Raman',
    ]);
  });

  test('knows in which roles a key is, under whatever keyid', () => {
    const book = keyBook(sigstoreRoot(4), sigstoreRoot(5), nobody);
    const kept = book.filter(
      ({ rolesBefore, rolesAfter }) => rolesBefore.length * rolesAfter.length > 0,
    );
    expect(kept).toHaveLength(5);
    for (const { keyidsBefore, keyidsAfter, rolesBefore, rolesAfter } of kept) {
      expect(keyidsBefore).not.toEqual(keyidsAfter);
      expect([rolesBefore, rolesAfter]).toEqual([
        ['root', 'targets'],
        ['root', 'targets'],
      ]);
    }
  });

  test('names a key by its holder, its owner, or its digest, in this order', () => {
    const signed = draftWith(five, { version: 16 });
    const { keyid, publicKey } = people.mei.signer;
    const named = (holder: HolderOf) =>
      keyBook(before, rootOf(signed), holder).find(({ spki }) => spki === publicKey.digest)!.name;
    expect(named(nobody)).toBe(`key ${shortDigest(publicKey.digest)}`);
    signed.keys[keyid]!['x-tuf-on-ci-keyowner'] = '@mei';
    expect(named(nobody)).toBe('@mei');
    expect(named(holderOf)).toBe('Mei Tanaka');
  });

  test.each(['mei', '@', '@a b', '@a\n', `@${'a'.repeat(40)}`, 5, null])(
    'does not take %j for an owner',
    (owner) => {
      const signed = draftWith(five, { version: 16 });
      signed.keys[people.mei.signer.keyid]!['x-tuf-on-ci-keyowner'] = owner;
      const names = keyBook(before, rootOf(signed), nobody).map(({ name }) => name);
      expect(names.every((name) => name.startsWith('key '))).toBe(true);
    },
  );
});

/** How many join, leave, take another key, and stay. */
function movement(holders: readonly Person[], holder: HolderOf): readonly number[] {
  const next = rootWith(holders, { version: 16 });
  const { joins, leaves, renews, stays } = movementOf(compareRoots(before, next, holder));
  return [joins.length, leaves.length, renews.length, stays.length];
}

describe('who moves', () => {
  test.each<[string, readonly Person[], HolderOf, number[]]>([
    ['nobody', five, holderOf, [0, 0, 0, 5]],
    ['one joins', [...five, 'priya'], holderOf, [1, 0, 0, 5]],
    ['one leaves', five.slice(1), holderOf, [0, 1, 0, 4]],
    ['one for another', [...five.slice(1), 'priya'], holderOf, [1, 1, 0, 4]],
    [
      'one takes another key',
      [...five.slice(1), 'priya'],
      sameName('amara', 'priya'),
      [0, 0, 1, 4],
    ],
    ['unknown keys are never one person', [...five.slice(1), 'priya'], nobody, [1, 1, 0, 4]],
    [
      'one who stays and gets a second key joins',
      [...five, 'priya'],
      sameName('amara', 'priya'),
      [1, 0, 0, 5],
    ],
    [
      'two keys of one name give way to one: who is who is not guessed',
      [...five.slice(2), 'priya'],
      sameName('amara', 'ingrid', 'priya'),
      [1, 2, 0, 3],
    ],
  ])('%s', (_, holders, holder, expected) => {
    expect(movement(holders, holder)).toEqual(expected);
  });

  test('one key gives way to two of the same name: who is who is not guessed', () => {
    const signed = draftWith([...five.slice(1), 'priya'], { version: 16 });
    const second = signer('a second');
    signed.keys[second.keyid] = { ...second.object };
    signed.roles.root.keyids.push(second.keyid);
    const review = rootDifference(before, rootOf(signed), (spki) => {
      const { amara, priya } = people;
      const same = [amara, priya].map((one) => one.signer.publicKey.digest);
      const one = [...same, second.publicKey.digest].includes(spki);
      return one ? { name: 'One Person', serial: spki.slice(0, 4) } : holderOf(spki);
    });
    expect(review.headline).toBe('Version 16 replaces one keyholder and adds one keyholder');
    expect(review.members.unexplained).toBe(0);
  });
});

describe('keys that are listed anew', () => {
  test('are those with one keyid in each version, and another', () => {
    expect(renamedKeys(compareRoots(sigstoreRoot(8), sigstoreRoot(9), nobody))).toHaveLength(7);
    expect(renamedKeys(compareRoots(sigstoreRoot(4), sigstoreRoot(5), nobody))).toHaveLength(5);
    expect(renamedKeys(compareRoots(sigstoreRoot(3), sigstoreRoot(4), nobody))).toHaveLength(0);
    expect(renamedKeys(compareRoots(null, sigstoreRoot(4), nobody))).toHaveLength(0);
  });

  test('and leave the root in the same version, leave it all the same', () => {
    const draft = draftWith(five, { version: 16 });
    const { keyid, object } = people.mei.signer;
    delete draft.keys[keyid];
    draft.keys['renamed'] = { ...object };
    draft.roles.root.keyids = draft.roles.root.keyids.filter((other) => other !== keyid);
    draft.roles.targets.keyids = draft.roles.targets.keyids.map((other) =>
      other === keyid ? 'renamed' : other,
    );
    const review = rootDifference(before, rootOf(draft), holderOf);
    expect(review.members.unexplained).toBe(0);
    expect(review.changes.slice(0, 2)).toMatchObject([
      {
        title: 'Mei Tanaka leaves',
        detail: 'Token 14470876 can no longer sign for the root. It still signs for targets.',
      },
      {
        title: 'One key is listed under a new keyid',
        detail: 'The public key is the same: Mei Tanaka.',
      },
    ]);
  });

  test('in another encoding under the same keyid are written in another form', () => {
    const old = sigstoreRoot(4);
    const signed = JSON.parse(JSON.stringify(old.metadata.signed)) as ReturnType<typeof draftWith>;
    signed.version = 5;
    const modern = new Map(
      [...sigstoreRoot(5).keys.values()].map((key) => [key.publicKey.digest, key.object['keyval']]),
    );
    for (const [keyid, key] of old.keys) {
      const keyval = modern.get(key.publicKey.digest);
      if (keyval !== undefined)
        signed.keys[keyid] = { ...signed.keys[keyid], keyval, keytype: 'ecdsa' };
    }
    const review = rootDifference(old, rootOf(signed), nobody);
    expect(review.headline).toBe('Version 5 writes keys in another form');
    expect(review.changes[0]!.title).toBe('Five keys are written in another form');
    expect(review.members).toMatchObject({ changed: 11, unexplained: 0 });
  });
});
