import { describe, expect, it } from 'vitest';
import { gateOf, type CeremonyFacts, type DelegateFacts } from '../../src/ceremony/act-gate.ts';
import { parsePlan, planText } from '../../src/ceremony/plan.ts';
import { scriptPage } from '../../src/ceremony/script-page.ts';
import { scriptState } from '../../src/ceremony/script-state.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { delegatesFields } from '../main/station/delegations/two-projects.ts';
import { actOf, chainOf } from './sample-acts.ts';

const fields = delegatesFields('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
const plan = parsePlan(utf8(planText(fields)), 'ceremony.yaml');
const acts = plannedActs(plan);
const ids = acts.map(({ id }) => id);

describe('the script of a delegate', () => {
  it('has keys, their answers and the metadata of the role, and no root', () => {
    expect(ids).toEqual([
      'welcome',
      'clock',
      'plan',
      'key.ana-silva',
      'key.tom-okafor',
      'prove',
      'answer',
      'stage',
      'read',
      'sign',
      'audit',
      'send',
      'close',
    ]);
    const text = acts.map(({ title, expected }) => `${title} ${expected}`).join(' ');
    expect(text).not.toMatch(/root version|Publish|publish,/);
    expect(text).toContain('2 valid signatures from the keyholders of registry.example.org.');
  });

  it('names who acts, always somebody of the plan', () => {
    const people = new Set(plan.participants.map(({ id }) => id));
    for (const { who } of acts) {
      expect(who.length).toBeGreaterThan(0);
      for (const id of who) expect(people).toContain(id);
    }
    expect(acts.find(({ id }) => id === 'prove')?.who).toEqual(['ana-silva', 'tom-okafor']);
    expect(acts.find(({ id }) => id === 'send')?.who).toEqual(['ana-silva']);
  });

  it('takes titles and checkpoints from the plan by these names, and no name of a root’s act', () => {
    const script = {
      acts: [{ act: 'prove', title: 'Everybody answers' }],
      checkpoints: [{ after: 'prove', by: ['ana-silva'] }],
    };
    const named = parsePlan(utf8(planText({ ...fields, script })), 'ceremony.yaml');
    expect(plannedActs(named).find(({ id }) => id === 'prove')).toMatchObject({
      title: 'Everybody answers',
      checkpoint: ['ana-silva'],
    });
    const root = { acts: [{ act: 'publish' }], checkpoints: [] };
    expect(() => parsePlan(utf8(planText({ ...fields, script: root })), 'ceremony.yaml')).toThrow(
      expect.objectContaining({ code: 'plan.contradiction' }),
    );
  });

  it('is printed as what it is', () => {
    const page = scriptPage(plan, '');
    expect(page).toContain('Metadata of the role registry.example.org for registry.example.org/*');
    expect(page).toContain('No root.');
    expect(page).not.toMatch(/[Rr]oot version/);
    expect(page.split('<tr class="act">')).toHaveLength(acts.length + 1);
  });
});

describe('an act of a delegate', () => {
  const done: DelegateFacts = { unproved: [], staged: true, short: 0 };
  const gate = (act: string, delegate: Partial<DelegateFacts>) => {
    const closed = ids
      .slice(0, ids.indexOf(act))
      .map((id) => actOf('act.closed', { act: id, witness: null, initials: 'AS' }));
    const { records } = chainOf(plan.sha256, [
      actOf('ceremony.opened'),
      actOf('script.begun'),
      ...closed,
    ]);
    const state = scriptState(plan, records);
    if (state.phase !== 'running') throw new Error(`the script is ${state.phase}`);
    const facts: CeremonyFacts = {
      missing: [],
      staged: false,
      short: ['no root is staged'],
      published: false,
      unsigned: [],
      clock: null,
      delegate: { ...done, ...delegate },
    };
    return gateOf(plan, state, facts);
  };

  it.each([
    ['prove', { unproved: ['Tom Okafor'] }, 'The key of Tom Okafor has not answered'],
    ['stage', { staged: false }, 'No metadata of the role are staged.'],
    ['read', { staged: false }, 'No metadata of the role are staged.'],
    ['sign', { short: 1 }, 'Still needed: 1 more of the keyholders.'],
    ['audit', { short: 2 }, 'Still needed: 2 more of the keyholders.'],
    ['send', { staged: false }, 'No metadata of the role are staged.'],
  ])('%s is closed when what it ends with is there', (act, lack, reason) => {
    expect(gate(act, lack)).toMatchObject({
      ready: false,
      reason: expect.stringContaining(reason),
    });
    expect(gate(act, {})).toMatchObject({ ready: true });
  });

  it('is closed by host and witness where no machine can see its end', () => {
    expect(gate('answer', { staged: false, short: 2 })).toMatchObject({ ready: true });
    expect(gate('close', { staged: false, short: 2 })).toMatchObject({ ready: true });
  });
});
