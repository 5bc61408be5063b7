import { describe, expect, it } from 'vitest';
import type {
  ClientOpinion,
  OpinionQuestion,
  SecondOpinion,
  ThresholdOpinion,
} from '../../src/audit/opinion.ts';
import type { Finding } from '../../src/audit/report.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import {
  ada,
  asOf,
  auditOf,
  ben,
  below,
  cleo,
  dora,
  earlier,
  entry,
  type Files,
  file,
  online,
  repository,
  role,
  root,
  rootPart,
} from './made-files.ts';

const agreed: ThresholdOpinion = { accepts: true, refused: null };

const opinion = (
  answer: (question: OpinionQuestion) => ThresholdOpinion,
  client: SecondOpinion['client'] = null,
): SecondOpinion => ({
  name: 'another',
  thresholds: async (questions) => questions.map(answer),
  client,
});

async function disagreements(files: Files, second: SecondOpinion): Promise<Finding[]> {
  const { findings } = await auditOf(files, { opinion: second });
  return findings.filter(({ code }) => code === 'opinion.disagrees');
}

const part = rootPart({ version: 1 });
const alias = 'aa'.repeat(32);
const aliased = rootPart({
  version: 1,
  members: {
    keys: { [ada.keyid]: ada.object, [alias]: ada.object, [online.keyid]: online.object },
    roles: {
      root: { keyids: [ada.keyid, alias], threshold: 2 },
      targets: { keyids: [online.keyid], threshold: 1 },
      snapshot: { keyids: [online.keyid], threshold: 1 },
      timestamp: { keyids: [online.keyid], threshold: 1 },
    },
  },
});

const askOf = (delegator: Uint8Array, one: Uint8Array): OpinionQuestion => ({
  delegatorType: 'root',
  delegator,
  type: 'root',
  role: 'root',
  file: one,
});

describe('a second opinion about thresholds', () => {
  it('is asked about every root, with the version before it', async () => {
    const asked: OpinionQuestion[] = [];
    const files = { '1.root.json': root({ version: 1 }), '2.root.json': root({ version: 2 }) };
    const found = await disagreements(
      files,
      opinion((question) => {
        asked.push(question);
        return agreed;
      }),
    );
    expect(found).toEqual([]);
    const { '1.root.json': first, '2.root.json': next } = files;
    expect(asked).toEqual([askOf(first, first), askOf(next, next), askOf(first, next)]);
  });

  it('that differs about the version before is told apart from one about its own keys', async () => {
    const found = await disagreements(
      { '1.root.json': root({ version: 1 }), '2.root.json': root({ version: 2 }) },
      opinion(({ delegator, file: one }) => ({ ...agreed, accepts: delegator === one })),
    );
    expect(found).toMatchObject([
      {
        severity: 'warning',
        subject: '2.root.json',
        message:
          'another does not accept root 2 by the keys of the version before, this station does',
        data: { by: 'previous', accepts: false, knownCause: null },
      },
    ]);
  });

  it.each<[string, Files, ThresholdOpinion, RegExp]>([
    [
      'counts keyids',
      { '1.root.json': file(aliased, [ada, { ...entry(ada, aliased), keyid: alias }]) },
      agreed,
      /^It counts keyids\./,
    ],
    [
      'refuses one keyid listed twice',
      { '1.root.json': file(part, [ada, ben, cleo, ada]) },
      { accepts: false, refused: 'multiple signatures' },
      /^It refuses a file that lists one keyid twice\./,
    ],
    [
      'refuses null in place of signatures',
      { '1.root.json': file(part, [ada, ben, { keyid: cleo.keyid, sig: null }]) },
      { accepts: false, refused: 'sig is no string' },
      /^It refuses null in place of signatures/,
    ],
    [
      'verifies other kinds of keys',
      {
        '1.root.json': file(
          rootPart({
            version: 1,
            members: {
              keys: {
                ...(part['keys'] as object),
                [alias]: { keytype: 'later', scheme: 'later', keyval: { public: 'x' } },
              },
            },
          }),
          [ada],
        ),
      },
      agreed,
      /^It verifies kinds of keys/,
    ],
  ])('has a known cause where it %s', async (_, files, answer, cause) => {
    const found = await disagreements(
      files,
      opinion(() => answer),
    );
    expect(found).toMatchObject([{ severity: 'info', hint: expect.stringMatching(cause) }]);
  });

  it('that was not asked is named with the reason, and is no disagreement', async () => {
    const { findings } = await auditOf(
      { '1.root.json': root({ version: 1 }) },
      { opinion: opinion(() => ({ accepts: false, refused: null, unasked: 'it takes too long' })) },
    );
    expect(findings.filter(({ code }) => code.startsWith('opinion.'))).toMatchObject([
      {
        code: 'opinion.none',
        severity: 'warning',
        subject: '1.root.json',
        message: 'another was not asked about root 1 by its own keys: it takes too long',
      },
    ]);
  });

  it('of null signatures alone does not explain everything', async () => {
    const found = await disagreements(
      { '1.root.json': utf8(JSON.stringify({ signatures: null, signed: part })) },
      opinion(() => agreed),
    );
    expect(found).toMatchObject([{ severity: 'warning', data: { accepts: true } }]);
  });
});

