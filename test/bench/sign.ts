import { mkdtempSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stationFolders } from '../../main/station/folders.ts';
import { createStation } from '../../main/station/station.ts';
import { inTurn, spreadOf, table } from './measure.ts';
import { buildRawLoop, rawLoop, rawSigner } from './raw.ts';
import { signatureOf, softHsm, type Target, virtualYubikey } from './target.ts';
import { type BenchWindow, openBenchWindow } from './window.ts';

/** The goals of the issue of tokens: the round trip over the raw signature, and no lag while a token is busy. */
const mostOver = 2;
/** How often C and the page take turns. */
const rounds = 5;
const mostLag = 20;

/**
 * One signature: raw in C, raw in this process, through the token host, and from the page through main, the token host
 * and back. All in one run on the same token, once with SoftHSM2, once with libykcs11 and a virtual YubiKey.
 */
export async function benchSign(pageFolder: string): Promise<string> {
  const tables: string[] = [];
  for (const make of [softHsm, () => virtualYubikey('never')]) {
    const target = await make();
    try {
      tables.push(await benchTarget(target, pageFolder));
    } finally {
      await target.close();
    }
  }
  return [...tables, await benchBusy(pageFolder)].join('\n');
}

async function benchTarget(target: Target, pageFolder: string): Promise<string> {
  const { runs, name } = target;
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const sign = () => signatureOf(target);
  const { window, calls, close } = await benchStation(pageFolder, sign);
  try {
    const program = buildRawLoop(folder);
    const times = { inC: [] as number[], page: [] as number[] };
    // In turn, so that a machine that is busy for a while is so for both.
    for (let round = 0; round < rounds; round += 1) {
      times.inC.push(...rawLoop(program, target, Math.ceil(runs / rounds)));
      times.page.push(...(await undisturbed(window, calls, Math.ceil(runs / rounds))));
    }
    const [inC, page] = [spreadOf(times.inC), spreadOf(times.page)];
    const { raw, host } = await inTurn(runs, { raw: rawSigner(target), host: sign });
    if (raw === undefined || host === undefined) throw new Error('nothing was measured');
    const over = page.p50 - inC.p50;
    return [
      table(`One signature, ECDSA P-256 on ${name}`, [
        {
          what: 'raw in C: open session, log in, find, sign, log out, close',
          spread: inC,
          peer: null,
        },
        { what: 'the same with pkcs11js in this process', spread: raw, peer: inC },
        {
          what: 'token host: child process, serial and key checked, signature verified',
          spread: host,
          peer: inC,
        },
        { what: 'page, main, token host and back', spread: page, peer: inC },
      ]),
      `The round trip takes ${over.toFixed(2)} ms more than the raw signature in C (goal: at most ${mostOver} ms).\n`,
    ].join('\n');
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times of calls from the page while Playwright, which shares this process, hears nothing of them. */
async function undisturbed(
  window: BenchWindow,
  calls: () => number,
  runs: number,
): Promise<number[]> {
  // The first evaluation prepares the page for the next ones, which Playwright has to see.
  await window.page.evaluate(callFromPage, 0);
  const last = calls() + warmUp + runs;
  const release = window.hush();
  try {
    const times = window.page.evaluate(callFromPage, runs);
    while (calls() < last) await pause(100);
    await pause(100);
    release();
    return await times;
  } finally {
    release();
  }
}

/** How late timers come in main and page while a token waits 15 seconds for a touch that nobody makes. */
async function benchBusy(pageFolder: string): Promise<string> {
  const target = await virtualYubikey('always');
  const { window, close } = await benchStation(pageFolder, () => signatureOf(target));
  try {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const began = performance.now();
    const signed = signatureOf(target).then(
      () => 'a signature',
      (error: Error) => error.message,
    );
    delay.enable();
    const page = await window.page.evaluate(lagsInPage, 14_000);
    delay.disable();
    const end = await signed;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const rows = [
      ['main process', delay.percentile(50) / 1e6 - 1, delay.percentile(99) / 1e6 - 1],
      ['page', ...['p50', 'p99'].map((share) => lagAt(page, share === 'p50' ? 0.5 : 0.99))],
    ] as const;
    return [
      '## A token that is busy: a touch is waited for, and nobody touches',
      '',
      '| where | p50 lag ms | p99 lag ms |',
      '| --- | --- | --- |',
      ...rows.map(
        ([where, ...lags]) =>
          `| ${where} | ${lags.map((lag) => Math.max(0, lag ?? 0).toFixed(2)).join(' | ')} |`,
      ),
      '',
      `The signature ended after ${seconds} s with: ${end} (goal: p99 under ${mostLag} ms).\n`,
    ].join('\n');
  } finally {
    await close();
    await target.close();
  }
}

/** A station whose smallest call stands for a signature, so that the whole way is measured and no ceremony is needed. */
async function benchStation(
  pageFolder: string,
  sign: () => Promise<unknown>,
): Promise<{
  readonly window: BenchWindow;
  /** How many calls have been answered. */
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'));
  const station = await createStation(
    { name: 'chromium', version: '0.0.0', root: true, pageNetwork: 'empty' },
    { folders: stationFolders({ HOME: home }) },
  );
  let answered = 0;
  const handlers = {
    ...station.handlers,
    'sign.touch': async () => {
      try {
        await sign();
      } finally {
        answered += 1;
      }
      return null;
    },
  };
  const window = await openBenchWindow(async () => ({ ...station, handlers }), pageFolder);
  return {
    window,
    calls: () => answered,
    async close() {
      await window.close();
      await station.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function lagAt(lags: readonly number[], share: number): number {
  return lags.toSorted((a, b) => a - b)[Math.floor(lags.length * share)] ?? Number.NaN;
}

/** Runs in the page: how much later than asked each of many timers comes. */
async function lagsInPage(milliseconds: number): Promise<number[]> {
  const lags: number[] = [];
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const due = performance.now() + 10;
    await new Promise((resolve) => setTimeout(resolve, 10));
    lags.push(performance.now() - due);
  }
  return lags;
}

/** Calls before those that are measured; the function that runs in the page cannot see this number, and has its own. */
const warmUp = 20;

/** Runs in the page: one call after the other over the two functions that the page has. */
async function callFromPage(runs: number): Promise<number[]> {
  const { station } = window;
  const times: number[] = [];
  for (let run = -20; run < runs; run += 1) {
    const id = 1_000_000 + run;
    const began = performance.now();
    await new Promise<void>((resolve) => {
      const stop = station.listen((text) => {
        const frame: { id?: number } = JSON.parse(text);
        if (frame.id !== id) return;
        stop();
        resolve();
      });
      station.post(JSON.stringify({ t: 'call', id, method: 'sign.touch', value: null }));
    });
    if (run >= 0) times.push(performance.now() - began);
  }
  return times;
}
