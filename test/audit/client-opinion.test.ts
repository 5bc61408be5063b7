import { describe, expect, it } from 'vitest';
import type { ClientOpinion, ClientQuestion, SecondOpinion } from '../../src/audit/opinion.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import {
  asOf,
  auditOf,
  below,
  dora,
  earlier,
  file,
  type Files,
  later,
  online,
  repository,
  role,
  root,
  stranger,
} from './made-files.ts';

/** Another implementation that agrees about thresholds, and is asked as a client. */
const second = (client: SecondOpinion['client']): SecondOpinion => ({
  name: 'another',
  thresholds: (questions) =>
    Promise.resolve(questions.map(() => ({ accepts: true, refused: null }))),
  client,
});

async function opinionsOn(files: Files, client: SecondOpinion['client'], signal?: AbortSignal) {
  const { findings } = await auditOf(files, {
    opinion: second(client),
    ...(signal === undefined ? {} : { signal }),
  });
  return findings.filter(({ code, message }) =>
    code === 'opinion.none' ? true : code === 'opinion.disagrees' && message.includes('client'),
  );
}

const answering =
  (answer: ClientOpinion, asked: ClientQuestion[] = []) =>
  (question: ClientQuestion): Promise<ClientOpinion> => {
    asked.push(question);
    return Promise.resolve(answer);
  };

class NoAnswer extends StationError<'opinion.failed'> {}

const fault = () => Promise.reject(new RangeError('ours'));

const whole = repository();
const content: ClientOpinion = { trustedVersion: 1, stopped: null };

describe('a client that gives no answer', () => {
  it('is told, and is no verdict', async () => {
    const found = await opinionsOn(whole, () =>
      Promise.reject(new NoAnswer('opinion.failed', 'the program ended', { hint: 'Again.' })),
    );
    expect(found).toMatchObject([
      {
        code: 'opinion.none',
        severity: 'warning',
        subject: '1.root.json',
        message: 'another as a client gave no answer: the program ended',
        data: { opinion: 'another', reason: 'opinion.failed' },
      },
    ]);
  });

  it('because of a fault of the station lets the audit fail', async () => {
    await expect(opinionsOn(whole, fault)).rejects.toThrow(RangeError);
  });

  it('because a person stopped the audit stops it', async () => {
    const stop = new AbortController();
    const stopped = () => {
      stop.abort(new Error('stopped by a person'));
      return Promise.reject(new NoAnswer('opinion.failed', 'it was ended', { hint: 'Again.' }));
    };
    await expect(opinionsOn(whole, stopped, stop.signal)).rejects.toThrow('stopped by a person');
  });
});

describe('what a client is asked', () => {
  it('is each folder by itself, with its own oldest root', async () => {
    const asked: ClientQuestion[] = [];
    const files = { ...below('left', repository()), ...below('right', repository()) };
    await opinionsOn(files, answering(content, asked));
    expect(asked.length).toBeGreaterThan(0);
    for (const { files: served, trustedRoot } of asked) {
      expect([...served.keys()].every((name) => !name.includes('/'))).toBe(true);
      expect(served.get('1.root.json')).toEqual(trustedRoot);
    }
  });

  it('has the names of a consistent snapshot where the root says so', async () => {
    const asked: ClientQuestion[] = [];
    const consistent = root({ version: 1, members: { consistent_snapshot: true } });
    await opinionsOn({ ...repository(), '1.root.json': consistent }, answering(content, asked));
    expect([...(asked[0]?.files.keys() ?? [])].toSorted()).toEqual([
      '1.root.json',
      '1.snapshot.json',
      '1.targets.json',
      'timestamp.json',
    ]);
  });

  it('is at the instant of the audit', async () => {
    const asked: ClientQuestion[] = [];
    await opinionsOn(whole, answering(content, asked));
    expect(asked.map(({ asOf: at }) => at.text)).toEqual([asOf]);
  });

  it('is nothing where there is no root', async () => {
    const asked: ClientQuestion[] = [];
    const targets = { 'targets.json': file(role('targets', 1), [online]) };
    await opinionsOn(targets, answering(content, asked));
    expect(asked).toEqual([]);
  });
});

