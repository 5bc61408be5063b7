import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/encoding/json.ts';
import type { Signer } from '../tuf/signers.ts';
import {
  ada,
  auditOf,
  below,
  ben,
  cleo,
  dora,
  earlier,
  type Files,
  file,
  later,
  online,
  repository,
  role,
  root,
  rootPart,
  stranger,
} from './made-files.ts';

async function errors(files: Files): Promise<string[]> {
  const { findings } = await auditOf(files);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, subject }) => `${code} ${subject}`);
}

/** A second root that hands the online roles to another key. */
const handedOver = (() => {
  const part = rootPart({ version: 2 });
  const role_ = { keyids: [dora.keyid], threshold: 1 };
  const signed: JsonObject = {
    ...part,
    keys: { ...(part['keys'] as JsonObject), [dora.keyid]: dora.object },
    roles: {
      ...(part['roles'] as JsonObject),
      targets: role_,
      snapshot: role_,
      timestamp: role_,
    },
  };
  return file(signed, [ada, ben, cleo]);
})();

const roles = (by: Signer, version: number): Files => ({
  'targets.json': file(role('targets', version), [by]),
  'snapshot.json': file(role('snapshot', version), [by]),
  'timestamp.json': file(role('timestamp', version), [by]),
});

describe('who vouches for a role', () => {
  it('is the newest root for its newest version, and no older one', async () => {
    const files = { ...repository(), '2.root.json': handedOver };
    expect(await errors({ ...files, ...roles(dora, 2) })).toEqual([]);
    expect(await errors({ ...files, ...roles(online, 2) })).toEqual([
      'role.threshold-not-met snapshot.json',
      'role.threshold-not-met targets.json',
      'role.threshold-not-met timestamp.json',
    ]);
  });

  it('may be an older root for an older version', async () => {
    expect(
      await errors({
        ...repository(),
        '2.root.json': handedOver,
        ...roles(dora, 2),
        '1.targets.json': file(role('targets', 1), [online]),
      }),
    ).toEqual([]);
  });

  it('is never a root that too few have signed', async () => {
    const weak = { '1.root.json': root({ version: 1 }, [ada]) };
    expect(await errors({ ...repository(weak) })).toEqual(['root.threshold-not-met 1.root.json']);
  });

  it('is not a root that is published short, whatever is staged beside it', async () => {
    const second = { version: 2 };
    const files = (published: Files): Files => ({
      ...below('repository', { ...repository(), ...published }),
      'staged/root.json': root(second, [ada, ben, cleo]),
    });
    const short = { '2.root.json': root(second, [ada]) };
    expect(await errors(files(short))).toEqual(['root.threshold-not-met repository/2.root.json']);
    // One copy with enough signatures is what clients need; more of them elsewhere change nothing.
    expect(await errors(files({ '2.root.json': root(second, [ada, ben]) }))).toEqual([]);
    expect(await errors(files({}))).toEqual([]);
  });

  it('is found in root_history below, as tuf-on-ci keeps it', async () => {
    const { '1.root.json': first = new Uint8Array(), ...rest } = repository();
    const files = { ...rest, 'root_history/1.root.json': first };
    expect(await errors(below('metadata', files))).toEqual([]);
    const wrong = { ...files, 'targets.json': file(role('targets', 1), [stranger]) };
    expect(await errors(below('metadata', wrong))).toEqual([
      'role.threshold-not-met metadata/targets.json',
    ]);
  });

  it('is nobody in another folder', async () => {
    const files = {
      ...below('a', repository()),
      ...below('b', { 'targets.json': file(role('targets', 1), [stranger]) }),
    };
    expect(await errors(files)).toEqual([]);
  });

  it('is the published root for what is staged beside it, where signatures may be missing', async () => {
    const { findings } = await auditOf({
      ...below('repository', repository()),
      ...below('staged', { 'targets.json': file(role('targets', 2), []) }),
    });
    expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      'metadata.staged staged/targets.json',
    ]);
  });
});

const at = async (asOf: string) => (await auditOf(repository(), { asOf })).verdict;

describe('expiry', () => {
  const old: Files = {
    'timestamp.json': file(role('timestamp', 1, { expires: earlier }), [online]),
  };

  it('counts for the repository with the newest root', async () => {
    expect(await errors(repository(old))).toEqual(['role.expired timestamp.json']);
  });

  it('does not count for a repository that a newer root has left behind', async () => {
    const files = {
      ...below('2025', repository(old)),
      ...below('2026', { ...repository(), '2.root.json': handedOver, ...roles(dora, 2) }),
    };
    expect(await errors(files)).toEqual([]);
  });

  it('does not count for a version that a newer one replaced', async () => {
    expect(
      await errors(
        repository({
          '1.targets.json': file(role('targets', 1, { expires: earlier }), [online]),
          'targets.json': file(role('targets', 2), [online]),
        }),
      ),
    ).toEqual([]);
  });

  it('is at the instant itself, not after it', async () => {
    expect(await at('2026-12-31T23:59:59.999999999Z')).toBe('pass');
    expect(await at(later)).toBe('fail');
  });
});

