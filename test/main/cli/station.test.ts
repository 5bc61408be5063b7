import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { AuditReport } from '../../../src/audit/report.ts';
import { ada, type Files, repository, root } from '../../audit/made-files.ts';

const project = path.join(import.meta.dirname, '../../..');
const published = path.join(project, 'test/fixtures/sigstore-root-signing');
const at = ['--as-of', '2024-03-20T00:00:00Z'];

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'station-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function folder(name: string, files: Files): string {
  for (const [file, bytes] of Object.entries(files)) {
    const place = path.join(home, name, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
  return path.join(home, name);
}

async function run(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await station(args, {
    out: (text) => void out.push(text),
    err: (line) => void err.push(line),
    now: () => '2026-06-01T00:00:00.000Z',
    signal: new AbortController().signal,
  });
  return { code, out: out.join(''), err };
}

const report = (text: string) => AuditReport.parse(JSON.parse(text));

describe('station audit', () => {
  it('prints nine roots and passes, with nothing on standard error', async () => {
    const { code, out, err } = await run(
      'audit',
      path.join(published, 'root_history'),
      ...at,
      '--json',
    );
    expect(code).toBe(0);
    expect(err).toEqual([]);
    expect(report(out)).toMatchObject({
      format: 'station-audit/1',
      asOf: '2024-03-20T00:00:00Z',
      verdict: 'pass',
    });
    expect(report(out).roots.map(({ version, file }) => [version, file])).toEqual(
      Array.from({ length: 9 }, (_, index) => [index + 1, `${index + 1}.root.json`]),
    );
  });

  it('takes evidence from another folder, by --keys', async () => {
    const { out } = await run(
      'audit',
      path.join(published, 'root_history'),
      '--keys',
      path.join(published, 'ceremony/2022-07-12/keys'),
      ...at,
      '--json',
    );
    const { keys, roots } = report(out);
    expect(keys.filter(({ attestation }) => attestation === 'verified')).toHaveLength(5);
    expect(roots[0]?.file).toBe('1.root.json');
  });

  it('ends with 1 where the verdict is fail', async () => {
    const bad = folder('bad', repository({ '2.root.json': root({ version: 2 }, [ada]) }));
    const { code, out } = await run('audit', bad);
    expect(code).toBe(1);
    expect(out).toMatch(/^Fail, as of 1 June 2026 \(2026-06-01T00:00:00.000Z\)\n/);
    expect(out).toContain('root.threshold-not-met');
  });

  it('says in words what it found, and what a pass does not prove', async () => {
    const { code, out } = await run('audit', folder('good', repository()));
    expect(code).toBe(0);
    expect(out).toContain(
      'One root, signed by enough keyholders of its own. Two implementations agree.',
    );
    expect(out).toContain('It does not say who the keyholders are.');
    expect(out.endsWith('\n')).toBe(true);
  });

  it('starts from a trusted root', async () => {
    const given = folder('trusted', { '2.root.json': root({ version: 2 }) });
    const mine = path.join(folder('mine', { '1.root.json': root({ version: 1 }) }), '1.root.json');
    const { code, out } = await run('audit', given, '--trusted-root', mine, '--json');
    expect(code).toBe(0);
    expect(report(out).roots.map(({ validByPrevious }) => validByPrevious)).toEqual([null, 3]);
  });

  it.each([
    ['no path', () => ['audit']],
    ['an unknown option', () => ['audit', home, '--bogus']],
    ['an option without a value', () => ['audit', home, '--as-of']],
    [
      'an instant that is none',
      () => ['audit', folder('good', repository()), '--as-of', 'yesterday'],
    ],
    ['a path that is not there', () => ['audit', path.join(home, 'nothing')]],
    ['an empty folder', () => ['audit', folder('empty', { 'a/README.md': new Uint8Array() })]],
    [
      'a folder as trusted root',
      () => ['audit', folder('good', repository()), '--trusted-root', home],
    ],
    [
      'a trusted root that is none',
      () => [
        'audit',
        folder('good', repository()),
        '--trusted-root',
        path.join(folder('good', repository()), 'targets.json'),
      ],
    ],
    ['no command', () => []],
    ['an unknown command', () => ['constructor']],
  ])('ends with 2 and one line on standard error for %s', async (_, args) => {
    const { code, out, err } = await run(...args());
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^station[^\n]+$/);
    expect(err[0]).not.toContain(home);
  });

  it('is cancelled with 130', async () => {
    const stop = AbortSignal.abort();
    const err: string[] = [];
    const code = await station(['audit', folder('good', repository())], {
      out: () => {},
      err: (line) => void err.push(line),
      now: () => '2026-06-01T00:00:00Z',
      signal: stop,
    });
    expect([code, err]).toEqual([130, ['station audit: cancelled']]);
  });
});

describe('station', () => {
  it('lists its commands, and what each takes', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}station audit +\S/m);
    expect((await run('audit', '--help')).out).toMatch(/^station audit PATH… /);
    expect((await run('help', 'audit')).out).toMatch(/^station audit PATH… /);
  });

  it('says its version', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('runs from any folder as a program, and by a link to it', () => {
    const link = path.join(home, 'station-link');
    execFileSync('ln', ['-s', path.join(project, 'bin/station'), link]);
    const good = folder('good', repository());
    const result = spawnSync(link, ['audit', good, '--as-of', '2026-06-01T00:00:00Z', '--json'], {
      cwd: home,
      env: { PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
    });
    expect([result.status, result.stderr]).toEqual([0, '']);
    expect(report(result.stdout).verdict).toBe('pass');
  });
});
