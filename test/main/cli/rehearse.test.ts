import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { afterAudit } from '../../../main/cli/rehearsal-end.ts';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { auditView } from '../../../src/audit/view.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../../main/cli/main.ts');
const second = 'Practice root 2 dress rehearsal';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'rehearse-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const { PATH, NODE_COMPILE_CACHE } = process.env;
const environment = () => ({ PATH, NODE_COMPILE_CACHE, HOME: home });
/** An empty network namespace: for root outright, for a user together with a user namespace. */
const isolated = [...(process.getuid?.() === 0 ? [] : ['-c']), '-n', '--'];

/** Follows every child, and writes down each call that can name an address. */
const tracing = [
  'strace',
  '-f',
  '--seccomp-bpf',
  '-e',
  'trace=connect,sendto,sendmsg,bind',
  '-o',
] as const;

it('runs whole in an empty network namespace, and asks the kernel for no address of a network', async () => {
  const trace = join(home, 'trace');
  const words = [...isolated, ...tracing, trace, process.execPath, program, 'rehearse'];
  const { stdout } = await run('unshare', words, { env: environment() });
  expect(stdout).toMatch(/^Verdict of the audit: pass, as of \d+ [A-Z][a-z]+ \d{4}$/m);
  expect(stdout).toContain(
    'Two roots, each signed by enough keyholders, old and new. Two implementations agree.',
  );
  const calls = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /connect|sendto|sendmsg|bind/.test(line));
  expect(calls.filter((line) => /AF_INET6?\b/.test(line))).toEqual([]);
}, 120_000);

it('leaves two ceremony folders whose records prove themselves, and never the same name twice', async () => {
  for (const turn of [1, 2]) {
    const { stdout } = await run(
      process.execPath,
      [
        program,
        'rehearse',
        '--folder',
        join(home, 'here'),
        ...(turn === 1 ? [] : ['--remove-tokens']),
      ],
      { env: environment() },
    );
    expect(stdout).toContain(turn === 1 ? `"${second}"` : `"${second} 2"`);
    expect(stdout.includes('practice tokens are removed')).toBe(turn === 2);
    expect(stdout).toMatch(/^Verdict of the audit: pass, as of \d+ [A-Z][a-z]+ \d{4}$/m);
  }
  expect(readdirSync(join(home, 'here')).toSorted()).toEqual([
    'Practice root 1 dress rehearsal',
    'Practice root 1 dress rehearsal 2',
    second,
    `${second} 2`,
  ]);
  const folder = join(home, 'here', second);
  await expect(
    run(process.execPath, [program, 'transcript', 'verify', folder], { env: environment() }),
  ).resolves.toBeDefined();
  const { files } = await collect([folder]);
  const report = await runAudit({ files, asOf: new Date().toISOString() });
  expect(report).toMatchObject({ verdict: 'pass' });
  expect(
    report.roots.map(({ version, validByPrevious, validBySelf }) => [
      version,
      validByPrevious,
      validBySelf,
    ]),
  ).toEqual([
    [1, null, 5],
    [2, 5, 5],
  ]);
  // A rehearsal must never be taken for the real thing: every root in it says so.
  for (const { file } of report.roots)
    expect(readFileSync(join(folder, file.replace(`${second}/`, '')), 'utf8')).toContain(
      'x-rehearsal',
    );
}, 120_000);

it('says in one line what it does not understand', async () => {
  await expect(
    run(process.execPath, [program, 'rehearse', '--tokens'], { env: environment() }),
  ).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^station rehearse: .*\n$/),
  });
});

it('ends with where the folder is, quoted for a shell, and names each error', async () => {
  const fixture = join(import.meta.dirname, '../../fixtures/sigstore-root-signing/root_history');
  const { files } = await collect([fixture]);
  const report = await runAudit({ files, asOf: '2026-01-01T00:00:00Z' });
  const text = afterAudit({
    view: auditView(report, { filesRead: files.length, secondOpinion: true }),
    path: "/home/o'brien/Practice root",
    seconds: 3.21,
  });
  expect(text).toContain(String.raw`audit '/home/o'\''brien/Practice root'`);
  expect(text).toContain('Verdict of the audit: fail, as of 1 January 2026\n');
  expect(text).toContain('  root.expired');
  expect(text).toContain('It took 3.2 seconds.');
});
