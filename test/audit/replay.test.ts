import { describe, expect, it } from 'vitest';
import {
  ada,
  auditOf,
  ben,
  below,
  cleo,
  codesOf,
  dora,
  entry,
  file,
  online,
  root,
  rootPart,
  stranger,
} from './made-files.ts';

describe('a trusted root', () => {
  const second = root({ version: 2 });

  it('is where the chain starts when it is not among the files', async () => {
    const { roots, verdict } = await auditOf(
      { '2.root.json': second },
      { trustedRoot: { path: 'mine.json', bytes: root({ version: 1 }) } },
    );
    expect(roots.map(({ file: path, validByPrevious }) => [path, validByPrevious])).toEqual([
      ['mine.json', null],
      ['2.root.json', 3],
    ]);
    expect(verdict).toBe('pass');
  });

  it('is not listed twice when it is', async () => {
    const first = root({ version: 1 });
    const { roots } = await auditOf(
      { '1.root.json': first, '2.root.json': second },
      { trustedRoot: { path: 'mine.json', bytes: first } },
    );
    expect(roots.map(({ file: path }) => path)).toEqual(['1.root.json', '2.root.json']);
  });

  it('exposes a history of other people', async () => {
    const { verdict } = await auditOf(
      { '2.root.json': root({ version: 2, keys: [stranger, online, dora] }) },
      { trustedRoot: { path: 'mine.json', bytes: root({ version: 1 }) } },
    );
    expect(verdict).toBe('fail');
  });
});

describe('forks', () => {
  it('are told of all that have keys in common with one between them, where clients accept that', async () => {
    const left = root({ version: 1, keys: [ada, ben] });
    const right = root({ version: 1, keys: [cleo, dora] });
    const forked = async (between: Uint8Array) =>
      (await auditOf({ 'a.json': left, 'b.json': between, 'c.json': right })).findings
        .filter(({ code }) => code === 'root.fork')
        .map(({ subject }) => subject);
    const keys = [ben, cleo];
    expect(await forked(root({ version: 1, keys }))).toEqual(['a.json, b.json, c.json']);
    expect(await forked(root({ version: 1, keys }, []))).toEqual([]);
  });

  it('are looked for with what the laxest client counts: keyids', async () => {
    const alias = 'aa'.repeat(32);
    const part = (expires: string) =>
      rootPart({
        version: 1,
        expires,
        members: {
          keys: Object.fromEntries([
            [ada.keyid, ada.object],
            [alias, ada.object],
            [online.keyid, online.object],
          ]),
          roles: {
            ...(rootPart({ version: 1 })['roles'] as object),
            root: { keyids: [ada.keyid, alias], threshold: 2 },
          },
        },
      });
    const twice = (expires: string) => {
      const signed = part(expires);
      return file(signed, [ada, { ...entry(ada, signed), keyid: alias }]);
    };
    const report = await auditOf({
      '1.root.json': twice('2027-01-01T00:00:00Z'),
      'other/1.root.json': twice('2027-02-01T00:00:00Z'),
    });
    expect(codesOf(report)).toContain('root.fork');
    expect(codesOf(report)).toContain('root.threshold-not-met');
    expect(report.roots.map(({ validBySelf }) => validBySelf)).toEqual([1, 1]);
  });

  it('are none between the histories of different people', async () => {
    const report = await auditOf({
      ...below('ours', { '1.root.json': root({ version: 1 }) }),
      ...below('theirs', { '1.root.json': root({ version: 1, keys: [stranger, online, dora] }) }),
    });
    expect(codesOf(report)).not.toContain('root.fork');
    expect(report.verdict).toBe('pass');
  });

  it('are followed each along the branch that signed', async () => {
    const branch = root({ version: 2, keys: [ada, ben, dora] }, [ada, ben, cleo, dora]);
    const report = await auditOf({
      '1.root.json': root({ version: 1 }),
      '2.root.json': root({ version: 2 }),
      'b/2.root.json': branch,
      'b/3.root.json': root({ version: 3, keys: [ben, dora, stranger] }, [ben, dora, stranger]),
    });
    expect(report.roots.at(-1)).toMatchObject({ version: 3, validByPrevious: 2 });
    expect(codesOf(report)).toContain('root.fork');
  });
});

describe('versions', () => {
  it('named in the file and other inside are a gap', async () => {
    const report = await auditOf({
      '1.root.json': root({ version: 1 }),
      '2.root.json': root({ version: 1 }),
    });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'root.version-gap', subject: '2.root.json' }),
    );
  });

  it('after a gap are not judged by keys that may have been handed over since', async () => {
    const report = await auditOf({
      '1.root.json': root({ version: 1 }),
      '4.root.json': root({ version: 4, keys: [dora, stranger, online] }),
    });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'root.version-gap', message: 'root versions 2 to 3 are missing between 1 and 4' },
    ]);
  });

  it('may be zero', async () => {
    const report = await auditOf({
      '0.root.json': root({ version: 0 }),
      '1.root.json': root({ version: 1 }),
    });
    expect(report.roots.map(({ version }) => version)).toEqual([0, 1]);
    expect(report.verdict).toBe('pass');
  });
});
