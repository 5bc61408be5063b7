import { describe, expect, it } from 'vitest';
import { owedCheckpoints, whoOwesCheckpoints } from '../../src/ceremony/owed-checkpoints.ts';
import { gateOf } from '../../src/ceremony/act-gate.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { scriptState } from '../../src/ceremony/script-state.ts';
import type { Act } from '../../src/ceremony/record.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { sampleFields, samplePlan } from './sample-plan.ts';

const by = ['priya-raman', 'tom-okafor'];
const plan = samplePlan(
  sampleFields({ script: { acts: [], checkpoints: [{ after: 'clock', by }] } }),
);
const acts = plannedActs(plan).map(({ id }) => id);
const begun = [
  actOf('ceremony.opened', {}, null),
  actOf('script.begun', { acts: acts.length }, 'ines-duarte'),
];
const closed = (act: string): Act =>
  actOf('act.closed', { act, witness: 'sam-abara', initials: 'SA' }, 'ines-duarte');
const signed = (person: string, lines: number): Act =>
  actOf('checkpoint.signed', { lines }, person);
const recordsOf = (...more: Act[]) => chainOf(plan.sha256, [...begun, ...more]).records;
const upToClock = acts.slice(0, acts.indexOf('clock') + 1).map(closed);
const due = 2 + upToClock.length;

describe('a checkpoint that the script names', () => {
  it('is not asked for before its act is over', () => {
    const records = recordsOf(...upToClock.slice(0, -1), signed('priya-raman', 2));
    expect(owedCheckpoints(plan, records)).toMatchObject([
      { act: 'clock', state: 'next', signers: [{ lines: null }, { lines: null }] },
    ]);
    expect(whoOwesCheckpoints(plan, records)).toEqual([]);
  });

  it('is owed by everybody who has not signed the lines up to it', () => {
    const records = recordsOf(
      ...upToClock,
      signed('priya-raman', due - 1),
      signed('tom-okafor', due),
    );
    expect(owedCheckpoints(plan, records)).toEqual([
      {
        act: 'clock',
        title: expect.any(String),
        state: 'now',
        signers: [
          { participant: 'priya-raman', lines: null },
          { participant: 'tom-okafor', lines: due },
        ],
      },
    ]);
    expect(whoOwesCheckpoints(plan, records)).toEqual(['priya-raman']);
  });

  it('is there when all have, by these lines or later ones', () => {
    const records = recordsOf(
      ...upToClock,
      signed('tom-okafor', due),
      signed('priya-raman', due + 1),
    );
    expect(owedCheckpoints(plan, records)).toMatchObject([{ state: 'signed' }]);
    expect(whoOwesCheckpoints(plan, records)).toEqual([]);
  });

  it('is due from the start where nobody runs the script', () => {
    const { records } = chainOf(plan.sha256, begun.slice(0, 1));
    expect(owedCheckpoints(plan, records)).toMatchObject([{ state: 'now' }]);
    expect(whoOwesCheckpoints(plan, records)).toEqual(by);
  });

  it('does not exist in a plan without one', () => {
    expect(owedCheckpoints(samplePlan(), [])).toEqual([]);
  });
});

describe('the next act', () => {
  const facts = {
    missing: [],
    staged: false,
    short: [],
    published: false,
    clock: null,
    unsigned: ['Priya Raman'],
  };

  it('is closed when the record is signed, or a deviation says why it is not', () => {
    const state = scriptState(plan, recordsOf(...upToClock));
    if (state.phase !== 'running') throw new Error('the script does not run');
    expect(gateOf(plan, state, facts)).toMatchObject({
      ready: false,
      reason: 'The record is to be signed by Priya Raman, under Minutes.',
    });
    expect(gateOf(plan, state, { ...facts, unsigned: [] })).toMatchObject({ ready: true });
    const excused = recordsOf(
      ...upToClock,
      actOf('deviation.stopped', { act: state.now.planned.id }, 'ines-duarte'),
      actOf('deviation.settled', { act: state.now.planned.id, stopped: due + 1 }, 'ines-duarte'),
    );
    const after = scriptState(plan, excused);
    if (after.phase !== 'running') throw new Error('the script does not run');
    expect(gateOf(plan, after, facts)).toMatchObject({ ready: true });
  });
});
