import { Metadata as PeerMetadata, MetadataKind } from '@tufjs/models';
import { describe, expect, test } from 'vitest';
import { nobleVerifier } from '../../src/keys/noble.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import type { Delegations } from '../../src/tuf/delegation.ts';
import type { Metadata } from '../../src/tuf/metadata.ts';
import type { Role, TopRole } from '../../src/tuf/role.ts';
import type { Root } from '../../src/tuf/root.ts';
import { parseTargets } from '../../src/tuf/targets.ts';
import { countAll, countSignatures, type SignatureStatus } from '../../src/tuf/threshold.ts';
import {
  type FileDraft,
  draftOf,
  fixture,
  metadataOf,
  rootDraft,
  rootOf,
  sigstoreRoot,
  sigstoreVersions,
} from './fixtures.ts';

const entries = () => rootDraft(1).signatures;

const judge = (metadata: Metadata, keys: Root['keys'], role: Role) =>
  countSignatures(metadata, keys, role, nobleVerifier);
const byRoot = (metadata: Metadata, root: Root, role: TopRole = 'root') =>
  judge(metadata, root.keys, root.roles[role]);
const words = (statuses: readonly { status: SignatureStatus }[]) =>
  statuses.map(({ status }) => status).join(' ');
const many = (count: number, status: SignatureStatus): string =>
  Array.from({ length: count }, () => status).join(' ');

describe('every signature of the published roots', () => {
  // By the version's own keys, and by those of the version before it.
  const expected: Record<number, readonly [string, string | null]> = {
    1: [many(5, 'valid'), null],
    2: [many(5, 'valid'), many(5, 'valid')],
    3: [many(3, 'valid'), many(3, 'valid')],
    4: [many(5, 'valid'), `${many(4, 'valid')} unknown-key`],
    5: [
      `${many(4, 'valid')} ${many(4, 'unknown-key')}`,
      `${many(4, 'unknown-key')} ${many(4, 'valid')}`,
    ],
    6: [many(5, 'valid'), many(5, 'valid')],
    7: [many(4, 'valid'), many(4, 'valid')],
    8: [many(4, 'valid'), many(4, 'valid')],
    9: [
      `${many(3, 'unknown-key')} ${many(3, 'valid')} unknown-key ${many(2, 'valid')} unknown-key`,
      `${many(3, 'valid')} ${many(3, 'unknown-key')} valid ${many(2, 'unknown-key')} valid`,
    ],
  };

  test.each(sigstoreVersions)('version %i', async (version) => {
    const { metadata } = sigstoreRoot(version);
    const self = await byRoot(metadata, sigstoreRoot(version));
    const before = version === 1 ? null : await byRoot(metadata, sigstoreRoot(version - 1));
    expect([words(self.statuses), before && words(before.statuses)]).toEqual(expected[version]);
    expect(self.met).toBe(true);
    expect(before?.met).not.toBe(false);
  });

  test('version 3 has exactly three of five', async () => {
    const root = sigstoreRoot(3);
    const count = await byRoot(root.metadata, root);
    expect([count.distinct.length, count.threshold, root.roles.root.keyids.length]).toEqual([
      3, 3, 5,
    ]);
  });

  test.each([
    [5, 4],
    [9, 5],
  ])('version %i lists %i signatures under two keyids', async (version, pairs) => {
    const { metadata } = sigstoreRoot(version);
    const self = await byRoot(metadata, sigstoreRoot(version));
    const before = await byRoot(metadata, sigstoreRoot(version - 1));
    expect(metadata.signatures).toHaveLength(2 * pairs);
    expect(new Set(metadata.signatures.map(({ sig }) => sig)).size).toBe(pairs);
    expect(new Set(self.distinct)).toEqual(new Set(before.distinct));
  });
});

describe('every signature of the two ceremonies', () => {
  test.each([
    ['2021-06-18', 1, ['root', 'targets', 'snapshot', 'timestamp'], [5, 5, 5, 5]],
    ['2022-07-12', 4, ['root', 'targets', 'snapshot', 'timestamp'], [5, 5, 1, 1]],
  ] as const)('%s', async (date, version, roles, counts) => {
    for (const [index, role] of roles.entries()) {
      const file = fixture(`ceremony/${date}/repository/${role}.json`);
      const count = await byRoot(file, sigstoreRoot(version), role);
      expect(words(count.statuses)).toBe(many(counts[index]!, 'valid'));
      expect(count.met).toBe(true);
    }
  });

  test('the delegated roles', async () => {
    const { rekor, staging, revocation } = delegated();
    for (const [name, role] of Object.entries({ rekor, staging, revocation })) {
      const file = fixture(`ceremony/2022-07-12/repository/${name}.json`);
      const count = await judge(file, delegations().keys, role);
      expect([count.distinct.length, count.met]).toEqual([1, true]);
    }
    const wrong = await judge(
      fixture('ceremony/2022-07-12/repository/rekor.json'),
      delegations().keys,
      staging,
    );
    expect([words(wrong.statuses), wrong.met]).toEqual(['not-in-role', false]);
  });
});

