import { afterAll, beforeAll, expect, it } from 'vitest';
import { initialsOf } from '../../../../src/ceremony/witness.ts';
import type { ScriptView } from '../../../../src/contract/script.ts';
import { troubleView } from '../../../../main/station/rehearsal/trouble-view.ts';
import { samplePlan } from '../../../ceremony/sample-plan.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from '../practice-station.ts';

// The host's window in a practice ceremony: trouble is chosen in the script, and stops the host's own acts.
let home: string;
let station: PracticeStation;
let view: ScriptView;
beforeAll(async () => {
  home = freshHome();
  station = await startStation(home);
  await station.handlers['ceremony.startPractice']({ role: 'host' }, idle());
  view = await station.handlers['script.begin'](null, idle());
}, 120_000);
afterAll(async () => {
  await station.close();
  removeHome(home);
});

const by = () => {
  const [witness] = view.witnesses;
  if (witness === undefined) throw new Error('nobody can witness');
  return { witness: witness.id, initials: initialsOf(witness.name) };
};
const stateOf = (kind: string) => view.troubles?.find((one) => one.kind === kind)?.state;
const now = () => view.acts.find(({ state }) => state === 'now')?.id ?? '';
const closeUntil = async (act: string) => {
  while (now() !== act) {
    if (now() === 'clock') {
      const face = new Date().toISOString().slice(11, 19);
      const [first] = view.clock.readings;
      await station.handlers['clock.read']({ participant: first?.id ?? '', face }, idle());
      await station.handlers['clock.settle'](by(), idle());
    }
    view = await station.handlers['script.close']({ act: now(), ...by() }, idle());
  }
};
const deviate = async () => {
  view = await station.handlers['deviation.stop'](null, idle());
  const text = { expected: 'It works.', happened: 'It did not.', decided: 'We go on.' };
  view = await station.handlers['deviation.settle']({ ...text, ...by() }, idle());
};
const look = async () => (view = await station.handlers['script.look'](null, idle()));

const choose = (...troubles: ('corrupt-file' | 'pulled-token' | 'locked-pin')[]) =>
  station.handlers['script.trouble']({ troubles }, idle());
const stage = () => station.handlers['host.stage'](null, idle());

it('is offered in a rehearsal and nowhere else, and the last choice counts', async () => {
  expect(view.troubles?.map(({ state }) => state)).toEqual(Array(5).fill('off'));
  expect(troubleView({ plan: samplePlan(), records: [] })).toBeNull();
  view = await choose('corrupt-file', 'locked-pin');
  view = await choose('corrupt-file', 'pulled-token');
  expect([stateOf('corrupt-file'), stateOf('pulled-token'), stateOf('locked-pin')]).toEqual([
    'chosen',
    'chosen',
    'off',
  ]);
});

it('stops the host’s act, and every other, until a deviation is written down', async () => {
  await closeUntil('stage');
  await expect(stage()).rejects.toMatchObject({ code: expect.stringMatching(/^(?:key|folder)\./) });
  await look();
  expect(stateOf('corrupt-file')).toBe('happened');
  await expect(stage()).rejects.toMatchObject({ code: 'rehearsal.deviation-first' });
  await deviate();
  expect(stateOf('corrupt-file')).toBe('decided');
  await stage();
  await look();
  expect(stateOf('corrupt-file')).toBe('solved');
  expect(view.troubles?.find(({ kind }) => kind === 'corrupt-file')?.sentence).toMatch(/^Solved/);
});

it('stops one colleague’s signature, and the same colleague signs afterwards', async () => {
  await closeUntil('sign');
  const { keyholders } = await station.handlers['host.look'](null, idle());
  const [first, second] = keyholders.filter(({ practice }) => practice);
  const sign = (one: typeof first) =>
    station.handlers['host.practiceSign']({ participant: one?.id ?? '' }, idle());
  await expect(sign(first)).rejects.toMatchObject({ code: 'token.absent' });
  await expect(sign(second)).rejects.toMatchObject({ code: 'rehearsal.deviation-first' });
  await deviate();
  // Somebody else may go on meanwhile: only what had stopped waits.
  await sign(second);
  await sign(first);
  await look();
  expect(stateOf('pulled-token')).toBe('solved');
});
