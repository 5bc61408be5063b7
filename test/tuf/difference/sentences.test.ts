import { describe, expect, test } from 'vitest';
import { rootDifference, type RootDifference } from '../../../src/tuf/difference.ts';
import { sigstoreRoot, sigstoreVersions, rootOf } from '../fixtures.ts';
import { difference, draftWith, five, lines, type Person, people, rootWith } from './ceremony.ts';

const without = (...gone: Person[]): Person[] => five.filter((one) => !gone.includes(one));
const before = rootWith(five);

function after(holders: readonly Person[], threshold = 3): RootDifference {
  return difference(before, rootWith(holders, { version: 16, threshold }));
}

function to(expires: string): RootDifference {
  return difference(before, rootWith(five, { version: 16, expires }));
}

describe('the review of the interface', () => {
  const next = rootWith([...without('ingrid'), 'priya'], {
    version: 16,
    expires: '2027-07-14T00:00:00Z',
  });
  const review = difference(before, next);

  test('has this headline', () => {
    expect(review.headline).toBe('Version 16 replaces one keyholder and moves the expiry');
    expect(review.against).toBe('against version 15, the root in use');
  });

  test('has these changes, in this order', () => {
    expect(review.changes).toEqual([
      {
        kind: 'leaves',
        title: 'Ingrid Solheim leaves',
        detail: 'Token 15938791 can no longer sign for the root and targets.',
        old: null,
        new: null,
      },
      {
        kind: 'joins',
        title: 'Priya Raman joins',
        detail: 'Token 24617802 may sign for the root and targets.',
        old: null,
        new: null,
      },
      {
        kind: 'moves',
        title: 'The root is valid 181 days longer',
        detail: '',
        old: '14 January 2027',
        new: '14 July 2027',
      },
      { kind: 'number', title: 'The version goes up by one', detail: '', old: '15', new: '16' },
    ]);
  });

  test('says what stays', () => {
    expect(review.stays).toEqual([
      '3 of 5 signatures are needed',
      'Amara Okafor, Jonas Lindqvist, Mei Tanaka and Rafael Duarte',
      'Snapshot and timestamp keys',
      'How files are named and the edition of the specification',
    ]);
  });

  test('accounts for every member', () => {
    const { total, changed, unchanged, unexplained } = review.members;
    expect(unexplained).toBe(0);
    expect(changed + unchanged).toBe(total);
    expect(review.sideBySide).toHaveLength(total);
    expect(review.sideBySide).toContainEqual({
      member: 'version',
      old: '15',
      new: '16',
      same: false,
    });
  });
});

describe('people', () => {
  test('one joins', () => {
    const review = after([...five, 'priya']);
    expect(review.headline).toBe('Version 16 adds one keyholder');
    expect(review.stays[0]).toBe('Three signatures needed, now of 6 keys');
  });

  test('two leave', () => {
    const review = after(without('mei', 'amara'), 2);
    expect(review.headline).toBe(
      'Version 16 removes two keyholders and asks for 2 of 3 signatures',
    );
    expect(lines(review).slice(0, 2)).toEqual([
      'leaves: Amara Okafor leaves',
      'leaves: Mei Tanaka leaves',
    ]);
  });

  test('one takes another token', () => {
    const twins = rootWith([...without('ingrid'), 'priya'], { version: 16 });
    const review = rootDifference(before, twins, (spki) => {
      const { ingrid, priya } = people;
      if (spki === ingrid.signer.publicKey.digest) return ingrid.holder;
      return spki === priya.signer.publicKey.digest
        ? { ...priya.holder, name: ingrid.holder.name }
        : null;
    });
    expect(review.headline).toBe('Version 16 changes one token');
    expect(review.changes[0]).toMatchObject({
      kind: 'role',
      title: 'Ingrid Solheim changes to another token',
      detail: 'Token 24617802 may sign for the root and targets, token 15938791 can no longer.',
    });
  });

  test('one takes a new key on the same token', () => {
    const twins = rootWith([...without('ingrid'), 'priya'], { version: 16 });
    const review = rootDifference(before, twins, (spki) => {
      const { ingrid, priya } = people;
      const both = [ingrid.signer.publicKey.digest, priya.signer.publicKey.digest];
      return both.includes(spki) ? ingrid.holder : null;
    });
    expect(review.headline).toBe('Version 16 renews one key');
    expect(review.changes[0]!.title).toBe('Ingrid Solheim signs with a new key');
  });

  test('somebody whom nobody knows is named by the key', () => {
    const review = rootDifference(
      before,
      rootWith([...five, 'priya'], { version: 16 }),
      () => null,
    );
    const digest = people.priya.signer.publicKey.digest;
    const short = `${digest.slice(0, 4)} ${digest.slice(4, 8)}`;
    expect(review.changes[0]).toMatchObject({
      title: `Key ${short} joins`,
      detail: 'It may sign for the root and targets.',
    });
  });

  test('one who leaves the root may still sign for targets', () => {
    const signed = draftWith(five, { version: 16 });
    const { keyid } = people.mei.signer;
    signed.roles.root.keyids = signed.roles.root.keyids.filter((other) => other !== keyid);
    const review = difference(before, rootOf(signed));
    expect(review.changes[0]).toMatchObject({
      title: 'Mei Tanaka leaves',
      detail: 'Token 14470876 can no longer sign for the root. It still signs for targets.',
    });
    expect(review.members.unexplained).toBe(0);
  });
});

