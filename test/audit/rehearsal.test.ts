import { describe, expect, it } from 'vitest';
import { ada, auditOf, ben, cleo, codesOf, root } from './made-files.ts';

const practice = (one: typeof ada) => ({ ...one, object: { ...one.object, 'x-practice': true } });

describe('rehearsals', () => {
  const mark = { 'x-rehearsal': 'ab'.repeat(32) };
  const players = [ada, ben, cleo].map(practice);

  it('may be signed with practice keys', async () => {
    const report = await auditOf({
      '1.root.json': root({ version: 1, keys: players, members: mark }),
    });
    // By itself it is taken for what it is: announced.test.ts.
    expect(codesOf(report)).not.toContain('rehearsal.production-key');
    expect(codesOf(report)).toContain('rehearsal.not-announced');
  });

  it('fail where a root that counts lists the same key without its mark', async () => {
    const report = await auditOf({
      '1.root.json': root({ version: 1 }),
      'practice/1.root.json': root({
        version: 1,
        keys: players,
        members: mark,
        expires: '2027-02-01T00:00:00Z',
      }),
    });
    const wrong = report.findings.filter(({ code }) => code === 'rehearsal.production-key');
    expect(wrong.map(({ subject }) => subject)).toEqual(Array(3).fill('practice/1.root.json'));
  });

  it('show in what counts and was signed with a practice key', async () => {
    const report = await auditOf({
      '1.root.json': root({ version: 1, keys: [ada, ben, practice(cleo)] }),
    });
    expect(report.findings.filter(({ code }) => code === 'rehearsal.production-key')).toMatchObject(
      [{ subject: '1.root.json', data: { spkiSha256: cleo.publicKey.digest, rehearsal: false } }],
    );
  });
});
