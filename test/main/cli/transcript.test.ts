import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { actOf, chainOf, timeOf } from '../../ceremony/sample-acts.ts';
import { samplePlan } from '../../ceremony/sample-plan.ts';
import { begunCeremony } from '../ceremonies/signed-work.ts';
import { scratchFolder } from '../ceremonies/scratch.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => timeOf(0),
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

/** A ceremony with two lines, closed. */
async function ceremony() {
  const folder = await begunCeremony(await scratchFolder());
  await folder.append(actOf('token.chosen'), timeOf(1));
  await folder.close();
  return { path: folder.path, file: join(folder.path, 'transcript.jsonl'), tip: folder.end.tip };
}

describe('station transcript verify', () => {
  test('says the digest of the last line of a folder, and that the plan was compared', async () => {
    const { path, tip } = await ceremony();
    const { code, out, err } = await run('transcript', 'verify', path);
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(out).toContain('The record proves itself: 2 lines');
    expect(out).toContain(`Last line  ${tip}\n`);
    expect(out).not.toContain('not compared');
  });

  test('reads one file of any name, and says that no plan was compared', async () => {
    const bytes = chainOf(samplePlan().sha256, [actOf('ceremony.opened')]).bytes;
    const file = join(await scratchFolder(), 'Priya’s record (copy).txt');
    await writeFile(file, bytes);
    const { code, out } = await run('transcript', 'verify', file);
    expect(code).toBe(0);
    expect(out).toContain('1 line, each');
    expect(out).toContain('not compared: no plan beside the record');
  });

  test('tells where the clock was set back', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await folder.append(actOf('token.chosen'), '2027-07-14T13:00:00Z');
    await folder.close();
    expect((await run('transcript', 'verify', folder.path)).out).toContain(
      'The clock was set back before line 2.',
    );
  });

  test.each([
    [
      'was changed',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('Root signing', 'Rout signing')),
      'line 2',
    ],
    ['lacks its end', (bytes: Buffer) => bytes.subarray(0, -3), 'the last line has no end'],
    ['is empty', () => Buffer.alloc(0), 'the transcript is empty'],
    ['is something else', () => Buffer.from('hello\n'), 'line 1'],
  ])('ends with 1 for a record that %s', async (_, change, part) => {
    const { path, file } = await ceremony();
    await writeFile(file, change(await readFile(file)));
    const { code, out, err } = await run('transcript', 'verify', path);
    expect({ code, err }).toStrictEqual({ code: 1, err: '' });
    expect(out).toContain('The record does not prove itself');
    expect(out).toContain(part);
  });

  test('ends with 1 for the record of another plan', async () => {
    const { path, file } = await ceremony();
    await writeFile(file, chainOf('a'.repeat(64), [actOf('ceremony.opened')]).bytes);
    const { code, out } = await run('transcript', 'verify', path);
    expect(code).toBe(1);
    expect(out).toContain('the record belongs to another plan');
  });

  test('ends with 2 and one line where there is nothing to read', async () => {
    const top = await scratchFolder();
    for (const path of [join(top, 'none'), top]) {
      const { code, out, err } = await run('transcript', 'verify', path);
      expect({ code, out }).toStrictEqual({ code: 2, out: '' });
      expect(err).toMatch(/^station transcript: [^\n]+\n$/);
      expect(err).not.toContain(top);
    }
  });

  test.each([[[]], [['verify']], [['check', 'x']], [['verify', 'a', 'b']]])(
    'ends with 2 for %j',
    async (args) => {
      const { code, err } = await run('transcript', ...args);
      expect(code).toBe(2);
      expect(err).toContain('see station transcript --help');
    },
  );
});

describe('station transcript show', () => {
  test('prints a line a record', async () => {
    const { path } = await ceremony();
    const { code, out } = await run('transcript', 'show', path);
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(3);
    expect(out).toContain('priya-raman: Chose token 24 617 802 (YubiKey 5C), as planned.');
  });

  test('shows nothing of a record that does not prove itself', async () => {
    const { path, file } = await ceremony();
    await writeFile(file, '{}\n');
    const { code, out } = await run('transcript', 'show', path);
    expect(code).toBe(1);
    expect(out).not.toContain('Chose');
  });
});

test('the command is in the list', async () => {
  expect((await run('--help')).out).toContain('station transcript');
});
