import { describe, expect, it } from 'vitest';
import type { Skipped } from '../../src/audit/ignored.ts';
import { auditOf, type Files, repository } from './made-files.ts';

const link = (path: string, more: Partial<Skipped> = {}): Skipped => ({
  path,
  why: 'it is a link',
  ...more,
});

async function saidOf(skipped: Skipped, files: Files = repository()) {
  const { findings, verdict } = await auditOf(files, { skipped: [skipped] });
  const said = findings.filter(({ subject }) => subject === skipped.path);
  return { said: said.map(({ code, severity }) => `${severity} ${code}`), verdict };
}

describe('a name of metadata under which nothing was read', () => {
  it.each([
    '10.root.json',
    'root.json',
    'a/timestamp.json',
    '3.rekor.json',
    '0123456789ab:metadata/10.root.json',
    'left@0123456789ab:10.root.json',
  ])('fails an audit: %s', async (path) => {
    expect(await saidOf(link(path))).toEqual({
      said: ['error metadata.not-read'],
      verdict: 'fail',
    });
  });

  it('fails it too where a pipe or a device lies there', async () => {
    const pipe = { path: '2.root.json', why: 'it is no file' };
    expect(await saidOf(pipe)).toMatchObject({ said: ['error metadata.not-read'] });
  });

  it('is a warning where only the past of a Git history has it', async () => {
    expect(await saidOf(link('0123456789ab:10.root.json', { past: true }))).toEqual({
      said: ['warning metadata.not-read'],
      verdict: 'pass',
    });
  });

  it.each(['link.json', 'rekor.json', 'roots.json', '10.root.json.old', 'root.json/readme'])(
    'is not any name: %s',
    async (path) => {
      expect(await saidOf(link(path))).toEqual({ said: ['info file.ignored'], verdict: 'pass' });
    },
  );
});

describe('a link that leads to a file that is judged', () => {
  it('is only told', async () => {
    expect(await saidOf(link('root.json', { leadsTo: '1.root.json' }))).toEqual({
      said: ['info metadata.not-read'],
      verdict: 'pass',
    });
  });

  it.each([
    ['10.root.json', '1.root.json', 'error root.version-gap'],
    ['4.targets.json', 'targets.json', 'error role.mismatch'],
    ['1.root.json', '1.root.json', 'info metadata.not-read'],
    ['4.notes.json', 'notes.txt', 'info metadata.not-read'],
  ])('named %s leads to %s', async (path, leadsTo, expected) => {
    const files = { ...repository(), 'notes.txt': new Uint8Array([1]) };
    expect((await saidOf(link(path, { leadsTo }), files)).said).toContain(expected);
  });

  it('that is not among the files is as good as none', async () => {
    const gone = link('10.root.json', { leadsTo: 'elsewhere/10.root.json' });
    expect((await saidOf(gone)).said).toEqual(['error metadata.not-read']);
  });
});
