import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closing,
  gateOf,
  refusedByScript,
  type CeremonyFacts,
} from '../../src/ceremony/act-gate.ts';
import type { Act } from '../../src/ceremony/record.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { scriptState, type ScriptState } from '../../src/ceremony/script-state.ts';
import { witnessed } from '../../src/ceremony/witness.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { sampleFields, samplePlan } from './sample-plan.ts';

const plan = samplePlan();
const ids = plannedActs(plan).map(({ id }) => id);
const begin = actOf('script.begun', { acts: ids.length });
const close = (act: string): Act => actOf('act.closed', { act });
const after = (...acts: Act[]): ScriptState =>
  scriptState(plan, chainOf(plan.sha256, [actOf('ceremony.opened'), ...acts]).records);
const upTo = (act: string): Act[] => [begin, ...ids.slice(0, ids.indexOf(act)).map(close)];

const nothing: CeremonyFacts = {
  missing: ['ines-duarte', 'priya-raman', 'tom-okafor'],
  staged: false,
  short: ['no root is staged'],
  published: false,
  unsigned: [],
  clock: null,
};
const gateIn = (act: string, facts: Partial<CeremonyFacts>, ...more: Act[]) => {
  const state = after(...upTo(act), ...more);
  if (state.phase !== 'running') throw new Error(`the script is ${state.phase}`);
  return gateOf(plan, state, { ...nothing, ...facts });
};
const settled = (date: string) => {
  const { records } = chainOf(plan.sha256, [
    actOf('ceremony.opened'),
    actOf('clock.settled', { date }),
  ]);
  const record = records.at(-1);
  if (record?.kind !== 'clock.settled') throw new Error('no clock');
  return record;
};

describe('the script as a fold over the record', () => {
  test('has not begun, runs act by act, and ends', () => {
    expect(after()).toMatchObject({ phase: 'not-begun', done: [] });
    const running = after(begin, close('welcome'));
    expect(running).toMatchObject({ phase: 'running', now: { planned: { id: 'clock' } } });
    expect(running.done.map(({ planned }) => planned.id)).toStrictEqual(['welcome']);
    expect(after(begin, ...ids.map(close))).toMatchObject({ phase: 'ended', next: [] });
  });

  test('counts the time of an act without its pauses', () => {
    const state = after(
      begin,
      actOf('script.paused', { act: 'welcome' }),
      actOf('pin.set'),
      actOf('pin.set'),
      actOf('script.resumed', { act: 'welcome' }),
      close('welcome'),
    );
    // Begun at second 1, paused from 2 to 5, closed at 6.
    expect(state.done[0]?.took).toBe(2);
  });

  test('stops for a deviation, and keeps what was settled with the act', () => {
    const stop = actOf('deviation.stopped', { act: 'welcome' });
    expect(after(begin, stop)).toMatchObject({ phase: 'stopped', stop: { number: 3 } });
    const state = after(
      begin,
      stop,
      actOf('deviation.settled', { act: 'welcome', stopped: 3 }),
      close('welcome'),
    );
    expect(state.done[0]?.deviations[0]?.data.happened).toBe('The cable fell out.');
  });

  test.each<[string, Act[]]>([
    ['an act before its turn', [begin, close('publish')]],
    ['an act before the script', [close('welcome')]],
    ['an act while the script is paused', [begin, actOf('script.paused'), close('welcome')]],
    ['an act while a deviation is open', [begin, actOf('deviation.stopped'), close('welcome')]],
    [
      'an act while another deviation is settled',
      [
        begin,
        actOf('deviation.stopped'),
        actOf('deviation.settled', { stopped: 2 }),
        close('welcome'),
      ],
    ],
  ])('%s is not closed, whatever the record says', (_, acts) => {
    expect(after(...acts).done).toStrictEqual([]);
  });

  test('keeps the order of the plan, whatever records come in whatever order', () => {
    const any = fc.oneof(
      fc.constantFrom(...ids).map(close),
      fc.constantFrom(
        begin,
        actOf('script.paused'),
        actOf('script.resumed'),
        actOf('deviation.stopped'),
        actOf('deviation.settled', { stopped: 3 }),
      ),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (acts) => {
        const state = after(...acts);
        const done = state.done.map(({ planned }) => planned.id);
        expect(done).toStrictEqual(ids.slice(0, done.length));
        const now = 'now' in state ? [state.now.planned.id] : [];
        expect([...done, ...now, ...state.next.map(({ id }) => id)]).toStrictEqual(ids);
      }),
      { numRuns: 60 },
    );
  });

  test('a record of another plan is not part of it', () => {
    const other = samplePlan(sampleFields({ title: 'Another' }));
    const { records } = chainOf(other.sha256, [actOf('ceremony.opened'), begin]);
    expect(scriptState(plan, records).phase).toBe('not-begun');
  });
});