const rest = many(4, 'valid');

describe('a root whose signatures were changed', () => {
  const root = sigstoreRoot(1);
  const [a, b] = root.roles.root.keyids as [string, string];
  const statuses = async (change: (list: Entry[]) => unknown) => {
    const list = entries();
    const signatures = change(list) ?? list;
    const metadata = changed(1, { signatures });
    const count = await byRoot(metadata, root);
    return { words: words(count.statuses), distinct: count.distinct.length, met: count.met };
  };
  test.each<[string, (list: Entry[]) => unknown, string, number]>([
    ['an empty signature', ([first]) => void (first!.sig = ''), `empty ${rest}`, 4],
    ['null in place of one', ([first]) => void (first!.sig = null), `empty ${rest}`, 4],
    ['no hexadecimal text', ([first]) => void (first!.sig = 'zz'), `invalid ${rest}`, 4],
    [
      'half a byte',
      ([first]) => void (first!.sig = String(first!.sig).slice(1)),
      `invalid ${rest}`,
      4,
    ],
    ['the signature of another', ([one, two]) => void (one!.sig = two!.sig), `invalid ${rest}`, 4],
    [
      'a byte after it',
      ([first]) => void (first!.sig = `${String(first!.sig)}00`),
      `invalid ${rest}`,
      4,
    ],
    [
      'capital digits',
      ([first]) => void (first!.sig = String(first!.sig).toUpperCase()),
      many(5, 'valid'),
      5,
    ],
    ['an unknown keyid', ([first]) => void (first!.keyid = '00'), `unknown-key ${rest}`, 4],
    ['no signatures', () => [], '', 0],
    ['null in place of the list', () => null, '', 0],
  ])('%s', async (_, change, expected, distinct) => {
    const list = entries();
    const answer = change(list);
    const metadata = changed(1, { signatures: answer === undefined ? list : answer });
    const count = await byRoot(metadata, root);
    expect(words(count.statuses)).toBe(expected);
    expect([count.distinct.length, count.met]).toEqual([distinct, distinct >= 3]);
  });

  test('a keyid that stands twice counts once, by its first entry', async () => {
    expect(await statuses((list) => [...list, list[0]!])).toEqual({
      words: `${many(5, 'valid')} duplicate`,
      distinct: 5,
      met: true,
    });
    const afterEmpty = await statuses((list) => [{ keyid: a, sig: '' }, ...list]);
    expect(afterEmpty).toMatchObject({ words: `empty duplicate ${rest}`, distinct: 4 });
  });

  test('a key that left the role is told from one that is unknown', async () => {
    const { signed } = rootDraft(1);
    signed.roles.root.keyids = signed.roles.root.keyids.filter((keyid) => keyid !== b);
    const count = await byRoot(root.metadata, rootOf(signed));
    expect(words(count.statuses)).toBe(`valid not-in-role ${many(3, 'valid')}`);
    expect(count.statuses[1]!.spkiDigest).toBe(root.keys.get(b)!.publicKey.digest);
  });

  test('one digit of the signed part breaks every signature', async () => {
    const metadata = changed(1, { signed: { ...rootDraft(1).signed, version: 2 } });
    expect(words((await byRoot(metadata, root)).statuses)).toBe(many(5, 'invalid'));
  });
});

test('one key under two keyids of a role counts once, where @tufjs/models counts it twice', async () => {
  const authority = rootDraft(1);
  const file = rootDraft(1);
  const [keyid] = authority.signed.roles.root.keyids as [string];
  authority.signed.keys['other'] = authority.signed.keys[keyid]!;
  authority.signed.roles.root = { keyids: [keyid, 'other'], threshold: 2 };
  const [first] = file.signatures as [Entry];
  file.signatures = [first, { ...first, keyid: 'other' }];
  const count = await byRoot(metadataOf(file), rootOf(authority.signed));
  expect(words(count.statuses)).toBe('valid valid');
  expect([count.distinct.length, count.met]).toEqual([1, false]);
  expect(peerAgrees(authority, file, 'root')).toBe(true);
});

