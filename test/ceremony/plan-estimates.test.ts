import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editedPlan } from '../../src/ceremony/plan-edit/plan-edit.ts';
import {
  estimateEdits,
  measuredEstimates,
  neverShorter,
  type Estimates,
} from '../../src/ceremony/plan-estimates.ts';
import { parsePlan, planText, type PlanFields } from '../../src/ceremony/plan.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { fullFields, rehearsalFields, sampleFields, samplePlan } from './sample-plan.ts';
import { thrownIn } from './thrown.ts';

const ids = (plan: PlanFields) => plannedActs(plan).map(({ id }) => id);

function written(plan: PlanFields, estimates: Estimates, text = planText(plan)): string {
  return editedPlan(text, ...estimateEdits(plan, estimates));
}
const estimatesIn = (text: string) =>
  plannedActs(parsePlan(utf8(text), 'ceremony.yaml')).map(({ title, estimate }) => [
    title,
    estimate,
  ]);

describe('estimates written into a plan', () => {
  it.each([
    ['with a script of its own', fullFields()],
    ['without a script', sampleFields()],
  ])('are those that were given, and nothing else changes: %s', (_, plan) => {
    const estimates = new Map(ids(plan).map((id, place) => [id, 60 + place]));
    const text = written(plan, estimates);
    expect(estimatesIn(text)).toEqual(
      plannedActs(plan).map(({ title }, place) => [title, 60 + place]),
    );
    const { script: _after, sha256: _digest, ...after } = parsePlan(utf8(text), 'ceremony.yaml');
    const { script: _before, ...before } = plan;
    expect(after).toEqual(before);
  });

  it('leave every act in its place, whichever of them are written', () => {
    const plan = fullFields();
    const some = array(tuple(constantFrom(...ids(plan)), integer({ min: 0, max: 6000 })));
    assert(
      property(some, (chosen) => {
        const estimates = new Map(chosen);
        const before = plannedActs(plan);
        const after = estimatesIn(written(plan, estimates));
        expect(after).toEqual(
          before.map(({ id, title, estimate }) => {
            const given = estimates.get(id);
            return [title, given === undefined ? estimate : Math.max(1, given)];
          }),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('keep comments, order and spacing of a plan that somebody wrote by hand', () => {
    const text = `# Root signing 16\n${planText(sampleFields())}script:\n  acts:\n    # the safe is on the second floor\n    - own: Open the safe   # two people\n      expected: Five bags, seals whole.\n    - act: sign # slowly\n      estimate: 9m\n`;
    const plan = parsePlan(utf8(text), 'ceremony.yaml');
    const next = written(plan, new Map([['sign', 754.2]]), text);
    expect(next).toBe(text.replace('estimate: 9m', 'estimate: 12m35s'));
    const inserted = written(plan, new Map([['clock', 61]]), text);
    for (const comment of ['# Root signing 16', '# the safe is', '# two people', '# slowly'])
      expect(inserted).toContain(comment);
    expect(inserted.length).toBe(text.length + '    - act: clock\n      estimate: 1m1s\n'.length);
  });
});

describe('what is taken from a rehearsal', () => {
  it('is what each closed act took, without its pauses', () => {
    const rehearsed = samplePlan(rehearsalFields());
    const { records } = chainOf(rehearsed.sha256, [
      actOf('ceremony.opened', { mode: 'rehearsal' }),
      actOf('script.begun'),
      actOf('act.closed', { act: 'welcome' }),
      actOf('script.paused', { act: 'clock' }),
      actOf('script.resumed', { act: 'clock' }),
      actOf('act.closed', { act: 'clock' }),
    ]);
    expect([...measuredEstimates(sampleFields(), rehearsed, records)]).toEqual([
      ['welcome', 1],
      ['clock', 2],
    ]);
  });

  it('is nothing where another plan was rehearsed', () => {
    expect(
      thrownIn(() => measuredEstimates(fullFields(), samplePlan(rehearsalFields()), [])),
    ).toMatchObject({ code: 'rehearsal.other-acts', notDone: ['No estimate was written.'] });
  });

  it('shortens nothing where nobody but the station took part', () => {
    const plan = sampleFields();
    const estimates = neverShorter(
      plan,
      new Map([
        ['sign', 3],
        ['stage', 99],
      ]),
    );
    expect([...estimates]).toEqual([
      ['stage', 99],
      ['sign', 360],
    ]);
  });
});
