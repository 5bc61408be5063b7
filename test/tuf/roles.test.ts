import { describe, expect, test } from 'vitest';
import { parseRoot, roleSpkis } from '../../src/tuf/root.ts';
import { parseSnapshot, parseTimestamp } from '../../src/tuf/snapshot.ts';
import { parseTargets } from '../../src/tuf/targets.ts';
import {
  draftOf,
  type FileDraft,
  fixture,
  metadataOf,
  rootDraft,
  type RootDraft,
  rootOf,
  sigstoreRoot,
  sigstoreVersions,
} from './fixtures.ts';
import { signer } from './signers.ts';

const targetsPath = 'ceremony/2022-07-12/repository/targets.json';

/** A published file after a change. */
function altered<Draft extends FileDraft>(
  draft: Draft,
  change: (signed: Draft['signed']) => unknown,
) {
  change(draft.signed);
  return metadataOf(draft);
}

const root = (change: (signed: RootDraft['signed']) => unknown) =>
  parseRoot(altered(rootDraft(9), change));
const codesOf = (oddities: readonly { code: string; place: string }[]) =>
  oddities.map(({ code, place }) => `${code} ${place.replace(/^.* in /, '')}`);

describe('published roots', () => {
  test.each(sigstoreVersions)('version %i', (version) => {
    const { roles, keys, unusableKeys, rehearsal, ...read } = sigstoreRoot(version);
    expect(read.version).toBe(version);
    expect(unusableKeys).toEqual([]);
    expect(rehearsal).toBeNull();
    expect([roles.root.threshold, roles.root.keyids.length]).toEqual([3, 5]);
    expect(keys.size).toBe(version === 1 ? 5 : 7);
    expect(read.consistentSnapshot).toBe(version > 4);
  });

  test('name points as a legacy encoding, and nothing else beside the edition', () => {
    expect(sigstoreRoot(9).oddities.map(({ code }) => code)).toEqual(['metadata.spec-version']);
    expect(sigstoreRoot(1).oddities.map(({ code }) => code)).toEqual([
      'metadata.spec-version',
      'metadata.time-form',
      ...Array.from({ length: 5 }, () => 'key.legacy-encoding'),
    ]);
  });
});

