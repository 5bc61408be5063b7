import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import type { AuditReport } from '../../../src/audit/report.ts';
import { faults, type Folder, type Planting } from './planted/faults.ts';
import { keepSigners, type Signers } from './planted/signers.ts';

const run = promisify(execFile);
const { PATH, NODE_COMPILE_CACHE } = process.env;
const program = join(import.meta.dirname, '../../../main/cli/main.ts');

let home: string;
/** The files of the second ceremony, as the rehearsal left them. */
let folder: Folder;
let signers: Signers;
let asOf: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'planted-'));
  await run(process.execPath, [program, 'rehearse', '--tokens', 'virtual-yubikey'], {
    env: { PATH, NODE_COMPILE_CACHE, HOME: home },
  });
  const { files } = await collect([join(home, 'Ceremonies', 'Practice root 2 dress rehearsal')]);
  folder = new Map(files.map(({ path, bytes }) => [path, bytes]));
  signers = await keepSigners(home);
  asOf = new Date().toISOString();
}, 240_000);
afterAll(async () => {
  await signers.close();
  rmSync(home, { recursive: true, force: true });
});

const audit = (files: Folder, at = asOf): Promise<AuditReport> =>
  runAudit({
    files: [...files].map(([path, bytes]) => ({ path, bytes })),
    asOf: at,
    opinion: null,
  });

/** Without the record: what a stranger who has only the repository and the plan can see. */
const withoutRecord = (files: Folder): Folder =>
  new Map(
    [...files].filter(([path]) => /^(?:repository\/|elsewhere\/|ceremony\.yaml$)/.test(path)),
  );

async function planted(name: string): Promise<{ files: Folder; fault: Planting }> {
  const fault = faults[name];
  if (fault === undefined) throw new Error(`no fault ${name}`);
  const files = new Map(folder);
  await fault.plant(files, signers);
  return { files, fault };
}

const codes = ({ findings }: AuditReport): string[] => [
  ...new Set(findings.map(({ code }) => code)),
];

describe('a rehearsal in which nothing was planted', () => {
  it('passes, whole and without its record, and has nothing against it', async () => {
    for (const files of [folder, withoutRecord(folder)]) {
      const report = await audit(files);
      const told = report.findings.filter(({ severity }) => severity !== 'info');
      // Practice tokens have no attestation, and the virtual YubiKeys have an older firmware.
      const usual = ['attestation.missing', 'attestation.firmware-advisory'];
      expect(codes(report).includes('transcript.missing')).toBe(files !== folder);
      if (files !== folder) usual.push('transcript.missing');
      expect(told.filter(({ code }) => !usual.includes(code))).toEqual([]);
      expect(report.verdict).toBe('pass');
      expect(report.roots.map(({ version }) => version)).toEqual([1, 2]);
    }
  });
});

describe.each(Object.keys(faults))('%s', (name) => {
  it('is found', async () => {
    const { files, fault } = await planted(name);
    const report = await audit(files, fault.asOf ?? asOf);
    expect(codes(report)).toEqual(expect.arrayContaining([...fault.finds]));
    expect(report.verdict).toBe(fault.verdict ?? 'fail');
    const found = report.findings.find(({ code }) => code === fault.finds[0]);
    expect(found?.subject).toMatch(fault.where);
  });
});

const alone = Object.keys(faults).filter((name) => faults[name]?.alone !== undefined);

describe.each(alone)('%s, without the record', (name) => {
  it('is found all the same', async () => {
    const { files, fault } = await planted(name);
    const report = await audit(withoutRecord(files), fault.asOf ?? asOf);
    expect(codes(report)).toEqual(expect.arrayContaining([...(fault.alone ?? [])]));
    expect(report.verdict).toBe(fault.verdict ?? 'fail');
  });
});