describe('beside @tufjs/models', () => {
  const cases = [
    ...sigstoreVersions.map((version) => [version, `root_history/${version}.root.json`, 'root']),
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((version) => [
      version - 1,
      `root_history/${version}.root.json`,
      'root',
    ]),
    ...(['targets', 'snapshot', 'timestamp'] as const).flatMap((role) => [
      [1, `ceremony/2021-06-18/repository/${role}.json`, role],
      [4, `ceremony/2022-07-12/repository/${role}.json`, role],
      [9, `ceremony/2022-07-12/repository/${role}.json`, role],
    ]),
    [9, 'root_history/1.root.json', 'root'],
    [1, 'root_history/9.root.json', 'root'],
  ] as [number, string, TopRole][];

  test.each(cases)('root %i decides on %s as %s', async (version, path, role) => {
    const ours = await byRoot(fixture(path), sigstoreRoot(version), role);
    const theirs = peerAgrees(rootDraft(version), draftOf(path), role);
    expect(ours.met).toBe(theirs);
  });

  test('with ever fewer signatures, both stop at the same count', async () => {
    const root = rootDraft(6);
    const file = rootDraft(6);
    const decisions: boolean[] = [];
    for (let left = 5; left >= 0; left--) {
      file.signatures = root.signatures.slice(0, left);
      const ours = await byRoot(metadataOf(file), sigstoreRoot(6));
      expect(ours.met).toBe(peerAgrees(root, file, 'root'));
      decisions.push(ours.met);
    }
    expect(decisions).toEqual([true, true, true, false, false, false]);
  });
});

test('the verifier is asked once, for what only it can tell', async () => {
  const asked: number[] = [];
  const counting: Verifier = {
    name: 'counting',
    verify: async (jobs) => {
      asked.push(jobs.length);
      return jobs.map(() => true);
    },
  };
  const { keys, roles } = sigstoreRoot(9);
  await countSignatures(sigstoreRoot(9).metadata, keys, roles.root, counting);
  await countSignatures(sigstoreRoot(1).metadata, keys, roles.root, counting);
  expect(asked).toEqual([5]);
});

type Entry = FileDraft['signatures'][number];

function changed(version: number, members: { [name: string]: unknown }): Metadata {
  return metadataOf({ ...rootDraft(version), ...members });
}

function delegations(): Delegations {
  const read = parseTargets(fixture('ceremony/2022-07-12/repository/targets.json')).delegations;
  if (read === null) throw new Error('the fixture has delegations');
  return read;
}

function delegated(): { rekor: Role; staging: Role; revocation: Role } {
  const [rekor, staging, revocation] = delegations().roles;
  if (!rekor || !staging || !revocation) throw new Error('the fixture has three roles');
  return { rekor, staging, revocation };
}

const kinds: Record<TopRole, MetadataKind> = {
  root: MetadataKind.Root,
  targets: MetadataKind.Targets,
  snapshot: MetadataKind.Snapshot,
  timestamp: MetadataKind.Timestamp,
};

/** Whether the other implementation takes the file for signed by the role of that root. */
function peerAgrees(root: object, file: object, role: TopRole): boolean {
  const authority = PeerMetadata.fromJSON(MetadataKind.Root, root as never);
  try {
    // One call for each kind, since the types of the library differ by kind.
    authority.verifyDelegate(role, PeerMetadata.fromJSON(kinds[role] as never, file as never));
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('was signed by')) return false;
    throw error;
  }
}

test('many questions are asked in one batch, and each gets its own answers', async () => {
  const batches: number[] = [];
  const counting: Verifier = {
    name: 'counting',
    verify: async (jobs) => {
      batches.push(jobs.length);
      return nobleVerifier.verify(jobs);
    },
  };
  const roots = [3, 1, 5, 2].map(sigstoreRoot);
  const questions = roots.flatMap(({ metadata }) =>
    roots.map(({ keys, roles }) => ({ metadata, keys, role: roles.root })),
  );
  const together = await countAll(questions, counting);
  expect(batches).toHaveLength(1);
  const alone = questions.map(({ metadata, keys, role }) =>
    countSignatures(metadata, keys, role, nobleVerifier),
  );
  expect(together).toEqual(await Promise.all(alone));
  expect(new Set(together.map(({ distinct }) => distinct.length)).size).toBeGreaterThan(1);
  expect(await countAll([], counting)).toEqual([]);
  expect(batches).toHaveLength(1);
});