describe('how far a client comes', () => {
  it('is as far as the versions follow each other', async () => {
    const gap = { '1.root.json': root({ version: 1 }), '3.root.json': root({ version: 3 }) };
    expect(await opinionsOn(gap, answering({ trustedVersion: 1, stopped: 'gone' }))).toEqual([]);
    const found = await opinionsOn(gap, answering({ trustedVersion: 3, stopped: null }));
    expect(found.map(({ message }) => message)).toEqual([
      'another as a client comes to root 3, this station to root 1',
    ]);
  });

  it('is told with what stops this station, and when it was asked', async () => {
    const expired = repository({
      'snapshot.json': file(role('snapshot', 1, { expires: earlier }), [online]),
    });
    const found = await opinionsOn(expired, answering(content));
    expect(found).toMatchObject([
      {
        severity: 'warning',
        message: 'another as a client accepts what this station does not',
        data: {
          opinion: 'another',
          from: 1,
          trustedVersion: 1,
          stopped: null,
          ours: expect.stringContaining('expired'),
          clock: asOf,
          knownCause: null,
        },
      },
    ]);
  });

  it.each<readonly [string, Files]>([
    ['a role with too few signatures', { 'targets.json': file(role('targets', 1), [dora]) }],
    ['a file beside it that nobody can read', { 'targets.json': utf8('{') }],
    ['a root that expired', { '1.root.json': root({ version: 1, expires: earlier }) }],
    [
      'a snapshot that names another version',
      {
        'snapshot.json': file(role('snapshot', 1, { meta: { 'targets.json': { version: 7 } } }), [
          online,
        ]),
      },
    ],
    [
      'a role of another version of the specification',
      { 'targets.json': file(role('targets', 1, { spec_version: '2.0.0' }), [online]) },
    ],
    [
      'a first root of another version of the specification',
      { '1.root.json': root({ version: 1, members: { spec_version: '2.0.0' } }) },
    ],
  ])('ends for both at %s', async (_, broken) => {
    const files = { ...repository(), ...broken };
    expect(await opinionsOn(files, answering({ trustedVersion: 1, stopped: 'no' }))).toEqual([]);
    expect(await opinionsOn(files, answering(content))).toHaveLength(1);
  });

  it('ends for both before a root of another version of the specification', async () => {
    const two = root({ version: 2, members: { spec_version: '2.0.0' } });
    const files = { '1.root.json': root({ version: 1 }), '2.root.json': two };
    expect(await opinionsOn(files, answering({ trustedVersion: 1, stopped: 'no' }))).toEqual([]);
    expect(await opinionsOn(files, answering({ trustedVersion: 2, stopped: null }))).toHaveLength(
      1,
    );
  });

  it('ends for both before a root that follows one from elsewhere', async () => {
    const strangers = [dora, stranger];
    const files = {
      'repository/1.root.json': root({ version: 1 }),
      'repository/2.root.json': root({ version: 2 }),
      'repository/3.root.json': root({ version: 3, keys: strangers }),
      'elsewhere/2.root.json': root({ version: 2, keys: strangers }),
    };
    expect(await opinionsOn(files, answering({ trustedVersion: 2, stopped: 'no' }))).toEqual([]);
    expect(await opinionsOn(files, answering({ trustedVersion: 3, stopped: null }))).toHaveLength(
      1,
    );
  });

  it('is the first root, where that has too few signatures of its own', async () => {
    const files = {
      '2.root.json': root({ version: 2 }, [dora]),
      '3.root.json': root({ version: 3 }),
    };
    expect(await opinionsOn(files, answering({ trustedVersion: 2, stopped: 'no' }))).toEqual([]);
    expect(await opinionsOn(files, answering({ trustedVersion: 3, stopped: null }))).toHaveLength(
      1,
    );
  });

  it('is not held against a timestamp that lies alone with its root', async () => {
    const { '1.root.json': first, 'timestamp.json': timestamp } = repository();
    if (first === undefined || timestamp === undefined) throw new Error('a repository has both');
    const files = { '1.root.json': first, 'timestamp.json': timestamp };
    expect(await opinionsOn(files, answering({ trustedVersion: 1, stopped: 'no' }))).toEqual([]);
    expect(await opinionsOn(files, answering({ trustedVersion: 2, stopped: null }))).toHaveLength(
      1,
    );
  });

  it.each(['extra.json', '2.root.json', '0.targets.json'])(
    'is not held against %s that cannot be read, which a client does not ask for',
    async (name) => {
      const files = { ...repository(), [name]: utf8('{"signed":') };
      expect(await opinionsOn(files, answering(content))).toEqual([]);
    },
  );

  it('is held against a role whose content cannot be read', async () => {
    const odd = file(role('targets', 1, { targets: { a: { length: 'one', hashes: {} } } }), [
      online,
    ]);
    const files = repository({ 'targets.json': odd });
    expect(await opinionsOn(files, answering({ trustedVersion: 1, stopped: 'no' }))).toEqual([]);
    expect(await opinionsOn(files, answering(content))).toHaveLength(1);
  });

  it('is not held against a delegated role, which a client reads only for a target', async () => {
    const delegations = {
      keys: { [dora.keyid]: dora.object },
      roles: [
        {
          name: 'project',
          keyids: [dora.keyid],
          threshold: 1,
          terminating: true,
          paths: ['project/*'],
        },
      ],
    };
    const files = repository({
      'targets.json': file(role('targets', 1, { delegations }), [online]),
      'project.json': file(role('targets', 1, { expires: earlier }), [dora]),
    });
    expect(await opinionsOn(files, answering(content))).toEqual([]);
  });
});

describe('a state that a newer one replaced', () => {
  const old = below('old', {
    ...repository(),
    'timestamp.json': file(role('timestamp', 1, { expires: earlier }), [online]),
  });
  const now = below('now', {
    ...repository({ '2.root.json': root({ version: 2, expires: later }) }),
  });

  it('is asked about in the last second in which all of it was in force', async () => {
    const asked: ClientQuestion[] = [];
    await opinionsOn({ ...old, ...now }, (question) => {
      asked.push(question);
      return Promise.resolve({
        trustedVersion: question.files.has('2.root.json') ? 2 : 1,
        stopped: null,
      });
    });
    const clocks = asked.map(({ asOf: at, files }) => [files.has('2.root.json'), at.text]);
    expect(clocks).toContainEqual([true, asOf]);
    expect(clocks).toContainEqual([false, '2025-12-31T23:59:59Z']);
  });

  it('has expired since, which is no difference', async () => {
    const found = await opinionsOn({ ...old, ...now }, ({ files }) =>
      Promise.resolve({ trustedVersion: files.has('2.root.json') ? 2 : 1, stopped: null }),
    );
    expect(found).toEqual([]);
  });

  it('is handed over as it lies there, byte for byte', async () => {
    const served: string[] = [];
    await opinionsOn({ ...old, ...now }, ({ files }) => {
      served.push(fromUtf8(files.get('timestamp.json') ?? new Uint8Array()));
      return Promise.resolve(content);
    });
    expect(served).toContain(fromUtf8(old['old/timestamp.json'] ?? new Uint8Array()));
  });
});
