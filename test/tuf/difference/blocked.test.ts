import { describe, expect, test } from 'vitest';
import type { Root } from '../../../src/tuf/root.ts';
import { rootOf } from '../fixtures.ts';
import { signer } from '../signers.ts';
import { difference, draftWith, five, people, rootWith, type SignedDraft } from './ceremony.ts';

const before = rootWith(five);
const plan = 'ab'.repeat(32);
const { mei, priya } = people;

/** The titles of what blocks, after the draft of version 16 was changed. */
function blocked(change: (signed: SignedDraft) => unknown, previous: Root | null = before) {
  const signed = draftWith(five, { version: 16 });
  change(signed);
  const review = difference(previous, rootOf(signed));
  const titles = review.changes.flatMap(({ kind, title }) =>
    kind === 'unexplained' ? [title] : [],
  );
  const { unexplained } = review.members;
  expect(unexplained > 0).toBe(titles.length > 0);
  expect(review.headline.endsWith(' has a change that nobody should sign for yet')).toBe(
    unexplained > 0,
  );
  expect(review.changes[0]!.kind === 'unexplained').toBe(unexplained > 0);
  return { titles, unexplained };
}

test('nothing blocks an ordinary version', () => {
  expect(blocked(() => {})).toEqual({ titles: [], unexplained: 0 });
});

describe('members that the station does not know', () => {
  test.each<[string, (signed: SignedDraft) => unknown, string]>([
    ['at the top', (signed) => (signed['x-new'] = 'text'), 'x-new is new'],
    ['empty', (signed) => (signed['x-new'] = {}), 'x-new is new'],
    ['null', (signed) => (signed['x-new'] = null), 'x-new is new'],
    ['deep', (signed) => (signed['x-new'] = { a: [1] }), 'x-new.a.0 is new'],
    [
      'in a key',
      ({ keys }) => (keys[mei.signer.keyid]!['x-new'] = 1),
      `keys.${mei.signer.keyid}.x-new is new`,
    ],
    [
      'beside a public key',
      ({ keys }) =>
        (keys[mei.signer.keyid]!['keyval'] = {
          ...(mei.signer.object['keyval'] as object),
          private: '',
        }),
      `keys.${mei.signer.keyid}.keyval.private is new`,
    ],
    [
      'another hash algorithm',
      ({ keys }) => (keys[mei.signer.keyid]!['keyid_hash_algorithms'] = ['md5']),
      `keys.${mei.signer.keyid}.keyid_hash_algorithms.0 is new`,
    ],
    ['in a role', ({ roles }) => (roles.root['x-new'] = 1), 'roles.root.x-new is new'],
    [
      'a fifth role',
      ({ roles }) => ((roles as { [name: string]: unknown })['mirrors'] = { threshold: 1 }),
      'roles.mirrors.threshold is new',
    ],
    [
      'an edition of another specification',
      (signed) => (signed.spec_version = '2.0'),
      'spec_version changes',
    ],
    [
      'a note of tuf-on-ci that is no number',
      (signed) => (signed['x-tuf-on-ci-expiry-period'] = 'x'),
      'x-tuf-on-ci-expiry-period is new',
    ],
  ])('%s', (_, change, title) => {
    expect(blocked(change)).toEqual({ titles: [title], unexplained: 1 });
  });

  test('that were taken away or changed, with old and new beside them', () => {
    const signed = { ...draftWith(five), 'x-old': 'here' };
    const gone = difference(rootOf(signed), rootWith(five, { version: 16 }));
    expect(gone.changes[0]).toMatchObject({
      title: 'x-old is taken away',
      old: '"here"',
      new: null,
    });
    const other = difference(
      rootOf(signed),
      rootOf({ ...draftWith(five, { version: 16 }), 'x-old': 2 }),
    );
    expect(other.changes[0]).toMatchObject({ title: 'x-old changes', old: '"here"', new: '2' });
  });

  test('that stay are named among what stays', () => {
    const review = difference(
      rootOf({ ...draftWith(five), 'x-old': 'here' }),
      rootOf({ ...draftWith(five, { version: 16 }), 'x-old': 'here' }),
    );
    expect(review.stays.at(-1)).toBe('Members that the station does not know: x-old');
    expect(review.members.unexplained).toBe(0);
  });

  test('beyond what one can read are summed up, and none is lost', () => {
    const many = Object.fromEntries(
      Array.from({ length: 90 }, (_, index) => [`x-${index}`, index]),
    );
    const review = difference(before, rootOf({ ...draftWith(five, { version: 16 }), ...many }));
    expect(review.members.unexplained).toBe(90);
    expect(review.changes.map(({ title }) => title)).toContain(
      '30 more values that the station cannot explain',
    );
  });

  test('with hostile names and values stay on one short line', () => {
    const name = `x-${'n'.repeat(9000)}`;
    const review = difference(
      before,
      rootOf({ ...draftWith(five, { version: 16 }), [name]: 'line\n\u202e\u0000'.repeat(9000) }),
    );
    const [first] = review.changes;
    expect(first!.title.length).toBeLessThan(300);
    expect(first!.new!.length).toBeLessThanOrEqual(300);
    expect(`${first!.title}${first!.new!}`).not.toMatch(/\p{C}/u);
    const row = review.sideBySide.find(({ same, old }) => !same && old === null)!;
    expect(row.member.length).toBeLessThanOrEqual(200);
    expect(row.new!.length).toBeLessThanOrEqual(2000);
  });
});