describe('roles', () => {
  test('a higher threshold', () => {
    const review = difference(before, rootWith(five, { version: 16, threshold: 4 }));
    expect(lines(review)).toEqual([
      'role: The root and targets need four signatures, no longer 3 (3 of 5 to 4 of 5)',
      'number: The version goes up by one (15 to 16)',
    ]);
    expect(review.headline).toBe('Version 16 asks for 4 of 5 signatures');
  });

  test('a lower threshold says only', () => {
    const review = difference(before, rootWith(five, { version: 16, threshold: 1 }));
    expect(lines(review)[0]).toBe(
      'role: The root and targets need only one signature, no longer 3 (3 of 5 to 1 of 5)',
    );
  });

  test('another key for two roles is one sentence', () => {
    const review = difference(before, rootWith(five, { version: 16, online: 'other' }));
    expect(review.headline).toBe('Version 16 changes who signs for snapshot and timestamp');
    expect(review.changes[0]!.title).toBe('Snapshot and timestamp get another key');
    expect(review.changes[0]!.detail).toMatch(
      /^Key [0-9a-f ]{9} may sign\. Key [0-9a-f ]{9} can no longer sign\.$/,
    );
    expect(review.stays).not.toContain('Snapshot and timestamp keys');
  });

  test('a key more, a key fewer', () => {
    const signed = draftWith(five, { version: 16 });
    signed.roles.snapshot.keyids.push(people.mei.signer.keyid);
    const more = rootOf(signed);
    expect(lines(difference(before, more))[0]).toBe(
      'role: One key more for snapshot (1 of 1 to 1 of 2)',
    );
    const back = rootOf({ ...draftWith(five, { version: 17 }) });
    const later = difference(rootOf({ ...signed, version: 16 }), back);
    expect(lines(later)[0]).toBe('role: One key fewer for snapshot (1 of 2 to 1 of 1)');
  });

  test('a key that no role uses', () => {
    const signed = draftWith(five, { version: 16 });
    const { keyid, object } = people.priya.signer;
    signed.keys[keyid] = { ...object };
    const added = rootOf(signed);
    expect(lines(difference(before, added))[0]).toBe(
      'role: The key of Priya Raman is listed, and no role uses it',
    );
    const removed = difference(added, rootWith(five, { version: 17 }));
    expect(lines(removed)[0]).toBe('role: The key of Priya Raman is no longer listed');
  });

  test('another order of the same keys', () => {
    const next = rootWith(five.toReversed(), { version: 16 });
    const review = difference(before, next);
    expect(lines(review).slice(0, 2)).toEqual([
      'role: The keys of the root stand in another order',
      'role: The keys of targets stand in another order',
    ]);
    expect(review.members.unexplained).toBe(0);
  });
});