describe('two files of one role and version', () => {
  const changed = file(role('targets', 1, { targets: {}, extra: 1 }), [online]);

  it('are a fork across folders of one history', async () => {
    const files = {
      ...below('a', repository()),
      ...below('b', repository({ 'targets.json': changed })),
    };
    expect(await errors(files)).toEqual(['role.fork a/targets.json, b/targets.json']);
  });

  it('are none where only one would be accepted', async () => {
    const unsigned = file(role('targets', 1, { targets: {}, extra: 1 }), [stranger]);
    expect(await errors(repository({ '1.targets.json': unsigned }))).toEqual([
      'role.threshold-not-met 1.targets.json',
    ]);
  });

  it('are none between different people', async () => {
    const theirs = repository({
      '1.root.json': root({ version: 1, keys: [stranger, dora] }, [stranger, dora]),
      'targets.json': changed,
    });
    expect(await errors({ ...below('a', repository()), ...below('b', theirs) })).toEqual([]);
  });
});

const handTo = (name: string, to: Signer): JsonObject => ({
  delegations: {
    keys: { [to.keyid]: to.object },
    roles: [{ name, keyids: [to.keyid], threshold: 1, paths: ['*'], terminating: false }],
  },
});

describe('delegations over two levels', () => {
  it('are followed, in whatever order the files come', async () => {
    const files = repository({
      'a-second.json': file(role('targets', 1), [dora]),
      'z-first.json': file(role('targets', 1, handTo('a-second', dora)), [cleo]),
      'targets.json': file(role('targets', 1, handTo('z-first', cleo)), [online]),
    });
    expect(await errors(files)).toEqual([]);
    expect(await errors({ ...files, 'a-second.json': file(role('targets', 1), [cleo]) })).toEqual([
      'role.threshold-not-met a-second.json',
    ]);
  });

  it('end where a role delegates to itself or to nobody here', async () => {
    const files = repository({
      'loop.json': file(role('targets', 1, handTo('loop', cleo)), [cleo]),
      'targets.json': file(role('targets', 1, handTo('absent', dora)), [online]),
    });
    expect(await errors(files)).toEqual([]);
  });
});

const filesWith = (name: string, more: Files, version = 1): Files => ({
  ...below(
    'metadata',
    repository({
      'targets.json': file(
        role('targets', 1, {
          delegations: {
            keys: { [dora.keyid]: dora.object },
            roles: [{ name, keyids: [dora.keyid], threshold: 1, paths: ['*'], terminating: false }],
          },
        }),
        [online],
      ),
      'snapshot.json': file(
        role('snapshot', 1, {
          meta: { 'targets.json': { version: 1 }, [`${name}.json`]: { version } },
        }),
        [online],
      ),
    }),
  ),
  ...more,
});

describe('a role whose name is a path', () => {
  const made = file(role('targets', 1), [dora]);

  it.each([
    ['../a', '1.a.json'],
    ['../a', 'a.json'],
    ['../a', 'metadata/1...%2Fa.json'],
    ['../a', 'metadata/..%2Fa.json'],
    ['b/a', 'metadata/b/1.a.json'],
    ['b/a', 'metadata/1.b%2Fa.json'],
    ['.', 'metadata/1...json'],
    ['ö', 'metadata/1.ö.json'],
    ['ö', 'metadata/1.%C3%B6.json'],
  ])('%s is found as %s', async (name, path) => {
    expect(await errors(filesWith(name, { [path]: made }))).toEqual([]);
  });

  it('is missing where its file is in another place, or not signed by who has to', async () => {
    const missing = ['role.missing metadata/snapshot.json'];
    expect(await errors(filesWith('../a', {}))).toEqual(missing);
    expect(await errors(filesWith('../a', { 'c/1.a.json': made }))).toEqual(missing);
    expect(await errors(filesWith('../../a', { '1.a.json': made }))).toEqual(missing);
    const forged = file(role('targets', 1), [stranger]);
    expect(await errors(filesWith('../a', { '1.a.json': forged }))).toEqual(missing);
  });

  it('has to be of the version that is named', async () => {
    expect(await errors(filesWith('../a', { 'a.json': made }, 2))).toEqual([
      'role.mismatch a.json',
    ]);
  });
});

describe('a repository without a root beside it', () => {
  const { '1.root.json': first = new Uint8Array(), ...others } = repository();
  const expired = file(role('timestamp', 1, { expires: earlier }), [online]);

  it('is what clients would get, where the newest root names its keys', async () => {
    const apart = { ...below('mirror', others), 'roots/1.root.json': first };
    expect(await errors(apart)).toEqual([]);
    expect(await errors({ ...apart, 'mirror/timestamp.json': expired })).toEqual([
      'role.expired mirror/timestamp.json',
    ]);
  });

  it('is past, where only an older root names its keys', async () => {
    const apart = {
      ...below('mirror', { ...others, 'timestamp.json': expired }),
      'roots/1.root.json': first,
      'roots/2.root.json': handedOver,
    };
    expect(await errors(apart)).toEqual([]);
  });
});
