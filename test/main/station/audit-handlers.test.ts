import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const roots = join(import.meta.dirname, '../../fixtures/sigstore-root-signing/root_history');
const march = '2024-03-20T00:00:00Z';
let home: string;
let station: PracticeStation;

beforeEach(async () => {
  home = freshHome();
  cpSync(roots, join(home, 'roots'), { recursive: true });
  station = await startStation(home);
});
afterEach(async () => {
  await station.close();
  removeHome(home);
});

it('goes on with an audit as of the instant that was asked about', async () => {
  const { handlers } = station;
  const place = await station.place('roots');
  const now = await handlers['audit.run']({ place, asOf: null }, idle());
  expect(now.report.verdict).toBe('fail');
  const then = await handlers['audit.run']({ place: null, asOf: march }, idle());
  expect(then.headline).toBe('Pass, as of 20 March 2024');

  await station.close();
  station = await startStation(home);
  const { items } = await station.handlers['station.recent'](null, idle());
  expect(items).toMatchObject([{ role: 'auditor', detail: then.headline }]);
  const again = await station.handlers['audit.resume']({ recent: items[0]?.id ?? '' }, idle());
  expect(again.report).toEqual(then.report);
});

it('saves the report beside an older one, and never says the name of the home folder', async () => {
  const { handlers } = station;
  await expect(
    handlers['audit.save']({ place: await station.place() }, idle()),
  ).rejects.toMatchObject({ code: 'audit.none-open' });
  await handlers['audit.run']({ place: await station.place('roots'), asOf: march }, idle());
  const first = await handlers['audit.save']({ place: await station.place() }, idle());
  const second = await handlers['audit.save']({ place: await station.place() }, idle());
  expect(first.files).toEqual(['report.json', 'report.txt', 'report.html', 'report.pdf']);
  expect(second.files).toEqual(['report-2.json', 'report-2.txt', 'report-2.html', 'report-2.pdf']);
  for (const ending of ['html', 'pdf'])
    expect(readFileSync(join(home, `report.${ending}`))).toEqual(
      readFileSync(join(home, `report-2.${ending}`)),
    );
  for (const name of [...first.files, ...second.files])
    expect(existsSync(join(home, name))).toBe(true);
  expect(first.sentence).toContain('were written to Home');
  expect(first.sentence).not.toContain(basename(home));
}, 180_000);