describe('terms', () => {
  test.each([
    [
      '2027-01-13T00:00:00Z',
      'The root expires 1 day earlier',
      '14 January 2027',
      '13 January 2027',
    ],
    [
      '2027-01-15T12:00:00Z',
      'The root is valid 1 day longer',
      '14 January 2027',
      '15 January 2027',
    ],
    [
      '2027-01-14T02:00:00Z',
      'The root is valid 2 hours longer',
      '2027-01-14T00:00:00Z',
      '2027-01-14T02:00:00Z',
    ],
    [
      '2036-01-14T00:00:00Z',
      'The root is valid 3287 days longer',
      '14 January 2027',
      '14 January 2036',
    ],
  ])('expiry %s', (expires, title, old, now) => {
    const review = to(expires);
    expect(review.headline).toBe('Version 16 moves the expiry');
    expect(review.changes[0]).toMatchObject({ kind: 'moves', title, old, new: now });
  });

  test('the time of day is said where it is not midnight', () => {
    expect(to('2027-01-15T18:22:02Z').changes[0]!.detail).toBe('Until 18:22:02 UTC on that day.');
    expect(to('2027-01-15T00:00:00Z').changes[0]!.detail).toBe('');
  });

  test('the same instant in other words', () => {
    const signed = { ...draftWith(five, { version: 16 }), expires: '2027-01-14T01:00:00+01:00' };
    expect(lines(difference(before, rootOf(signed)))[0]).toBe(
      'moves: The expiry is written differently, and stays the same (2027-01-14T00:00:00Z to 2027-01-14T01:00:00+01:00)',
    );
  });

  test('names of files', () => {
    const review = difference(before, rootWith(five, { version: 16, consistentSnapshot: false }));
    expect(review.headline).toBe('Version 16 changes how files are named');
    expect(lines(review)[0]).toBe('role: Published files have names without a version');
  });

  test('names of files that stay, where the file no longer says so', () => {
    const signed: { [member: string]: unknown } = draftWith(five, {
      version: 16,
      consistentSnapshot: false,
    });
    delete signed['consistent_snapshot'];
    const review = difference(rootWith(five, { consistentSnapshot: false }), rootOf(signed));
    expect(lines(review)[0]).toBe(
      'role: How files are named is written differently, and stays the same',
    );
  });

  test('the edition of the specification', () => {
    const signed = { ...draftWith(five, { version: 16 }), spec_version: '1.0.33' };
    const review = difference(before, rootOf(signed));
    expect(lines(review)[0]).toBe(
      'number: The edition of the TUF specification changes (1.0.31 to 1.0.33)',
    );
  });

  test('nothing but the version', () => {
    const review = difference(before, rootWith(five, { version: 16 }));
    expect(review.headline).toBe('Version 16 changes nothing but its number');
    expect(review.members.changed).toBe(1);
    expect(review.stays).toContain('The expiry, 14 January 2027');
  });

  test('notes of tuf-on-ci', () => {
    const signed = draftWith(five, { version: 16 });
    signed.keys[people.mei.signer.keyid]!['x-tuf-on-ci-keyowner'] = '@mei';
    signed['x-tuf-on-ci-expiry-period'] = 182;
    signed.roles.timestamp['x-tuf-on-ci-signing-period'] = 4;
    const review = difference(before, rootOf(signed));
    expect(review.members.unexplained).toBe(0);
    expect(lines(review).slice(0, 2)).toEqual([
      'role: A note beside the key of Mei Tanaka changes (nothing to "@mei")',
      'role: Two notes on the schedule of signing change',
    ]);
  });
});

describe('a first root', () => {
  const review = difference(null, rootWith(five, { version: 1 }));

  test('reads as one', () => {
    expect(review.headline).toBe(
      'Version 1 is the first root: five keyholders, three signatures needed',
    );
    expect(review.against).toBe('there is no root before it');
    expect(lines(review)).toEqual([
      'joins: Amara Okafor joins',
      'joins: Ingrid Solheim joins',
      'joins: Jonas Lindqvist joins',
      'joins: Mei Tanaka joins',
      'joins: Rafael Duarte joins',
      'role: 3 of 5 keys have to sign for the root and targets',
      'role: One key signs for snapshot and timestamp',
      'role: Published files carry their version in their names',
      'number: Edition 1.0.31 of the TUF specification',
      'moves: The root is valid until 14 January 2027',
      'number: This is version 1',
    ]);
    expect(review.stays).toEqual([]);
    expect(review.members).toMatchObject({ unchanged: 0, unexplained: 0 });
  });

  test('says where it is only the first that is here', () => {
    expect(difference(null, sigstoreRoot(5)).headline).toBe(
      'Version 5 has no root before it here: five keyholders, three signatures needed',
    );
  });
});