describe('a root that is odd', () => {
  test('members that the specification does not name are oddities, wherever they are', () => {
    const { oddities } = root((signed) => {
      signed['x-a'] = null;
      signed.roles.root['x-b'] = 1;
      signed.roles = { ...signed.roles, mirrors: {} } as typeof signed.roles;
      Object.values(signed.keys)[0]!['x-c'] = {};
    });
    expect(codesOf(oddities).filter((line) => line.startsWith('metadata.unknown'))).toEqual([
      'metadata.unknown-member $.signed.x-a',
      expect.stringMatching(/^metadata\.unknown-member \$\.signed\.keys\[?.*x-c$/),
      'metadata.unknown-member $.signed.roles.mirrors',
      'metadata.unknown-member $.signed.roles.root.x-b',
    ]);
  });

  test('without the member on file names it has plain names', () => {
    expect(root((signed) => delete signed['consistent_snapshot']).consistentSnapshot).toBe(false);
  });

  test('with the mark of a rehearsal says of which', () => {
    expect(root((signed) => (signed['x-rehearsal'] = 'ab'.repeat(32))).rehearsal).toBe(
      'ab'.repeat(32),
    );
  });

  test('a key that cannot be used is kept aside and blocks no other', () => {
    const { keys, unusableKeys } = root((signed) => {
      signed.keys['odd'] = {
        keytype: 'sigstore-oidc',
        scheme: 'fulcio',
        keyval: { identity: 'x' },
      };
    });
    expect(keys.size).toBe(7);
    expect(unusableKeys).toMatchObject([
      { keyid: 'odd', problem: { code: 'tuf.key-unsupported' } },
    ]);
  });

  test('two keyids for one public key, and a keyid that no recipe gives', () => {
    const { oddities, roles, ...read } = root((signed) => {
      const [keyid] = signed.roles.root.keyids as [string];
      signed.keys['other'] = signed.keys[keyid]!;
      signed.roles.root.keyids.push('other');
    });
    expect(codesOf(oddities)).toContain('key.keyid-mismatch $.signed.keys.other');
    expect(codesOf(oddities)).toContain('key.shared-keyids $.signed.keys.other');
    expect(roles.root.keyids).toHaveLength(6);
    expect(roleSpkis({ ...read, oddities, roles }, 'root')).toHaveLength(5);
  });

  test('a role may name a key that is not listed, and ask for more than it has', () => {
    const read = root((signed) => {
      signed.roles.timestamp = { keyids: ['nobody'], threshold: 9 };
    });
    expect(read.roles.timestamp).toEqual({ keyids: ['nobody'], threshold: 9 });
    expect(roleSpkis(read, 'timestamp')).toEqual([]);
  });
});

describe('a root that is refused', () => {
  test.each<[string, (signed: RootDraft['signed']) => unknown, string, string]>([
    ['another type', (signed) => (signed['_type'] = 'targets'), 'tuf.wrong-type', '_type'],
    ['no keys', (signed) => Reflect.deleteProperty(signed, 'keys'), 'tuf.member', 'keys'],
    ['keys as a list', (signed) => Reflect.set(signed, 'keys', []), 'tuf.member', 'keys'],
    ['a key that is null', (signed) => Reflect.set(signed.keys, 'k', null), 'tuf.member', 'keys.k'],
    ['no roles', (signed) => Reflect.deleteProperty(signed, 'roles'), 'tuf.role', 'roles'],
    [
      'a role missing',
      ({ roles }) => Reflect.deleteProperty(roles, 'snapshot'),
      'tuf.role',
      'roles.snapshot',
    ],
    ['threshold 0', ({ roles }) => (roles.root.threshold = 0), 'tuf.role', 'roles.root.threshold'],
    [
      'a threshold as text',
      ({ roles }) => Reflect.set(roles.root, 'threshold', '3'),
      'tuf.role',
      'roles.root.threshold',
    ],
    [
      'keyids as an object',
      ({ roles }) => Reflect.set(roles.root, 'keyids', {}),
      'tuf.role',
      'roles.root.keyids',
    ],
    [
      'a keyid that is a number',
      ({ roles }) => Reflect.set(roles.root, 'keyids', [1]),
      'tuf.role',
      'roles.root.keyids[0]',
    ],
    [
      'a keyid twice',
      ({ roles }) => (roles.root.keyids = ['a', 'b', 'a']),
      'tuf.role',
      'roles.root.keyids[2]',
    ],
    [
      'file names that are neither',
      (signed) => (signed['consistent_snapshot'] = 1),
      'tuf.member',
      'consistent_snapshot',
    ],
    [
      'a mark that is no text',
      (signed) => (signed['x-rehearsal'] = true),
      'tuf.member',
      'x-rehearsal',
    ],
  ])('%s', (_, change, code, path) => {
    expect(() => root(change)).toThrow(
      expect.objectContaining({ name: 'TufError', code, place: `draft.json, in $.signed.${path}` }),
    );
  });

  test('one with more keys than anybody could hold', () => {
    const { object } = signer('one');
    const keys = Object.fromEntries(
      Array.from({ length: 1025 }, (_, index) => [`k${index}`, object]),
    );
    expect(() => rootOf({ ...rootDraft(9).signed, keys })).toThrow(
      expect.objectContaining({ expected: 'at most 1024 keys' }),
    );
  });
});

test('a root that no client would read for its size is refused', () => {
  expect(() => root((signed) => (signed['x-large'] = 'x'.repeat(1024 * 1024)))).toThrow(
    expect.objectContaining({ code: 'tuf.too-large', place: 'draft.json' }),
  );
});

describe('targets', () => {
  const published = parseTargets(fixture(targetsPath));
  const change = (act: (signed: FileDraft['signed']) => unknown) =>
    parseTargets(altered(draftOf(targetsPath), act));
  const role = {
    name: 'other',
    keyids: [],
    threshold: 1,
    paths: ['*'],
    terminating: false,
  };
  const withRole = (other: object) =>
    change((signed) => {
      signed['delegations'] = { keys: {}, roles: [{ ...role, ...other }] };
    });

  test('of the second ceremony', () => {
    expect([...published.targets.keys()]).toContain('fulcio_v1.crt.pem');
    expect(published.targets.get('ctfe.pub')!.length).toBe(177);
    expect(published.targets.get('ctfe.pub')!.hashes.get('sha256')).toMatch(/^7fcb94a5/);
    expect(
      published.delegations!.roles.map(({ name, paths, terminating }) => ({
        name,
        paths,
        terminating,
      })),
    ).toEqual([
      { name: 'rekor', paths: ['rekor.*.pub'], terminating: true },
      { name: 'staging', paths: ['*'], terminating: false },
      { name: 'revocation', paths: ['*'], terminating: false },
    ]);
    expect(published.delegations!.keys.size).toBe(3);
  });

  test('of the first ceremony hand nothing on', () => {
    const first = parseTargets(fixture('ceremony/2021-06-18/repository/targets.json'));
    expect(first.delegations).toBeNull();
    expect(first.targets.size).toBe(4);
  });

  test('an empty target has no length', () => {
    const { targets } = parseTargets(fixture('ceremony/2022-07-12/repository/revocation.json'));
    expect(targets.get('revocation.list')).toMatchObject({ length: null });
    expect(targets.get('revocation.list')!.hashes.get('sha256')).toMatch(/^e3b0c442/);
  });

  test('a target may be named like a member of all objects', () => {
    const { targets } = change((signed) => {
      signed['targets'] = JSON.parse('{"__proto__":{"length":1},"constructor":{"length":2}}');
    });
    expect([...targets.keys()]).toEqual(['__proto__', 'constructor']);
    expect(targets.get('toString')).toBeUndefined();
  });

  test('a role may have hash prefixes in place of paths', () => {
    const { delegations } = withRole({ paths: undefined, path_hash_prefixes: ['0a'] });
    expect(delegations!.roles[0]).toMatchObject({ paths: null, pathHashPrefixes: ['0a'] });
  });

  test.each<[string, object]>([
    ['both paths and prefixes', { path_hash_prefixes: ['0a'] }],
    ['neither', { paths: undefined }],
    ['no name', { name: undefined }],
    ['paths as a text', { paths: '*' }],
    ['a path that is a number', { paths: [1] }],
    ['no word on terminating', { terminating: undefined }],
    ['threshold 0', { threshold: 0 }],
    ['the name of a top-level role', { name: 'snapshot' }],
  ])('a delegated role with %s is refused', (_, other) => {
    expect(() => withRole(other)).toThrow(expect.objectContaining({ code: 'tuf.role' }));
  });

  test('two roles of one name are refused', () => {
    expect(() =>
      change((signed) => {
        signed['delegations'] = { keys: {}, roles: [role, role] };
      }),
    ).toThrow(expect.objectContaining({ code: 'tuf.role', found: '2 roles with 1 names' }));
  });

  test.each<[string, unknown]>([
    ['no targets', undefined],
    ['a target that is null', { a: null }],
    ['a length as text', { a: { length: '1' } }],
    ['a negative length', { a: { length: -1 } }],
    ['hashes as a list', { a: { hashes: [] } }],
    ['a hash that is no digest', { a: { hashes: { sha256: 'zz' } } }],
    ['a SHA-256 that is too short', { a: { hashes: { sha256: 'ab' } } }],
    ['a hash in capital letters', { a: { hashes: { sha512: 'AB' } } }],
  ])('%s is refused', (_, targets) => {
    expect(() => change((signed) => (signed['targets'] = targets))).toThrow(
      expect.objectContaining({ code: 'tuf.member' }),
    );
  });
});

describe('snapshot and timestamp', () => {
  const base = 'ceremony/2022-07-12/repository';

  test('of the second ceremony, with a stale root in the list', () => {
    const { meta } = parseSnapshot(fixture(`${base}/snapshot.json`));
    const versions = Object.fromEntries([...meta].map(([name, { version }]) => [name, version]));
    expect(versions).toEqual({
      'rekor.json': 3,
      'revocation.json': 1,
      'root.json': 2,
      'staging.json': 2,
      'targets.json': 4,
    });
    const listed = meta.get('targets.json')!;
    const targets = fixture(targetsPath);
    expect([listed.length, listed.hashes.get('sha256')]).toEqual([
      targets.bytes.length,
      targets.sha256,
    ]);
  });

  test('the timestamp names the snapshot', () => {
    const { meta } = parseTimestamp(fixture(`${base}/timestamp.json`));
    const snapshot = fixture(`${base}/snapshot.json`);
    expect(meta.get('snapshot.json')!.hashes.get('sha256')).toBe(snapshot.sha256);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['another file', { 'root.json': { version: 1 } }],
    ['one file more', { 'snapshot.json': { version: 1 }, 'root.json': { version: 1 } }],
    ['no version', { 'snapshot.json': {} }],
    ['no object', null],
  ])('a timestamp that lists %s is refused', (_, meta) => {
    const metadata = altered(
      draftOf(`${base}/timestamp.json`),
      (signed) => (signed['meta'] = meta),
    );
    expect(() => parseTimestamp(metadata)).toThrow(expect.objectContaining({ code: 'tuf.member' }));
  });

  test('a snapshot is no timestamp', () => {
    expect(() => parseTimestamp(fixture(`${base}/snapshot.json`))).toThrow(
      expect.objectContaining({ code: 'tuf.wrong-type' }),
    );
  });
});
