import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { timesText } from '../../../main/cli/own-rehearsal.ts';
import { station } from '../../../main/cli/station.ts';
import { plannedActs } from '../../../src/ceremony/script.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import { partsOf, rehearsalPlan } from '../../../src/ceremony/rehearsal-plan.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { actOf, chainOf } from '../../ceremony/sample-acts.ts';
import { fullFields, planBytesOf, sampleFields, samplePlan } from '../../ceremony/sample-plan.ts';
import { scratchFolder } from '../ceremonies/scratch.ts';

const casting = {
  tokens: new Map(
    partsOf(sampleFields()).tokens.map((id, place) => [id, parseSerial(`c0ffee${place}`, 'test')]),
  ),
  former: new Map(),
  online: new Map(),
};

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => '2027-07-01T09:00:00Z',
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

it('refuses a folder of a real ceremony before it makes anything', async () => {
  const real = await scratchFolder();
  const plan = join(real, 'ceremony.yaml');
  await writeFile(plan, planBytesOf(fullFields()));
  const inside = join(real, 'rehearsals');
  await mkdir(inside);
  for (const folder of [real, inside, join(real, 'not', 'there')]) {
    const { code, out, err } = await run('rehearse', '--plan', plan, '--folder', folder);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^station rehearse: this is no place for a rehearsal \(ceremony\.yaml\)\./);
  }
  expect(existsSync(join(real, 'not'))).toBe(false);
});

it('says what is wrong with a plan, with line and column', async () => {
  const folder = await scratchFolder();
  const text = Buffer.from(planBytesOf(fullFields())).toString();
  await writeFile(join(folder, 'ceremony.yaml'), text.replace('  threshold: 2', '  threshold: 9'));
  const { code, err } = await run('rehearse', '--plan', join(folder, 'ceremony.yaml'));
  expect(code).toBe(2);
  expect(err).toMatch(/ceremony\.yaml, line \d+, column \d+/);
});

it('puts the time of each act beside the time that the plan gives it', () => {
  const acts = plannedActs(fullFields()).map((act, place) => ({ act, seconds: place * 10.26 }));
  const text = timesText(acts);
  expect(text).toContain('     0.0 s  planned     5m  Open the safe\n');
  expect(text).toContain('    10.3 s  planned     5m  Welcome, and what everyone will see\n');
  expect(text).toContain('    20.5 s  planned  2m30s  Confirm the time');
});

it.each([
  [['--trouble', 'locked-pin'], 'need a plan'],
  [['--write-estimates'], 'need a plan'],
  [['--plan', 'p', '--trouble', 'flood'], '--trouble can be absent-keyholder, wrong-token'],
  [['--plan', 'p', '--measured', 'f', '--trouble', 'locked-pin'], '--measured rehearses nothing'],
])('does not guess what %j means', async (args, says) => {
  const { code, err } = await run('rehearse', ...args);
  expect(code).toBe(2);
  expect(err).toContain(says);
});

it('takes the times of a rehearsal that people ran, and writes them only if asked', async () => {
  const folder = await scratchFolder();
  const { fields } = rehearsalPlan(sampleFields(), casting);
  const rehearsed = samplePlan(fields);
  await writeFile(join(folder, 'ceremony.yaml'), planBytesOf(fields));
  const { bytes } = chainOf(rehearsed.sha256, [
    actOf('ceremony.opened', { mode: 'rehearsal' }),
    actOf('script.begun'),
    actOf('clock.read'),
    actOf('act.closed', { act: 'welcome' }),
  ]);
  await writeFile(join(folder, 'transcript.jsonl'), bytes);
  const own = await scratchFolder();
  const plan = join(own, 'ceremony.yaml');
  const text = `# ours\n${planText(sampleFields())}`;
  await writeFile(plan, text);

  const asked = await run('rehearse', '--plan', plan, '--measured', folder);
  expect(asked.out).toContain('        2s  planned     5m  Welcome');
  expect(asked.out).toContain('         -  planned     3m  Confirm');
  expect(asked.out).toContain('Nothing was written: --write-estimates does that.');
  expect(await readFile(plan, 'utf8')).toBe(text);

  const wrote = await run('rehearse', '--plan', plan, '--measured', folder, '--write-estimates');
  expect(wrote.code).toBe(0);
  expect(wrote.out).toContain('      5m → 2s      Welcome, and what everyone will see\n');
  const after = await readFile(plan, 'utf8');
  expect(after.startsWith(text)).toBe(true);
  expect(after).toContain('estimate: 2s');
});
