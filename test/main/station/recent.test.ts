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
