import { describe, expect, it } from 'vitest';
import type { Signer } from '../tuf/signers.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import {
  auditOf,
  dora,
  file,
  type Files,
  online,
  repository,
  role,
  root,
  rootPart,
  stranger,
} from './made-files.ts';

describe('the newest files of a repository', () => {
  it('have expired from the very instant that they name', async () => {
    const instant = '2026-06-01T00:00:00Z';
    const files = repository({
      'timestamp.json': file(role('timestamp', 1, { expires: instant }), [online]),
    });
    const expired = async (asOf: string) =>
      (await auditOf(files, { asOf })).findings
        .filter(({ code }) => code === 'role.expired')
        .map(({ subject }) => subject);
    expect(await expired('2026-05-31T23:59:59.999999999Z')).toEqual([]);
    expect(await expired(instant)).toEqual(['timestamp.json']);
    expect(await expired('2026-06-01T00:00:00.000000001Z')).toEqual(['timestamp.json']);
  });
});

describe('delegated roles', () => {
  const delegating = role('targets', 1, {
    delegations: {
      keys: { [dora.keyid]: dora.object },
      roles: [
        {
          name: 'tools',
          keyids: [dora.keyid],
          threshold: 1,
          paths: ['tools/*'],
          terminating: true,
        },
      ],
    },
  });

  it('are judged by the targets that name them', async () => {
    const good = repository({
      'targets.json': file(delegating, [online]),
      'tools.json': file(role('targets', 1), [dora]),
    });
    expect((await auditOf(good)).verdict).toBe('pass');
    const bad = await auditOf({ ...good, 'tools.json': file(role('targets', 1), [online]) });
    expect(bad.findings).toContainEqual(
      expect.objectContaining({ code: 'role.threshold-not-met', subject: 'tools.json' }),
    );
  });

  it('are judged over any number of levels, in whatever order their files come', async () => {
    const depth = 40;
    // The last one is the first by its name.
    const nameAt = (level: number) => `level-${String(depth - level).padStart(2, '0')}`;
    const handing = (level: number) => ({
      delegations: {
        keys: { [dora.keyid]: dora.object },
        roles: [
          {
            name: nameAt(level),
            keyids: [dora.keyid],
            threshold: 1,
            paths: ['*'],
            terminating: false,
          },
        ],
      },
    });
    const levels = (last: typeof dora) =>
      repository({
        'targets.json': file(role('targets', 1, handing(0)), [online]),
        ...Object.fromEntries(
          Array.from({ length: depth }, (_, level) => [
            `${nameAt(level)}.json`,
            file(role('targets', 1, handing(level + 1)), [level + 1 === depth ? last : dora]),
          ]),
        ),
      });
    expect((await auditOf(levels(dora))).findings).toEqual([]);
    const { findings } = await auditOf(levels(online));
    expect(
      findings.flatMap(({ severity, code, subject }) =>
        severity === 'error' ? [[code, subject]] : [],
      ),
    ).toEqual([['role.threshold-not-met', `${nameAt(depth - 1)}.json`]]);
  });

  it('are judged by the newest of the targets that name them, once they are the newest too', async () => {
    const handedOver = role('targets', 2, {
      delegations: {
        keys: { [stranger.keyid]: stranger.object },
        roles: [
          {
            name: 'tools',
            keyids: [stranger.keyid],
            threshold: 1,
            paths: ['tools/*'],
            terminating: true,
          },
        ],
      },
    });
    const files = {
      ...repository({
        '1.targets.json': file(delegating, [online]),
        'targets.json': file(handedOver, [online]),
        '1.tools.json': file(role('targets', 1), [dora]),
      }),
    };
    const short = async (by: Signer) =>
      (await auditOf({ ...files, '2.tools.json': file(role('targets', 2), [by]) })).findings
        .filter(({ code }) => code === 'role.threshold-not-met')
        .map(({ subject }) => subject);
    expect(await short(stranger)).toEqual([]);
    expect(await short(dora)).toEqual(['2.tools.json']);
  });

  it('do not count when the targets that name them are not signed', async () => {
    const report = await auditOf(
      repository({
        'targets.json': file(delegating, [stranger]),
        'tools.json': file(role('targets', 1), [stranger]),
      }),
    );
    expect(report.findings.filter(({ code }) => code === 'role.threshold-not-met')).toMatchObject([
      { subject: 'targets.json' },
    ]);
  });

  it('in which nothing can be read are named, and no more', async () => {
    const report = await auditOf(
      repository({ 'targets.json': file(role('targets', 1, { targets: 7 }), [online]) }),
    );
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'metadata.malformed', subject: 'targets.json' }),
    );
  });
});

const alias = { ...online, keyid: 'e0'.repeat(32) };
const rootWith = (version: number, keys: readonly Signer[]) => {
  const part = rootPart({ version });
  const targets = { keyids: keys.map(({ keyid }) => keyid), threshold: keys.length };
  const members = {
    keys: {
      ...(part['keys'] as JsonObject),
      ...Object.fromEntries(keys.map(({ keyid, object }) => [keyid, object])),
    },
    roles: { ...(part['roles'] as JsonObject), targets },
  };
  return root({ version, members });
};
const twice = (expires: string) => {
  const signed = role('targets', 1, { expires });
  return file(signed, [online, alias]);
};
const forksIn = async (given: Files) =>
  (await auditOf(given)).findings
    .filter(({ code }) => code === 'role.fork')
    .map(({ subject }) => subject);

describe('a fork of a role', () => {
  const files = {
    'metadata/1.root.json': rootWith(1, [online, alias]),
    'one/1.targets.json': twice('2027-01-01T00:00:00Z'),
    'two/1.targets.json': twice('2027-02-01T00:00:00Z'),
  };
  it('is one for clients that count keyids, and for those that had an older root', async () => {
    const both = ['one/1.targets.json, two/1.targets.json'];
    expect(await forksIn(files)).toEqual(both);
    const later = { ...files, 'metadata/2.root.json': rootWith(2, [stranger]) };
    expect(await forksIn(later)).toEqual(both);
  });

  it('is none for clients that never had a root which accepts both', async () => {
    const never = { ...files, 'metadata/1.root.json': rootWith(1, [stranger]) };
    expect(await forksIn(never)).toEqual([]);
  });
});