describe('a rehearsal', () => {
  const plan = 'ab'.repeat(32);
  const first = rootWith(five, { version: 1, rehearsal: plan });

  test('says so in every headline and first of all', () => {
    const review = difference(null, first);
    expect(review.headline).toMatch(/^Version 1 of the practice root is the first root/);
    expect(lines(review)[0]).toBe('role: This is a practice root: nothing signed here counts');
    expect(review.members.unexplained).toBe(0);
  });

  test('goes on like a real one', () => {
    const next = rootWith([...without('ingrid'), 'priya'], { version: 2, rehearsal: plan });
    const review = difference(first, next);
    expect(review.headline).toBe('Version 2 of the practice root replaces one keyholder');
    expect(review.members.unexplained).toBe(0);
  });

  test('of another plan is told after what is rehearsed, and not in the headline', () => {
    const other = 'cd'.repeat(32);
    const next = rootWith([...without('ingrid'), 'priya'], { version: 2, rehearsal: other });
    const review = difference(first, next);
    expect(review.headline).toBe('Version 2 of the practice root replaces one keyholder');
    expect(lines(review).map((line) => line.split(':')[0])).toEqual([
      'leaves',
      'joins',
      'role',
      'number',
    ]);
    expect(review.changes[2]?.detail).toBe(
      'It belongs to the rehearsal whose plan begins with cdcdcdcd.',
    );
  });
});

test('the next rehearsal says to which plan it belongs', () => {
  const [plan, other] = ['ab'.repeat(32), 'cdef0123'.repeat(8)];
  const next = rootWith(five, { version: 2, rehearsal: other });
  const review = difference(rootWith(five, { version: 1, rehearsal: plan }), next);
  expect(review.changes[0]).toMatchObject({
    kind: 'role',
    title: 'The practice root belongs to another rehearsal than before',
    detail: 'It belongs to the rehearsal whose plan begins with cdef0123.',
  });
  expect(review.members).toMatchObject({ changed: 2, unexplained: 0 });
});

describe('the published history', () => {
  const headlines = [
    'Version 1 is the first root: five keyholders, three signatures needed',
    'Version 2 changes who signs for snapshot and timestamp and moves the expiry',
    'Version 3 moves the expiry',
    'Version 4 replaces one keyholder and moves the expiry',
    'Version 5 changes who signs for snapshot and timestamp, lists five keys anew, changes how files are named and moves the expiry',
    'Version 6 moves the expiry',
    'Version 7 moves the expiry',
    'Version 8 moves the expiry',
    'Version 9 lists seven keys anew and moves the expiry',
  ];

  test.each(sigstoreVersions)('version %i is explained whole', (version) => {
    const previous = version === 1 ? null : sigstoreRoot(version - 1);
    const review = rootDifference(previous, sigstoreRoot(version), () => null);
    expect(review.headline).toBe(headlines[version - 1]);
    expect(review.members.unexplained).toBe(0);
    expect(review.changes.every(({ title }) => /^[A-Z0-9].*[^.!]$/.test(title))).toBe(true);
  });
});

test('a threshold of targets alone is no change of the root', () => {
  const signed = draftWith(five, { version: 16 });
  signed.roles.targets.threshold = 2;
  const review = difference(before, rootOf(signed));
  expect(review.headline).toBe('Version 16 changes who signs for targets');
  expect(lines(review)[0]).toBe(
    'role: Targets needs only two signatures, no longer 3 (3 of 5 to 2 of 5)',
  );
  expect(review.stays[0]).toBe('3 of 5 signatures are needed');
});
