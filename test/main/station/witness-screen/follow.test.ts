import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WitnessView } from '../../../../src/contract/witness-screen.ts';
import { initialsOf } from '../../../../src/ceremony/witness.ts';
import { endStation, idle, startHost, type PracticeStation } from '../practice-station.ts';

let station: PracticeStation;
const asked: string[] = [];
const told: WitnessView[] = [];

beforeAll(async () => {
  station = await startHost();
  const { witness } = station;
  witness.onEmit((_name, view) => void told.push(view));
});
afterAll(() => endStation(station));

const look = () => station.witness.handlers['witness.look'](null, idle());
/** What the screen was told last. */
const last = () => told.at(-1);
const soon = { timeout: 20_000 };

it('stays closed where no shell has a second window', async () => {
  expect(await station.handlers['witness.show']({ open: true }, idle())).toEqual({ open: false });
});

it('opens and closes its window, and knows when somebody else closed it', async () => {
  station.witness.onWindow({
    open: () => void asked.push('open'),
    close: () => void asked.push('close'),
  });
  expect(await station.handlers['witness.show']({ open: true }, idle())).toEqual({ open: true });
  expect(await station.handlers['witness.show']({ open: true }, idle())).toEqual({ open: true });
  expect(await station.handlers['witness.show']({ open: false }, idle())).toEqual({ open: false });
  expect(asked).toEqual(['open', 'close']);
  await station.handlers['witness.show']({ open: true }, idle());
  station.witness.windowClosed();
  expect(await station.handlers['witness.window'](null, idle())).toEqual({ open: false });
});

it('tells nothing while it is closed', async () => {
  await station.handlers['script.begin'](null, idle());
  expect(told).toEqual([]);
  expect(await look()).toMatchObject({ place: { number: 1 }, mode: 'rehearsal' });
});

it('follows the acts of the script', async () => {
  await station.handlers['witness.show']({ open: true }, idle());
  const { witnesses } = await station.handlers['script.look'](null, idle());
  const [by] = witnesses;
  if (by === undefined) throw new Error('nobody can witness');
  const witnessed = { witness: by.id, initials: initialsOf(by.name) };
  await station.handlers['script.close']({ act: 'welcome', ...witnessed }, idle());
  await expect.poll(last, soon).toMatchObject({ place: { word: 'Act', number: 2, of: 15 } });
});

it('says in a pause and after trouble that the ceremony pauses, and goes on by itself', async () => {
  await station.handlers['script.pause'](null, idle());
  await expect
    .poll(last, soon)
    .toMatchObject({ heading: 'The ceremony pauses', subject: { kind: 'pause' } });
  await station.handlers['script.resume'](null, idle());
  await expect.poll(last, soon).toMatchObject({ place: { word: 'Act', number: 2, of: 15 } });
  await expect(station.handlers['host.stage'](null, idle())).rejects.toMatchObject({
    code: 'script.other-act',
  });
  await expect.poll(last, soon).toMatchObject({ heading: 'The ceremony pauses' });
  const { readings } = (await station.handlers['script.look'](null, idle())).clock;
  const face = new Date().toISOString().slice(11, 19);
  await station.handlers['clock.read']({ participant: readings[0]?.id ?? '', face }, idle());
  await expect
    .poll(last, soon)
    .toMatchObject({ heading: 'Confirm the time and that this machine is offline' });
});

it('shows nothing of a ceremony that was closed', async () => {
  await station.handlers['ceremony.close'](null, idle());
  await expect.poll(last, soon).toMatchObject({ title: '', heading: 'No ceremony is open' });
});
