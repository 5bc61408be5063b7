import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { actOf, timeOf } from '../../ceremony/sample-acts.ts';
import { scratchFolder } from '../ceremonies/scratch.ts';
import { begunCeremony } from '../ceremonies/signed-work.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await station(['minutes', ...args], {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => timeOf(0),
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

/** A ceremony of two lines, closed. */
async function ceremony(): Promise<{ path: string; report: string }> {
  const folder = await begunCeremony(await scratchFolder());
  await folder.append(actOf('token.chosen'), timeOf(1));
  await folder.close();
  return { path: folder.path, report: join(folder.path, 'report') };
}

it('writes every form into report/, the same bytes when it is done again', async () => {
  const { path, report } = await ceremony();
  expect(await run(path)).toMatchObject({ code: 0, err: '' });
  const names = readdirSync(report).toSorted();
  expect(names).toEqual(['minutes-2.html', 'minutes-2.json', 'minutes-2.pdf']);
  const before = names.map((name) => readFileSync(join(report, name)));
  // The same again, written to another place, so that nothing of the first is looked at.
  const other = await scratchFolder();
  expect(await run(path, '--out', other)).toMatchObject({ code: 0, err: '' });
  for (const [index, name] of names.entries())
    expect(readFileSync(join(other, name)).equals(before[index]!)).toBe(true);
  expect(await run(path)).toMatchObject({ code: 0, err: '' });
}, 180_000);

it('writes the forms and the edition that were asked for', async () => {
  const { path, report } = await ceremony();
  expect((await run(path, '--public', '--json', '--html')).out).toContain('minutes-2-public.json');
  expect(readdirSync(report).toSorted()).toEqual([
    'minutes-2-public.html',
    'minutes-2-public.json',
  ]);
});

it('never writes over a file', async () => {
  const { path, report } = await ceremony();
  mkdirSync(report);
  writeFileSync(join(report, 'minutes-2.json'), 'mine');
  const { code, err } = await run(path, '--json');
  expect(code).toBe(2);
  expect(err).toMatch(/another file is there under this name/);
  expect(readFileSync(join(report, 'minutes-2.json'), 'utf8')).toBe('mine');
});

it('has no minutes of a record that does not prove itself', async () => {
  const { path } = await ceremony();
  const file = join(path, 'transcript.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Root signing', 'Rout signing'));
  const { code, err } = await run(path, '--json');
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
  expect(readdirSync(path)).not.toContain('report');
});

it.each([[[]], [['a', 'b']], [['--pdfs', 'a']]])('does not understand %j', async (args) => {
  expect(await run(...args)).toMatchObject({ code: 2, out: '' });
});
