import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPrinter } from '../../../main/print/chromium.ts';
import { packedFonts } from '../../../main/print/fonts.ts';
import { findChromium } from '../../../main/shells/chromium/executable.ts';
import { launchChromium, type Launch } from '../../../main/shells/chromium/launch.ts';
import { profileBase } from '../../../main/shells/chromium/profile.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';
import { markup } from '../../../src/print/markup.ts';
import { printedPage, rehearsalWords } from '../../../src/print/page.ts';

const at = parseInstant('2024-03-20T00:00:00Z');
const print = chromiumPrinter();
const patient = { timeout: 180_000 };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-print-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a program of poppler says about a PDF. */
function asked(program: string, pdf: Uint8Array, ...words: string[]): string {
  const file = join(folder, 'asked.pdf');
  writeFileSync(file, pdf);
  const last = program === 'pdftotext' ? ['-'] : [];
  return spawnSync(program, [...words, file, ...last], { encoding: 'utf8' }).stdout;
}

const profiles = (): number =>
  readdirSync(profileBase()).filter((name) => name.startsWith('station-page-')).length;

describe('a PDF', () => {
  const page = printedPage({
    title: 'Minutes of “root 2”',
    rehearsal: true,
    fonts: packedFonts(),
    body: markup`<h1>Łukasz Żak</h1><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>
      ${Array.from({ length: 120 }, (_, line) => markup`<p>Line ${line} <code>0a1b</code></p>`)}`,
  });

  it(
    'has the same bytes each time, its words as text, and its marks on each sheet',
    patient,
    async () => {
      const pdf = await print(page, { at });
      expect(Buffer.from(await print(page, { at })).equals(pdf)).toBe(true);
      const facts = asked('pdfinfo', pdf, '-isodates');
      expect(facts).toMatch(/Title: +Minutes of “root 2”/);
      expect(facts).toMatch(/CreationDate: +2024-03-20T00:00:00Z/);
      expect(facts).toMatch(/ModDate: +2024-03-20T00:00:00Z/);
      expect(facts).toMatch(/Tagged: +yes/);
      expect(facts).toMatch(/Page size: .*\(A4\)/);
      const sheets = asked('pdftotext', pdf, '-layout').split('\f').slice(0, -1);
      expect(sheets.length).toBeGreaterThan(1);
      expect(sheets[0]).toContain('Łukasz Żak');
      for (const [place, sheet] of sheets.entries()) {
        expect(sheet).toContain(rehearsalWords);
        expect(sheet).toMatch(new RegExp(`Minutes of “root 2” +${place + 1} of ${sheets.length}`));
      }
      expect(asked('pdffonts', pdf)).not.toMatch(/ no +(yes|no) +(yes|no) +\d/);
    },
  );

  it('of a hostile page runs no script and reaches nobody', patient, async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end('reached');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const place = `http://127.0.0.1:${port}/`;
    const hostile = `<!doctype html><title>t</title><p id="p">as it was</p>
      <script>document.body.textContent = 'changed';</script><img src="${place}i" onerror="document.body.textContent='changed'">
      <iframe src="${place}f"></iframe><iframe src="file:///etc/hostname"></iframe><object data="file:///etc/passwd"></object>
      <link rel="stylesheet" href="${place}s"><meta http-equiv="refresh" content="0;url=${place}r">`;
    const before = profiles();
    const text = asked('pdftotext', await print(hostile, { at }));
    server.close();
    expect(text).toContain('as it was');
    expect(text).not.toMatch(/changed|reached|root:/);
    expect(requests).toBe(0);
    expect(profiles()).toBe(before);
  });
});

const noChromium = (): string => findChromium(() => false);
/** A Chromium that dies with the first thing it says. */
const dying: Launch = (command, environment) => {
  const started = launchChromium(command, environment);
  started.pipe.onMessage(() => started.kill());
  return started;
};
/** One that never says anything. */
const silent: Launch = (_command, environment) =>
  launchChromium(['/bin/sleep', '600'], environment);

describe('a PDF that cannot be made', () => {
  it('for want of Chromium is said, with what else there is', async () => {
    await expect(chromiumPrinter({ find: noChromium })('<p>', { at })).rejects.toMatchObject({
      code: 'print.no-chromium',
      hint: expect.stringContaining('apt-get install chromium') as string,
      notDone: ['No PDF was written'],
    });
  });

  it('is said when Chromium dies', patient, async () => {
    await expect(chromiumPrinter({ launch: dying })('<p>', { at })).rejects.toMatchObject({
      code: 'print.failed',
    });
  });

  it('is said when Chromium does not answer in time', patient, async () => {
    await expect(
      chromiumPrinter({ launch: silent, deadlineMs: 300 })('<p>', { at }),
    ).rejects.toMatchObject({ code: 'print.failed' });
  });

  it('is given up when the caller gives up', patient, async () => {
    const stop = new AbortController();
    const launch: Launch = (command, environment) => {
      const started = launchChromium(command, environment);
      started.pipe.onMessage(() => stop.abort());
      return started;
    };
    const before = profiles();
    await expect(chromiumPrinter({ launch })('<p>', { at, signal: stop.signal })).rejects.toThrow(
      'aborted',
    );
    await expect(print('<p>', { at, signal: stop.signal })).rejects.toThrow('aborted');
    expect(profiles()).toBe(before);
  });
});
