import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { startStand } from '../../../main/cli/virtual-yubikeys/stand.ts';

const run = promisify(execFile);
const { PATH, NODE_COMPILE_CACHE } = process.env;
const program = join(import.meta.dirname, '../../../main/cli/main.ts');

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'rehearse-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const rehearse = (...words: readonly string[]) =>
  run(process.execPath, [program, 'rehearse', ...words], {
    env: { PATH, NODE_COMPILE_CACHE, HOME: home },
  });

it('rehearses with two virtual YubiKeys among practice tokens, and audits their attestations', async () => {
  const { stdout } = await rehearse('--tokens', 'virtual-yubikey');
  expect(stdout).toMatch(/^Verdict of the audit: pass, as of \d+ [A-Z][a-z]+ \d{4}$/m);
  expect(stdout).toContain(
    'Attested by virtual YubiKeys, for practice only: the keys on 11111111, 22222222.',
  );
  const folder = join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');
  const { files } = await collect([folder]);
  const report = await runAudit({ files, asOf: new Date().toISOString() });
  expect(report.verdict).toBe('pass');
  expect(report.attestations).toMatchObject(
    ['11111111', '22222222'].map((serial) => ({
      serial,
      chain: 'practice',
      firmware: '5.4.3',
      pinPolicy: 'always',
      touchPolicy: 'always',
    })),
  );
  // Nowhere a vendor's word: neither for these keys nor for those on SoftHSM2.
  const kinds = Object.groupBy(report.keys, ({ attestation }) => attestation);
  expect(Object.keys(kinds).toSorted()).toEqual(['none', 'practice']);
  expect(kinds.practice).toHaveLength(2);
  const signed = new Set(
    report.roots.flatMap(({ signatures }) =>
      signatures.flatMap(({ status, spkiSha256 }) => (status === 'valid' ? [spkiSha256] : [])),
    ),
  );
  for (const { spkiSha256 } of report.attestations) expect(signed).toContain(spkiSha256);
  const key = readFileSync(join(folder, 'keys/11111111/11111111_key_cert.pem'), 'utf8');
  expect(key).toContain('BEGIN CERTIFICATE');
}, 240_000);

it('says in one line which tokens it knows', async () => {
  await expect(rehearse('--tokens', 'paper')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^station rehearse: --tokens can only be virtual-yubikey.*\n$/),
  });
});

it('says what is missing where the simulator is not there, or does not start', async () => {
  await expect(startStand([1], join(home, 'serve.ts'))).rejects.toMatchObject({
    code: 'practice.store',
    found: 'this station was installed without the simulator',
  });
  await expect(startStand([0])).rejects.toMatchObject({
    code: 'practice.store',
    notDone: ['No ceremony was begun.'],
  });
});
