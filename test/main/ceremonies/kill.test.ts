import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { planBytesOf, sampleFields } from '../../ceremony/sample-plan.ts';
import { scratchFolder } from './scratch.ts';

const rounds = 12;
const writer = join(import.meta.dirname, 'writing-child.ts');

/** Lets a station write until it is killed at a random moment; the last things that it said were durable. */
async function writeUntilKilled(path: string): Promise<{ moved: number; recorded: number }> {
  const child = spawn(process.execPath, [writer, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('ready')) {
    if (child.exitCode !== null) throw new Error(`the writer ended: ${said}`);
    await pause(2);
  }
  await pause(Math.random() * 60);
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
  const numberAfter = (word: string): number =>
    Number([...said.matchAll(new RegExp(`${word} (\\d+)\n`, 'g'))].at(-1)?.[1] ?? 0);
  const [, lines, number] = /ready (\d+) (\d+)\n/.exec(said) ?? [];
  return {
    moved: Math.max(numberAfter('moved'), Number(number)),
    recorded: Math.max(numberAfter('recorded'), Number(lines)),
  };
}

// What a kill leaves is tested here, with the real kernel; what a power cut leaves, in durable-file.test.ts.
test('kill -9 at any moment of writing loses nothing and leaves nothing half-written', async () => {
  const path = await createCeremony(await scratchFolder(), 'Killed', planBytesOf(sampleFields()));
  let leftovers = 0;
  let written = 0;
  for (let round = 0; round < rounds; round++) {
    const { moved, recorded } = await writeUntilKilled(path);
    const content = await readFile(join(path, 'moving.txt'), 'utf8').catch(() => '0:\n');
    const number = Number.parseInt(content, 10);
    expect(content).toBe(number === 0 ? '0:\n' : `${number}:${`${number},`.repeat(20_000)}\n`);
    // The last act may have been done and not yet said.
    expect(number - moved).toBeOneOf([0, 1]);
    leftovers += (await readdir(path)).filter((name) => name.endsWith('.part')).length;

    const folder = await CeremonyFolder.open(path, '2027-07-14T15:00:00Z');
    // A torn last line becomes a record of its own, of what was set aside; no line that was acknowledged is missing.
    expect(folder.records.length).toBeGreaterThanOrEqual(recorded);
    expect(await readdir(path)).not.toContainEqual(expect.stringMatching(/\.part$/));
    await folder.close();
    written = number;
  }
  // The loop has to have hit writers at work, or it shows nothing.
  expect(written).toBeGreaterThan(rounds / 4);
  console.log(`${rounds} kills, ${written} replacements, ${leftovers} temporary files swept`);
}, 120_000);
