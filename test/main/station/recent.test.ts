import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RecentList, type RecentWork } from '../../../main/station/recent.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recent-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const work = (n: number, role: RecentWork['role'] = 'keyholder'): RecentWork => ({
  id: `work-${n}`,
  path: `/ceremonies/${n}`,
  title: `Root signing ${n}`,
  role,
  mode: 'real',
  detail: 'stopped at Token',
  at: '2026-11-23T14:00:00Z',
  participant: null,
});
const list = () => new RecentList(folder, (path, text) => writeFile(path, text));

it('keeps the newest first, each piece of work once, twenty at most', async () => {
  const recent = list();
  for (let n = 1; n <= 22; n += 1) await recent.remember(work(n));
  await recent.remember(work(5));
  const items = await list().items();
  expect(items).toHaveLength(20);
  expect(items.slice(0, 3).map((item) => item.id)).toEqual(['work-5', 'work-22', 'work-21']);
  expect(items.filter((item) => item.path === '/ceremonies/5')).toHaveLength(1);
});

it('lists one folder once for each role', async () => {
  const recent = list();
  await recent.remember(work(1, 'keyholder'));
  await recent.remember(work(1, 'host'));
  expect((await recent.items()).map((item) => item.role)).toEqual(['host', 'keyholder']);
});

it.each([
  '',
  '{',
  'null',
  '{"format":"station-recent/2","items":[]}',
  '{"format":"station-recent/1","items":[{}]}',
])(
  'takes a damaged list (%j) for an empty one, since opening the folder does the same',
  async (text) => {
    writeFileSync(join(folder, 'recent.json'), text);
    expect(await list().items()).toEqual([]);
    await list().remember(work(1));
    expect(await list().items()).toHaveLength(1);
  },
);

it('leaves out an item that cannot be read, and keeps the others', async () => {
  const items = [{ ...work(1), path: '' }, work(2), null, { ...work(3), title: 'x'.repeat(201) }];
  writeFileSync(join(folder, 'recent.json'), JSON.stringify({ format: 'station-recent/1', items }));
  expect((await list().items()).map(({ id }) => id)).toEqual(['work-2']);
});

it('cuts a headline that is longer than the list takes, so that the list can be read again', async () => {
  const recent = list();
  await recent.remember({ ...work(1), title: 'a'.repeat(300), detail: '👍'.repeat(150) });
  const [item] = await recent.items();
  expect(item?.title).toBe(`${'a'.repeat(199)}…`);
  expect(item?.detail.isWellFormed()).toBe(true);
  expect(item?.detail.endsWith('👍…')).toBe(true);
});

it('remembers all of what happens at once', async () => {
  const recent = list();
  await Promise.all([1, 2, 3, 4, 5].map((n) => recent.remember(work(n))));
  expect((await recent.items()).map(({ id }) => id)).toEqual(
    [5, 4, 3, 2, 1].map((n) => `work-${n}`),
  );
});

it('stops nothing when it cannot be written, and goes on when it can', async () => {
  let full = true;
  const recent = new RecentList(folder, async (path, text) => {
    if (full) throw new Error('ENOSPC');
    await writeFile(path, text);
  });
  await recent.remember(work(1));
  expect(await recent.items()).toEqual([]);
  full = false;
  await recent.remember(work(2));
  expect((await recent.items()).map(({ id }) => id)).toEqual(['work-2']);
});
