import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments } from '../../main/shells/chromium/arguments.ts';
import { Cdp } from '../../main/shells/chromium/cdp.ts';
import { chromiumEnvironment } from '../../main/shells/chromium/environment.ts';
import { findChromium } from '../../main/shells/chromium/executable.ts';
import { launchChromium } from '../../main/shells/chromium/launch.ts';
import { attachToPage } from '../../main/shells/chromium/targets.ts';
import { stationFolders } from '../../main/station/folders.ts';
import { createStation } from '../../main/station/station.ts';
import type { Station } from '../../main/shells/shell.ts';
import { spreadOf, table } from './measure.ts';
import { openBenchWindow } from './window.ts';

const runs = 8;

/** From nothing to the first paint and to a page that answers, beside bare Chromium showing an empty page. */
export async function benchStart(pageFolder: string): Promise<string> {
  const bare: number[] = [];
  const paint: number[] = [];
  const ready: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const empty = await bareChromium();
    const { painted, answered } = await stationStart(pageFolder);
    if (run < 0) continue;
    bare.push(empty);
    paint.push(painted);
    ready.push(answered);
  }
  const peer = spreadOf(bare);
  return table('Start, headless, from launch', [
    { what: 'bare Chromium, an empty page loaded', spread: peer, peer: null },
    { what: 'station, first paint', spread: spreadOf(paint), peer },
    { what: 'station, the welcome screen can be used', spread: spreadOf(ready), peer },
  ]);
}

/** The same Chromium with the same switches over the same pipe, and nothing in it. */
async function bareChromium(): Promise<number> {
  const profile = mkdtempSync(join(tmpdir(), 'bare-'));
  const began = performance.now();
  const sandbox = process.getuid?.() !== 0;
  const command = [
    findChromium(),
    ...chromiumArguments(profile, sandbox),
    '--headless=new',
    '--hide-scrollbars',
  ];
  const chromium = launchChromium(command, chromiumEnvironment(profile, process.env));
  const cdp = new Cdp(chromium.pipe);
  const { session } = await attachToPage(cdp);
  await cdp.send('Runtime.evaluate', { expression: 'document.readyState' }, session);
  const took = performance.now() - began;
  chromium.kill();
  await chromium.ended;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return took;
}

async function stationStart(pageFolder: string): Promise<{ painted: number; answered: number }> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const began = performance.now();
  const epoch = performance.timeOrigin + began;
  const station = Promise.withResolvers<Station>();
  const window = await openBenchWindow(async () => {
    const made = await createStation(
      { name: 'chromium', version: '0.0.0', root: true, pageNetwork: 'empty' },
      { folders: stationFolders({ HOME: home }) },
    );
    station.resolve(made);
    return made;
  }, pageFolder);
  try {
    await window.page.getByRole('heading', { level: 1 }).waitFor();
    await window.page.getByRole('button', { name: /^Continue/ }).waitFor();
    const answered = performance.now() - began;
    const painted = await window.page.evaluate(firstPaint, epoch);
    return { painted, answered };
  } finally {
    await window.close();
    await (await station.promise).close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Runs in the page: milliseconds from `epoch` to the first paint with content. */
function firstPaint(epoch: number): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint')[0];
      if (entry !== undefined) resolve(performance.timeOrigin + entry.startTime - epoch);
    }).observe({ type: 'paint', buffered: true });
  });
}