const client = (answer: ClientOpinion, asked: string[][] = []): SecondOpinion =>
  opinion(
    () => agreed,
    async ({ files, asOf: at }) => {
      asked.push([...files.keys()].toSorted(), [at.text]);
      return answer;
    },
  );

describe('a second opinion as a client', () => {
  const files = repository({ '2.root.json': root({ version: 2 }) });

  it.each<[string, ClientOpinion, string | null]>([
    ['comes as far', { trustedVersion: 2, stopped: null }, null],
    [
      'stops sooner',
      { trustedVersion: 1, stopped: 'too few' },
      'comes to root 1, this station to root 2',
    ],
    [
      'is not content in the end',
      { trustedVersion: 2, stopped: 'bad hash' },
      'stops where this station goes on: bad hash',
    ],
  ])('that %s', async (_, answer, says) => {
    const asked: string[][] = [];
    const found = await disagreements(files, client(answer, asked));
    expect(asked).toEqual([
      ['1.root.json', '2.root.json', 'snapshot.json', 'targets.json', 'timestamp.json'],
      [asOf],
    ]);
    expect(found.map(({ message, severity }) => [severity, message])).toEqual(
      says === null ? [] : [['warning', `another as a client ${says}`]],
    );
  });

  it('that accepts what has expired here is a difference', async () => {
    const old = { 'timestamp.json': file(role('timestamp', 1, { expires: earlier }), [online]) };
    const found = await disagreements(
      repository(old),
      client({ trustedVersion: 1, stopped: null }),
    );
    expect(found.map(({ message }) => message)).toEqual([
      'another as a client accepts what this station does not',
    ]);
    const agreeing = client({ trustedVersion: 1, stopped: 'expired' });
    expect(await disagreements(repository(old), agreeing)).toEqual([]);
  });

  it('is not held to its end where there is no timestamp to go on with', async () => {
    const found = await disagreements(
      { '1.root.json': root({ version: 1 }) },
      client({ trustedVersion: 1, stopped: 'not among the files' }),
    );
    expect(found).toEqual([]);
  });

  it('stops where the thresholds are not met, and so does this station', async () => {
    const weak = {
      '1.root.json': root({ version: 1 }),
      '2.root.json': root({ version: 2 }, [dora]),
    };
    const second = opinion(
      ({ file: one }) => ({ ...agreed, accepts: one === weak['1.root.json'] }),
      async () => ({ trustedVersion: 1, stopped: 'too few' }),
    );
    expect(await disagreements(weak, second)).toEqual([]);
  });

  it('never sees what is only staged', async () => {
    const asked: string[][] = [];
    const staged = below('staged', { '3.root.json': root({ version: 3 }, []) });
    await disagreements(
      { ...files, ...staged },
      client({ trustedVersion: 2, stopped: null }, asked),
    );
    expect(asked[0]).not.toContain('3.root.json');
  });
});

it('is shown the file of a delegator once for all roles that it names, in several parts too', async () => {
  const names = Array.from({ length: 70 }, (_, index) => `role-${index}`);
  const roles = names.map((name) => ({
    name,
    keyids: [online.keyid],
    threshold: 1,
    terminating: false,
    paths: [`${name}/*`],
  }));
  const delegations = { keys: { [online.keyid]: online.object }, roles };
  const content = { targets: {}, delegations };
  const shown = new Map<string, Set<Uint8Array>>();
  const files = repository({
    'targets.json': file(role('targets', 1, content), [online]),
    ...Object.fromEntries(
      names.map((name) => [`${name}.json`, file(role('targets', 1, { targets: {} }), [online])]),
    ),
  });
  const parts: number[] = [];
  await auditOf(files, {
    opinion: {
      name: 'another',
      client: null,
      thresholds: async (questions) => {
        parts.push(questions.length);
        for (const { delegatorType: type, delegator } of questions)
          shown.set(type, (shown.get(type) ?? new Set()).add(delegator));
        return questions.map(() => agreed);
      },
    },
  });
  expect(parts.length).toBeGreaterThan(1);
  expect(Math.max(...parts)).toBeLessThanOrEqual(64);
  expect(shown.get('targets')?.size).toBe(1);
  expect([...(shown.get('targets') ?? [])][0]).toEqual(files['targets.json']);
});

it('is asked about large files in smaller parts, so that few of them are in memory at once', async () => {
  const note = 'x'.repeat(3 * 2 ** 20);
  const files = Object.fromEntries(
    [1, 2, 3, 4].map((version) => [
      `${version}.targets.json`,
      file(role('targets', version, { targets: {}, note }), [online]),
    ]),
  );
  const parts: number[] = [];
  await auditOf(repository(files), {
    opinion: {
      name: 'another',
      client: null,
      thresholds: async (questions) => {
        parts.push(questions.length);
        return questions.map(() => agreed);
      },
    },
  });
  const all = parts.reduce((sum, length) => sum + length, 0);
  expect(parts.length).toBeGreaterThan(1);
  expect(all).toBeGreaterThanOrEqual(8);
});