describe('versions', () => {
  test.each([
    [14, 'The version goes back by 1'],
    [15, 'The version stays what it was'],
    [17, 'The version goes up by 2, not by one'],
    [0, 'The version goes back by 15'],
  ])('%i after 15', (version, title) => {
    expect(blocked((signed) => (signed.version = version)).titles).toEqual([title]);
  });

  test('0 as the first', () => {
    expect(blocked((signed) => (signed.version = 0), null).titles).toEqual([
      'Version 0 is no version that a client accepts',
    ]);
  });
});

describe('keys', () => {
  test('another public key under a keyid that is in use', () => {
    const { titles } = blocked(({ keys }) => {
      keys[mei.signer.keyid] = { ...priya.signer.object };
    });
    expect(titles).toEqual(['A keyid stands for another public key than before']);
  });

  test('one public key under two keyids', () => {
    const { titles } = blocked(({ keys, roles }) => {
      keys['again'] = { ...mei.signer.object };
      roles.root.keyids.push('again');
    });
    expect(titles[0]).toBe('The key of Mei Tanaka is listed under two keyids');
  });

  test('a key that the station cannot read', () => {
    const { titles } = blocked(({ keys, roles }) => {
      keys['odd'] = { keytype: 'odd', scheme: 'odd', keyval: { public: '' } };
      roles.root.keyids.push('odd');
    });
    expect(titles).toEqual([
      'A key is listed that the station cannot read',
      'The root names one key that the station cannot use',
    ]);
  });

  test('a keyid without a key', () => {
    expect(blocked(({ roles }) => roles.timestamp.keyids.push('nobody')).titles).toEqual([
      'Timestamp names one key that the station cannot use',
    ]);
  });

  test('a key that is taken away while its roles still name it', () => {
    const { titles } = blocked(({ keys }) => delete keys[mei.signer.keyid]);
    expect(titles).toEqual(['A role names a key that is no longer listed']);
  });

  test('a practice key in a root that counts', () => {
    const { titles } = blocked(({ keys }) => (keys[mei.signer.keyid]!['x-practice'] = true));
    expect(titles).toEqual(['A practice key is listed in a root that counts']);
  });

  test('a real key in a practice root', () => {
    const first = rootWith(five, { rehearsal: plan });
    const signed = draftWith(five, { version: 16, rehearsal: plan });
    const { keyid, object } = signer('stranger');
    signed.keys[keyid] = { ...object };
    signed.roles.root.keyids.push(keyid);
    expect(difference(first, rootOf(signed)).changes[0]!.title).toBe(
      'A key that is no practice key is listed in a practice root',
    );
  });

  test('a threshold that nobody can meet, changed or not', () => {
    const impossible = draftWith(five);
    impossible.roles.targets.threshold = 6;
    const again = { ...impossible, version: 16 };
    for (const previous of [before, rootOf(impossible)]) {
      const review = difference(previous, rootOf(again));
      expect(review.changes[0]).toMatchObject({
        kind: 'unexplained',
        title: 'Nobody could meet the threshold of targets',
        detail: 'Six signatures would be needed, from five keys.',
      });
      expect(review.members.unexplained).toBe(1);
    }
  });
});

describe('the mark of a rehearsal', () => {
  test('cannot be taken away, and cannot be put on', () => {
    const practice = rootWith(five, { rehearsal: plan });
    expect(blocked(() => {}, practice).titles).toContain('The mark of a rehearsal is taken away');
    const review = difference(before, rootWith(five, { version: 16, rehearsal: plan }));
    expect(review.changes.map(({ title }) => title)).toContain(
      'The mark of a rehearsal is put on a root that counts',
    );
  });
});

test('more changes than a person can read block as one line', () => {
  const strangers = Array.from({ length: 250 }, (_, index) => signer(`stranger ${index}`));
  const { titles, unexplained } = blocked(({ keys, roles }) => {
    for (const { keyid, object } of strangers) {
      keys[keyid] = { ...object };
      roles.root.keyids.push(keyid);
    }
  });
  expect(titles).toEqual(['52 more changes than a person can read']);
  expect(unexplained).toBeGreaterThan(51);
});
