import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf } from '../../src/ceremony/plan-draft.ts';
import { parsePlan, parseUsablePlan, planText } from '../../src/ceremony/plan.ts';
import { againstToday } from '../../src/ceremony/plan-today.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { fullFields } from './sample-plan.ts';
import { thrownIn } from './thrown.ts';

const plan = fullFields();
const text = planText(plan);
const expiries = [
  plan.tuf.expires,
  ...Object.values(plan.tuf.roles).map(({ expires }) => expires),
  ...plan.tuf.delegations.map(({ expires }) => expires),
];
const days = fc
  .date({
    min: new Date('2027-01-01'),
    max: new Date('2028-12-31'),
    noInvalidDate: true,
  })
  .map((day) => day.toISOString().slice(0, 10));

describe('a plan against today', () => {
  it('is held against its own day until that has passed', () => {
    for (const today of ['2026-01-01', '2027-07-13', plan.date])
      expect(againstToday(plan, today)).toEqual({ expired: [], late: null });
  });

  it('is late on the day after, and can still be used', () => {
    expect(againstToday(plan, '2027-07-15')).toEqual({
      expired: [],
      late: expect.objectContaining({ steps: ['date'], found: plan.date }),
    });
  });

  it('names each role that would have expired by now, and no other', () => {
    const { expired } = againstToday(plan, '2027-08-14');
    expect(expired.map(({ steps, found }) => [steps.join('.'), found])).toEqual([
      ['tuf.roles.snapshot.expires', plan.tuf.roles.snapshot.expires],
      ['tuf.roles.timestamp.expires', plan.tuf.roles.timestamp.expires],
    ]);
  });

  it('is compared day by day, whatever the day', () => {
    fc.assert(
      fc.property(days, (today) => {
        const { expired, late } = againstToday(plan, today);
        expect(late === null).toBe(today <= plan.date);
        const gone = expiries.filter((expires) => expires.slice(0, 10) <= today);
        expect(expired).toHaveLength(late === null ? 0 : gone.length);
      }),
    );
  });

  it('of a delegate asks for its one role only', () => {
    const delegate = { ...plan, kind: 'delegation' as const };
    const { expired } = againstToday(delegate, '2028-01-01');
    expect(expired.map(({ steps }) => steps.join('.'))).toEqual(['tuf.delegations.0.expires']);
  });
});

describe('a plan that is to be carried out', () => {
  const bytes = utf8(text);

  it('is refused with the line of the first role that would have expired', () => {
    const line = text.split('\n').findIndex((one) => one.includes(plan.tuf.roles.snapshot.expires));
    expect(thrownIn(() => parseUsablePlan(bytes, 'ceremony.yaml', '2027-08-14'))).toMatchObject({
      code: 'plan.contradiction',
      place: expect.stringContaining(`ceremony.yaml, line ${line + 1}, `),
      expected: 'a time after 2027-08-14',
    });
    // To be read, it is a plan as before.
    expect(parsePlan(bytes, 'ceremony.yaml').date).toBe(plan.date);
  });

  it('is taken with a word about its day, which its line goes with', () => {
    const { late } = parseUsablePlan(bytes, 'ceremony.yaml', '2027-07-20');
    expect(late).toMatch(
      /^the day of the plan has passed \(ceremony\.yaml, line \d+, column \d+: 2/,
    );
    expect(parseUsablePlan(bytes, 'ceremony.yaml', plan.date)).toMatchObject({
      late: null,
      plan: { sha256: parsePlan(bytes, 'ceremony.yaml').sha256 },
    });
  });

  it('is drafted with both, and without a day with neither', () => {
    const draft = draftOf(text, '2027-08-14');
    expect(draft.plan).toBeNull();
    expect(draft.problems).toHaveLength(2);
    expect(draft.notes).toMatchObject([{ steps: ['date'], at: { column: 1 } }]);
    expect(draftOf(text, '2027-07-20')).toMatchObject({ problems: [], notes: [{}] });
    expect(draftOf(text)).toMatchObject({ problems: [], notes: [] });
    expect(draftOf('{', '2027-08-14').notes).toEqual([]);
  });
});
