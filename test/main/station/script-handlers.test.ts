import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScriptView } from '../../../src/contract/script.ts';
import { initialsOf } from '../../../src/ceremony/witness.ts';
import { endStation, idle, startHost, type PracticeStation } from './practice-station.ts';

let station: PracticeStation;
let view: ScriptView;

beforeAll(async () => {
  station = await startHost();
});
afterAll(() => endStation(station));

const current = (): string => view.acts.find(({ state }) => state === 'now')?.id ?? '';
const by = () => {
  const [witness] = view.witnesses;
  if (witness === undefined) throw new Error('nobody can witness');
  return { witness: witness.id, initials: initialsOf(witness.name) };
};
const close = async (act: string): Promise<void> => {
  expect(current()).toBe(act);
  view = await station.handlers['script.close']({ act, ...by() }, idle());
};

it('begins with every act of the plan to come', async () => {
  view = await station.handlers['script.look'](null, idle());
  expect(view).toMatchObject({ phase: 'not-begun', now: null, close: { ready: false } });
  expect(view.acts[0]).toMatchObject({ id: 'welcome', state: 'next', took: null, estimate: 300 });
  await expect(
    station.handlers['script.close']({ act: 'welcome', ...by() }, idle()),
  ).rejects.toMatchObject({ code: 'script.other-act' });
});

it('closes an act with the initials of a witness, and no other act', async () => {
  view = await station.handlers['script.begin'](null, idle());
  await expect(station.handlers['script.begin'](null, idle())).rejects.toMatchObject({
    code: 'script.other-act',
  });
  await expect(
    station.handlers['script.close']({ act: 'publish', ...by() }, idle()),
  ).rejects.toMatchObject({ code: 'script.other-act' });
  await expect(
    station.handlers['script.close']({ act: 'welcome', ...by(), initials: 'X' }, idle()),
  ).rejects.toMatchObject({ code: 'witness.initials' });
  await close('welcome');
  expect(view.acts[0]).toMatchObject({ state: 'done', initials: by().initials });
  expect(view.acts[0]?.took).toBeGreaterThanOrEqual(0);
});

it('confirms the time by the clocks of those present', async () => {
  expect(view.clock).toMatchObject({ now: true, proposal: null, settled: null });
  expect(view.close).toMatchObject({ ready: false, reason: 'The time is not confirmed yet.' });
  await expect(station.handlers['clock.settle'](by(), idle())).rejects.toMatchObject({
    code: 'host.not-ready',
  });
  const soon = new Date(Date.now() + 7_200_000).toISOString().slice(11, 19);
  const [first] = view.clock.readings;
  view = await station.handlers['clock.read']({ participant: first?.id ?? '', face: soon }, idle());
  expect(view.clock.proposal).toMatch(/ahead of the station’s\.$/);
  view = await station.handlers['clock.settle'](by(), idle());
  expect(view.clock.offset).toBeGreaterThan(7100);
  // A mistake is corrected by reading the clock again: the last reading and the last confirmation count.
  const now = new Date().toISOString().slice(11, 19);
  view = await station.handlers['clock.read']({ participant: first?.id ?? '', face: now }, idle());
  view = await station.handlers['clock.settle'](by(), idle());
  expect(view.clock.offset).toBe(0);
  await close('clock');
});

it('pauses, and does nothing in a pause', async () => {
  view = await station.handlers['script.pause'](null, idle());
  expect(view).toMatchObject({ phase: 'paused', close: { reason: 'The script is paused.' } });
  expect(view.now?.pausedSince).not.toBeNull();
  await expect(
    station.handlers['script.close']({ act: 'plan', ...by() }, idle()),
  ).rejects.toMatchObject({ code: 'script.other-act' });
  view = await station.handlers['script.resume'](null, idle());
  expect(view.phase).toBe('running');
  await close('plan');
});

it('stops for a deviation until it is written down and witnessed', async () => {
  view = await station.handlers['deviation.stop'](null, idle());
  expect(view.phase).toBe('stopped');
  const text = {
    expected: 'Everybody is here.',
    happened: 'One is on the train.',
    decided: 'We wait.',
  };
  await expect(
    station.handlers['deviation.settle']({ ...text, ...by(), witness: null }, idle()),
  ).rejects.toMatchObject({ code: 'witness.not-one' });
  view = await station.handlers['deviation.settle']({ ...text, ...by() }, idle());
  expect(view.acts.find(({ state }) => state === 'now')?.deviations).toStrictEqual([
    'One is on the train.',
  ]);
  expect(await station.handlers['ceremony.state'](null, idle())).toMatchObject({ deviations: 1 });
});

it('stages, signs and publishes in the act for it, never before', async () => {
  const { handlers } = station;
  const early = { code: 'script.other-act' };
  await expect(handlers['host.stage'](null, idle())).rejects.toMatchObject(early);
  while (current().startsWith('key.')) await close(current());
  expect(view.close.ready).toBe(false);
  const { keyholders } = await handlers['host.stage'](null, idle());
  view = await handlers['script.look'](null, idle());
  const sign = (participant: string) => handlers['host.practiceSign']({ participant }, idle());
  await expect(sign(keyholders[0]?.id ?? '')).rejects.toMatchObject(early);
  await close('stage');
  // Taken back after its act is over: without a way to stage it again the script could never go on.
  await handlers['recovery.unstage']({ reason: 'It was staged by mistake.' }, idle());
  view = await handlers['script.look'](null, idle());
  expect(view.close).toMatchObject({ ready: false, reason: 'Root version 2 is not staged.' });
  await expect(handlers['host.stage'](null, idle())).rejects.toMatchObject({
    ...early,
    hint: 'Close the acts before it, or record a deviation.',
  });
  await handlers['deviation.stop'](null, idle());
  const why = { expected: 'It stays.', happened: 'It was taken back.', decided: 'Once more.' };
  await handlers['deviation.settle']({ ...why, ...by() }, idle());
  await handlers['host.stage'](null, idle());
  await close('read');
  await expect(handlers['host.publish']({ pin: null }, idle())).rejects.toMatchObject(early);
  expect(view.close.reason).toMatch(/^Still needed: /);
  for (const { id } of keyholders) await sign(id);
  view = await handlers['script.look'](null, idle());
  await close('sign');
  await close('audit');
  expect(view.close.reason).toBe('Root version 2 is not published yet.');
  await handlers['host.publish']({ pin: null }, idle());
  view = await handlers['script.look'](null, idle());
  await close('publish');
  await close('close');
  expect(view).toMatchObject({ phase: 'ended', now: null, close: { ready: false } });
});

it('is the same after the folder was closed and opened again', async () => {
  const { handlers } = station;
  const before = await handlers['script.look'](null, idle());
  await handlers['ceremony.close'](null, idle());
  const { items } = await handlers['station.recent'](null, idle());
  await handlers['ceremony.resume']({ recent: items[0]?.id ?? '' }, idle());
  expect(await handlers['script.look'](null, idle())).toStrictEqual(before);
});
