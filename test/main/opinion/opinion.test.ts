import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOpinion } from '../../../main/opinion/client.ts';
import { modelsOpinions, reasonOf } from '../../../main/opinion/models.ts';
import { tufJsOpinion } from '../../../main/opinion/second-opinion.ts';
import type { OpinionQuestion, ThresholdOpinion } from '../../../src/audit/opinion.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import {
  ada,
  auditOf,
  ben,
  cleo,
  dora,
  earlier,
  file,
  online,
  repository,
  role,
  root,
  rootPart,
} from '../../audit/made-files.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/sigstore-root-signing');
const read = (name: string) => new Uint8Array(readFileSync(path.join(folder, name)));
const published = (version: number) => read(`root_history/${version}.root.json`);
const filesIn = (name: string) =>
  new Map(
    readdirSync(path.join(folder, name))
      .filter((entry) => entry.endsWith('.json'))
      .map((entry) => [entry, read(`${name}/${entry}`)]),
  );
const agreed = { accepts: true, refused: null };

describe('both implementations about any history', () => {
  const people = [ada, ben, cleo, dora];
  const step = fc.record({
    keys: fc.subarray(people, { minLength: 1 }),
    signers: fc.subarray(people),
    threshold: fc.integer({ min: 1, max: 4 }),
  });

  it('agree: nobody is accepted by one and refused by the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const files = Object.fromEntries(
          steps.map(({ signers, ...parts }, index) => [
            `${index + 1}.root.json`,
            root({ version: index + 1, ...parts }, signers),
          ]),
        );
        const opinion = { ...tufJsOpinion, client: null };
        const { findings } = await auditOf(files, { opinion });
        expect(findings.filter(({ code }) => code === 'opinion.disagrees')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('agree about published roots in which one signature was changed', async () => {
    const change = fc.record({
      version: fc.integer({ min: 2, max: 9 }),
      entry: fc.nat({ max: 20 }),
      digit: fc.nat({ max: 200 }),
      value: fc.constantFrom('0', '7', 'f'),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ version, entry, digit, value }) => {
        const whole = JSON.parse(Buffer.from(published(version)).toString('utf8')) as {
          signatures: { sig: string }[];
        };
        const signature = whole.signatures[entry % whole.signatures.length];
        if (signature !== undefined) {
          const at = digit % signature.sig.length;
          signature.sig = signature.sig.slice(0, at) + value + signature.sig.slice(at + 1);
        }
        const { findings } = await auditOf(
          {
            [`${version - 1}.root.json`]: published(version - 1),
            [`${version}.root.json`]: utf8(JSON.stringify(whole)),
          },
          { opinion: { ...tufJsOpinion, client: null }, asOf: '2021-12-01T00:00:00Z' },
        );
        expect(findings.filter(({ code }) => code === 'opinion.disagrees')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

const modelsOpinion = (question: OpinionQuestion): ThresholdOpinion => {
  const [answer] = modelsOpinions([question]);
  if (answer === undefined) throw new Error('no answer to one question');
  return answer;
};

const inRepository = (name: string): Uint8Array =>
  read(`ceremony/2022-07-12/repository/${name}.json`);

const ask = (one: Uint8Array, delegator: Uint8Array) =>
  modelsOpinion({ delegatorType: 'root', delegator, type: 'root', role: 'root', file: one });

describe('@tufjs/models about thresholds', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9])('accepts root %i of Sigstore by both', (version) => {
    expect(ask(published(version), published(version))).toEqual(agreed);
    expect(ask(published(version), published(version - 1))).toEqual(agreed);
  });

  it('tells own keys from those before', () => {
    const two = { version: 2, keys: [ada, ben, dora] };
    const first = root({ version: 1 });
    const [own, before] = [root(two, [ada, dora]), root(two, [ada, cleo])];
    expect([ask(own, own), ask(own, first)].map(({ accepts }) => accepts)).toEqual([true, false]);
    expect([ask(before, before), ask(before, first)]).toEqual([
      { accepts: false, refused: null },
      { accepts: true, refused: null },
    ]);
  });

  it('answers for the roles below, and for delegated ones', () => {
    const targets = read('ceremony/2022-07-12/repository/targets.json');
    const rekor = read('ceremony/2022-07-12/repository/rekor.json');
    const question = { type: 'targets', file: targets, delegatorType: 'root' } as const;
    expect(modelsOpinion({ ...question, role: 'targets', delegator: published(4) })).toEqual(
      agreed,
    );
    expect(modelsOpinion({ ...question, role: 'snapshot', delegator: published(4) })).toMatchObject(
      {
        accepts: false,
      },
    );
    expect(
      modelsOpinion({
        delegatorType: 'targets',
        delegator: targets,
        type: 'targets',
        role: 'rekor',
        file: rekor,
      }),
    ).toEqual(agreed);
  });

  it('gives each of many questions in a row the answer that it gets alone', () => {
    const [targets, rekor] = [inRepository('targets'), inRepository('rekor')];
    const other = inRepository('revocation');
    const below = { delegatorType: 'targets', delegator: targets, type: 'targets' } as const;
    const above = { delegatorType: 'root', delegator: published(4), type: 'targets' } as const;
    const questions: OpinionQuestion[] = [
      { ...below, role: 'rekor', file: rekor },
      { ...below, role: 'revocation', file: rekor },
      { ...below, role: 'revocation', file: other },
      { ...below, role: 'nobody', file: other },
      { ...above, role: 'targets', file: targets },
      // The same bytes read as another type are another delegator.
      { ...below, delegatorType: 'root', role: 'rekor', file: rekor },
      { ...below, role: 'rekor', file: rekor },
    ];
    const together = modelsOpinions(questions);
    // Bytes of its own: what was asked before is known by the identity of its bytes.
    const alone = questions.map((question) =>
      modelsOpinion({ ...question, delegator: Uint8Array.from(question.delegator) }),
    );
    expect(together).toEqual(alone);
    expect(questions.map(modelsOpinion)).toEqual(alone);
    const accepted = together.map(({ accepts }) => accepts);
    expect([accepted[0], accepted[4], accepted[6]]).toEqual([true, true, true]);
    expect([accepted[1], accepted[3], accepted[5]]).toEqual([false, false, false]);
  });

  it.each([
    ['no JSON', utf8('{')],
    ['no metadata', utf8('{"signed":7}')],
    ['other metadata', file(role('targets', 1), [online])],
    ['one keyid twice', file(rootPart({ version: 1 }), [ada, ben, cleo, ada])],
  ])('refuses %s with a reason, and throws nothing', (_, bytes) => {
    const { accepts, refused } = ask(bytes, bytes);
    expect(accepts).toBe(false);
    expect(refused).toMatch(/^[ -~]{1,200}$/);
  });

  it('gives reasons that are bounded and safe to print', () => {
    expect(reasonOf(new Error(`a\u001b[31m${'b'.repeat(500)}`))).toMatch(/^[ -~]{200}$/);
    expect(reasonOf('text')).toBe('it gave no reason');
  });
});

const follow = (files: ReadonlyMap<string, Uint8Array>, asOf: string, from = '1.root.json') =>
  clientOpinion({
    trustedRoot: files.get(from) ?? new Uint8Array(),
    files,
    asOf: parseInstant(asOf),
  });

describe('tuf-js as a client with its clock set', () => {
  it('comes from root 1 to root 9, and asks for a timestamp then', async () => {
    expect(await follow(filesIn('root_history'), '2024-03-20T00:00:00Z')).toEqual({
      trustedVersion: 9,
      stopped: 'not among the files',
    });
  });

  it('accepts the repository of 2022 in its time, and not after', async () => {
    const files = filesIn('ceremony/2022-07-12/repository');
    expect(await follow(files, '2022-07-20T00:00:00Z')).toEqual({
      trustedVersion: 4,
      stopped: null,
    });
    const late = await follow(files, '2022-07-28T00:00:00Z');
    expect(late.trustedVersion).toBe(4);
    expect(late.stopped).toMatch(/expired/i);
  });

  it('stops at a root that too few have signed', async () => {
    const files = new Map(
      Object.entries(repository({ '2.root.json': root({ version: 2 }, [ada]) })),
    );
    const { trustedVersion, stopped } = await follow(files, '2026-06-01T00:00:00Z');
    expect(trustedVersion).toBe(1);
    expect(stopped).toMatch(/signed by 1\/2/);
  });

  it('judges expiry by the clock that it is given, not by today', async () => {
    const files = new Map(
      Object.entries(repository({ '1.root.json': root({ version: 1, expires: earlier }) })),
    );
    expect((await follow(files, '2025-12-31T23:59:59Z')).stopped).toBeNull();
    expect((await follow(files, '2026-01-01T00:00:00Z')).stopped).toMatch(/expired/i);
  });

  it('that refuses its first root says why, and comes no further', async () => {
    const other = root({ version: 1, members: { spec_version: '2.0.0' } });
    const files = new Map(Object.entries(repository({ '1.root.json': other })));
    expect(await follow(files, '2026-06-01T00:00:00Z')).toEqual({
      trustedVersion: 1,
      stopped: 'Unsupported specVersion',
    });
  });

  it('that cannot read its first root gives no answer, as a typed error', async () => {
    await expect(follow(new Map(), '2026-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'opinion.no-answer',
    });
  });

  it('is ended when it is cancelled', async () => {
    const stop = new AbortController();
    const files = filesIn('root_history');
    const running = clientOpinion(
      {
        trustedRoot: published(1),
        files,
        asOf: parseInstant('2024-03-20T00:00:00Z'),
      },
      stop.signal,
    );
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(running).rejects.toThrow('enough');
  });
});

describe('a file whose signed bytes would be formed too often', () => {
  const signed = role('targets', 1, { targets: {}, note: 'x'.repeat(2 ** 20 - 5000) });
  const many = Array.from({ length: 256 }, (_, index) => ({ keyid: `${index}`, sig: '00' }));
  const question = { type: 'targets', role: 'a' } as const;
  const first = root({ version: 1 });

  it('is not asked about, with the reason, and is asked about with one signature less', () => {
    const often = file(signed, many);
    const asked = {
      ...question,
      delegatorType: 'root',
      delegator: first,
      role: 'targets',
    } as const;
    expect(modelsOpinion({ ...asked, file: often })).toEqual({
      accepts: false,
      refused: null,
      unasked:
        'it would form 257 MiB of signed bytes, since it does so for each signature, and is asked for at most 256',
    });
    const less = file(signed, many.slice(1));
    expect(modelsOpinion({ ...asked, file: less })).toEqual({ accepts: false, refused: null });
  });

  it('is read all the same where it delegates', () => {
    const delegator = file(signed, many);
    const below = file(role('targets', 1, { targets: {} }), [online]);
    expect(
      modelsOpinion({ ...question, delegatorType: 'targets', delegator, file: below }),
    ).toEqual({ accepts: false, refused: 'No delegations found for a' });
  });
});