describe('an act can be closed', () => {
  test.each<[string, Partial<CeremonyFacts>, Partial<CeremonyFacts>]>([
    ['key.priya-raman', {}, { missing: ['ines-duarte'] }],
    ['stage', {}, { staged: true }],
    ['read', {}, { staged: true }],
    ['sign', { short: ['1 more from the keyholders of version 15'] }, { short: [] }],
    ['audit', { short: ['1 more'] }, { short: [] }],
    ['publish', { short: [] }, { published: true }],
    ['clock', {}, { clock: settled('2027-07-14') }],
  ])('%s, when what it ends with is there', (act, without, having) => {
    expect(gateIn(act, without).ready).toBe(false);
    expect(gateIn(act, having)).toMatchObject({ ready: true, proof: { act } });
  });

  test.each(['welcome', 'plan', 'close'])('%s, when host and witness say so', (act) => {
    expect(gateIn(act, {}).ready).toBe(true);
  });

  test('on another day than planned, only with a deviation', () => {
    const clock = settled('2027-07-15');
    expect(gateIn('clock', { clock })).toMatchObject({
      ready: false,
      reason: expect.stringContaining('2027-07-15'),
    });
    const stop = actOf('deviation.stopped', { act: 'clock' });
    const settle = actOf('deviation.settled', { act: 'clock', stopped: 4 });
    expect(gateIn('clock', { clock }, stop, settle).ready).toBe(true);
  });

  test('and its record names the act that was proved and the witness that was checked', () => {
    const gate = gateIn('welcome', {});
    if (!gate.ready) throw new Error('welcome is always ready');
    const by = witnessed(plan, 'ines-duarte', 'sam-abara', 'sa');
    expect(closing(gate.proof, by)).toStrictEqual({
      kind: 'act.closed',
      data: { act: 'welcome', witness: 'sam-abara', initials: 'SA' },
    });
  });
});

describe('a script that has begun', () => {
  const deeds = ['stage', 'sign', 'publish'] as const;

  test('lets the station stage, sign and publish in the act for it, and in no other', () => {
    for (const act of ids) {
      const state = after(...upTo(act));
      for (const deed of deeds)
        expect(refusedByScript(state, deed) === null, `${deed} in ${act}`).toBe(deed === act);
    }
  });

  test('lets a root that was taken back be staged again where it is read or signed, once that is written down', () => {
    const stop = actOf('deviation.stopped');
    const settled = (...acts: Act[]): Act[] => [
      ...acts,
      stop,
      actOf('deviation.settled', { stopped: acts.length + 2 }),
    ];
    for (const act of ids) {
      const state = after(...settled(...upTo(act)));
      const again = act === 'stage' || act === 'read' || act === 'sign';
      expect(refusedByScript(state, 'stage') === null, `stage in ${act}`).toBe(again);
      expect(refusedByScript(after(...upTo(act), stop), 'stage')).not.toBeNull();
      expect(refusedByScript(state, 'publish') === null).toBe(act === 'publish');
    }
    // A deviation of the act before is none of this one.
    const before = [...settled(...upTo('read')), close('read')];
    expect(refusedByScript(after(...before), 'stage')).not.toBeNull();
  });

  test('lets nothing happen in a pause or a deviation', () => {
    for (const kind of ['script.paused', 'deviation.stopped'] as const)
      for (const deed of deeds)
        expect(refusedByScript(after(...upTo('sign'), actOf(kind)), deed)).not.toBeNull();
  });

  test('restrains nothing before its beginning and after its end', () => {
    for (const deed of deeds) {
      expect(refusedByScript(after(), deed)).toBeNull();
      expect(refusedByScript(after(begin, ...ids.map(close)), deed)).toBeNull();
    }
  });
});
