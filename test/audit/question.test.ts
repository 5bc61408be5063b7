import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { AuditError } from '../../src/audit/audit-error.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import type { SecondOpinion } from '../../src/audit/opinion.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import type { Verifier } from '../../src/keys/verify.ts';
import { fixture, triple } from './cases/evidence.ts';
import { asOf, auditOf, file, inputs, repository, role, root } from './made-files.ts';

async function* stream() {
  yield* inputs(repository());
}

function broken(): Readonly<Record<string, Uint8Array>> {
  return { ...repository(), '2.root.json': fixture('root_history/5.root.json') };
}

describe('what an audit takes', () => {
  it('refuses files among which there is nothing to judge', async () => {
    for (const files of [{}, { 'README.md': utf8('# hello') }, { 'package.json': utf8('{}') }]) {
      await expect(auditOf(files)).rejects.toMatchObject({ code: 'audit.nothing' });
    }
  });

  it('refuses an instant that is none', async () => {
    await expect(auditOf(repository(), { asOf: '20 March' })).rejects.toMatchObject({
      code: 'audit.instant',
    });
  });

  it('refuses a trusted root that is none', async () => {
    for (const bytes of [utf8('{'), utf8('{}'), file(role('targets', 1), [])]) {
      const asked = auditOf(repository(), { trustedRoot: { path: 'mine.json', bytes } });
      await expect(asked).rejects.toBeInstanceOf(AuditError);
      await expect(asked).rejects.toMatchObject({ code: 'audit.trusted-root' });
    }
  });

  it('judges loose files for what they are', async () => {
    for (const files of [
      { '7.root.json': fixture('root_history/7.root.json') },
      { 'rekor.json': fixture('ceremony/2022-07-12/repository/rekor.json') },
      { 'snapshot.json': fixture('ceremony/2022-07-12/repository/snapshot.json') },
    ]) {
      const { verdict } = await auditOf(files, { asOf: '2022-07-20T00:00:00Z' });
      expect(verdict).toBe('pass');
    }
  });
});

describe('progress and cancelling', () => {
  it('counts from zero to its total, step by step', async () => {
    const steps: { done: number; total: number | null }[] = [];
    await auditOf(repository(), {
      progress: ({ done, total, part }) => void (part ?? steps.push({ done, total })),
    });
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index));
    expect(new Set(steps.map(({ total }) => total))).toEqual(new Set([steps.length]));
  });

  it('knows no total of a stream before its end', async () => {
    const steps: string[] = [];
    await audit(stream(), {
      asOf,
      verifier: nobleVerifier,
      progress: ({ done, total, doing, part }) =>
        void (part ?? steps.push(`${doing} ${done} of ${total}`)),
    });
    expect(steps.slice(0, 5)).toEqual([
      'Read the files 0 of null',
      'Read the files 1 of null',
      'Read the files 2 of null',
      'Read the files 3 of null',
      'Follow the roots 4 of 9',
    ]);
  });

  it('waits for the caller, and stops where it was cancelled', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const running = auditOf(repository(), {
      signal: stop.signal,
      progress: async ({ doing }) => {
        seen.push(doing);
        if (doing === 'Follow the roots') stop.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(seen.at(-1)).toBe('Follow the roots');
  });

  const opinion: SecondOpinion = {
    name: 'another',
    thresholds: async (questions) => questions.map(() => ({ accepts: true, refused: null })),
    client: async () => ({ trustedVersion: 1, stopped: null }),
  };
  it('says within each long step how far it is', async () => {
    const parts = new Map<string, string[]>();
    await auditOf(broken(), {
      opinion,
      progress: ({ doing, part }) => {
        if (part !== undefined) parts.set(doing, [...(parts.get(doing) ?? []), part]);
      },
    });
    expect([...parts.keys()]).toEqual([
      'Follow the roots',
      'Look for oddities',
      'Ask a second implementation',
    ]);
    expect(parts.get('Follow the roots')?.at(-1)).toMatch(/^\d+ signatures$/);
    expect(parts.get('Look for oddities')?.[0]).toMatch(/^0 of \d+ signatures that do not verify$/);
    expect(parts.get('Ask a second implementation')).toEqual([
      expect.stringMatching(/^0 of \d+ verdicts$/),
      expect.stringMatching(/^0 of \d published states, as a client$/),
    ]);
  });

  it.each(['signatures', 'verdicts', 'as a client'])('stops in the middle, at %s', async (at) => {
    const stop = new AbortController();
    const seen: (string | undefined)[] = [];
    const running = auditOf(broken(), {
      opinion,
      signal: stop.signal,
      progress: ({ part }) => {
        seen.push(part);
        if (part?.endsWith(at) === true) stop.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(seen.at(-1)).toContain(at);
  });

  it('can be stopped between two attestations', async () => {
    const keys = {
      ...triple('2021-06-18', '14454335'),
      ...triple('2021-06-18', '14470876'),
      ...triple('2022-07-12', '18158855'),
    };
    const parts: (string | undefined)[] = [];
    const whole = await auditOf(keys, {
      progress: ({ doing, part }) => void (doing === 'Check the evidence' && parts.push(part)),
    });
    expect(parts).toEqual([undefined, '0 attestations', '1 attestations', '2 attestations']);
    expect(whole.attestations).toHaveLength(3);

    const stop = new AbortController();
    const running = auditOf(keys, {
      signal: stop.signal,
      progress: ({ part }) => {
        if (part === '1 attestations') stop.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
  });

  it('verifies each signature once, however often it is looked at', async () => {
    const questions: string[] = [];
    const counting: Verifier = {
      name: 'counting',
      verify: async (jobs, signal) => {
        questions.push(...jobs.map(({ key, signature }) => `${key.digest} ${signature.join()}`));
        return nobleVerifier.verify(jobs, signal);
      },
    };
    await auditOf(
      { '1.root.json': root({ version: 1 }), '2.root.json': root({ version: 2 }) },
      { verifier: counting },
    );
    expect(questions).toHaveLength(6);
    expect(new Set(questions).size).toBe(6);
  });
});
