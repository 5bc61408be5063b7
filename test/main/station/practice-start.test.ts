import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyTranscript } from '../../../src/ceremony/transcript.ts';
import type { HostView } from '../../../src/contract/host.ts';
import { practiceActs } from '../../../main/station/practice-start.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

let home: string;
let station: PracticeStation;
const folder = () => join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');

beforeEach(async () => {
  home = freshHome();
  station = await startStation(home);
});
afterEach(async () => {
  await station.close();
  removeHome(home);
});

it('gives a host a ceremony that one person can run to its end', async () => {
  const { handlers } = station;
  const counts: number[] = [];
  await handlers['ceremony.startPractice'](
    { role: 'host' },
    idle(({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(practiceActs);
      counts.push(done);
    }),
  );
  expect(counts).toEqual(Array.from({ length: practiceActs }, (_, place) => place));

  let view: HostView = await handlers['host.look'](null, idle());
  expect(view.stage.ready).toBe(true);
  expect(view.keyholders.every(({ practice }) => practice)).toBe(true);
  view = await handlers['host.stage'](null, idle());
  for (const { id } of view.keyholders.slice(0, 3))
    view = await handlers['host.practiceSign']({ participant: id }, idle());
  expect(view.publish.ready).toBe(true);
  expect(view.publishNeedsPin).toBe(false);
  await handlers['host.publish']({ pin: null }, idle());
  expect(existsSync(join(folder(), 'repository', '2.root.json'))).toBe(true);
  const recent = await handlers['station.recent'](null, idle());
  expect(recent.items[0]?.detail).toMatch(/^last open \d/);
});

it('can be cancelled, and begun again', async () => {
  const { handlers } = station;
  const abort = new AbortController();
  const told = idle(({ done }: { done: number }) => {
    if (done === 3) abort.abort();
  }, abort.signal);
  await expect(
    handlers['ceremony.startPractice']({ role: 'keyholder' }, told),
  ).rejects.toMatchObject({ name: 'AbortError' });
  expect(await handlers['ceremony.state'](null, idle())).toBeNull();
  const first = await station.place('Ceremonies', 'Practice root 1 dress rehearsal');
  const opened = { place: first, role: 'host', mode: 'rehearsal' } as const;
  expect(await handlers['ceremony.open'](opened, idle())).toMatchObject({ rootVersion: 1 });
  await handlers['ceremony.close'](null, idle());
  const again = await handlers['ceremony.startPractice']({ role: 'keyholder' }, idle());
  expect(again).toMatchObject({ rootVersion: 2, step: 'token' });
});

it('lets the host whom the station plays stage the root, and not the keyholder who sits here', async () => {
  const { handlers } = station;
  await handlers['ceremony.startPractice']({ role: 'keyholder' }, idle());
  const { tokens } = await handlers['tokens.list'](null, idle());
  await handlers['tokens.choose']({ token: tokens[0]?.id ?? '' }, idle());
  await handlers['key.make']({ pin: 'Quiet7ok', repeat: 'Quiet7ok' }, idle());
  await handlers['evidence.accept'](null, idle());
  await handlers['export.write'](null, idle());
  await handlers['export.confirm']({ rows: [0, 1, 2, 3, 4, 5, 6, 7] }, idle());
  const { records } = verifyTranscript(
    readFileSync(join(folder(), 'transcript.jsonl')),
    'transcript.jsonl',
  );
  const staged = records.find(({ kind }) => kind === 'root.staged');
  expect(staged?.participant).toBe('tomas-varga');
  const played = records.find(({ kind, data }) => kind === 'practice.played' && 'act' in data);
  expect(played).toMatchObject({ participant: 'tomas-varga', data: { act: 'stage' } });
});
