import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followingPlan } from '../../src/ceremony/following-plan.ts';
import { firstPlan } from '../../src/ceremony/plan-template.ts';
import { parsePlan, planText, type PlanFields } from '../../src/ceremony/plan.ts';
import { isSerial, type Serial } from '../../src/ceremony/serial.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { fullFields, sampleFields } from './sample-plan.ts';

function serials(...pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, Serial> {
  return new Map(pairs.flatMap(([id, text]) => (isSerial(text) ? [[id, text] as const] : [])));
}

const days = (later: string, day: string) => (Date.parse(later) - Date.parse(day)) / 86_400_000;
const reads = (plan: PlanFields) => parsePlan(utf8(planText(plan)), 'ceremony.yaml');

describe('the plan of what comes after', () => {
  it('is a plan: the next version, by the same people, on the new date', () => {
    const next = followingPlan(firstPlan('2027-07-01'), '2027-08-01', serials());
    expect(reads(next)).toMatchObject({
      title: 'Root signing 2, dress rehearsal',
      kind: 'rotation',
      mode: 'rehearsal',
      date: '2027-08-01',
      tuf: { rootVersion: 2, threshold: 3, holders: firstPlan('2027-07-01').tuf.holders },
    });
  });

  it('is a plan whatever the title was, and names the next version in it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '9', '𐐀', 'é', '.'), maxLength: 120 });
    fc.assert(
      fc.property(text, fc.constantFrom(1, 8, 9, 99, 9999), (drawn, rootVersion) => {
        const title =
          drawn
            .slice(0, 120)
            .replace(/[\uD800-\uDBFF]$/, '')
            .trim() || 'Root';
        const { tuf, ...fields } = firstPlan('2027-07-01');
        const before = { ...fields, title, tuf: { ...tuf, rootVersion } };
        const next = reads(followingPlan(before, '2027-08-01', serials()));
        expect(next.title).toContain(String(rootVersion + 1));
      }),
    );
    const full = `Root 9 ${'x'.repeat(113)}`;
    const { tuf, ...fields } = firstPlan('2027-07-01');
    const next = followingPlan(
      { ...fields, title: full, tuf: { ...tuf, rootVersion: 9 } },
      '2027-08-01',
      serials(),
    );
    expect(reads(next).title).toBe(`Root 9 ${'x'.repeat(104)}, root 10`);
  });

  it('keeps every expiry as far from its date as it was', () => {
    const before = firstPlan('2027-07-01');
    const { tuf } = followingPlan(before, '2027-07-31', serials());
    expect(days(tuf.expires, '2027-07-31')).toBe(days(before.tuf.expires, '2027-07-01'));
    for (const role of ['targets', 'snapshot', 'timestamp'] as const)
      expect(days(tuf.roles[role].expires, '2027-07-31')).toBe(
        days(before.tuf.roles[role].expires, '2027-07-01'),
      );
    expect(tuf.expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('plans whoever used any practice token with the one whose key is in the root', () => {
    const next = followingPlan(
      firstPlan('2027-07-01'),
      '2027-08-01',
      serials(['keyholder-one', 'c0ffee01']),
    );
    const token = (id: string) => next.participants.find((one) => one.id === id)?.token;
    expect(token('keyholder-one')).toBe('c0ffee01');
    expect(token('keyholder-two')).toBe('practice');
    expect(token('witness')).toBeUndefined();
  });

  it('drops those who left, and every token that was used before', () => {
    const next = followingPlan(fullFields(), '2027-08-01', serials());
    expect(next.participants.map(({ id }) => id)).not.toContain('mei-lindqvist');
    expect(next.participants.some((one) => 'formerToken' in one)).toBe(false);
    expect(next.tuf.delegations.map(({ name }) => name)).toEqual(
      fullFields().tuf.delegations.map(({ name }) => name),
    );
    reads(next);
  });

  it('names nobody who left in its checkpoints, and no act of making a key', () => {
    const next = followingPlan(
      sampleFields({
        script: {
          acts: [
            { act: 'key.mei-lindqvist', estimate: '2m' },
            { act: 'sign', estimate: '9m' },
          ],
          checkpoints: [
            { after: 'key.mei-lindqvist', by: ['priya-raman'] },
            { after: 'sign', by: ['mei-lindqvist', 'priya-raman'] },
            { after: 'publish', by: ['mei-lindqvist'] },
          ],
        },
      }),
      '2027-08-01',
      serials(),
    );
    expect(next.script).toEqual({
      acts: [{ act: 'sign', estimate: '9m' }],
      checkpoints: [{ after: 'sign', by: ['priya-raman'] }],
    });
  });

  it.each([
    ['Root signing 16', 'Root signing 17'],
    ['Root 16.1 of 2016', 'Root 16.1 of 2016, root 17'],
    ['Summer signing', 'Summer signing, root 17'],
  ])('calls what comes after %s %s', (title, expected) => {
    expect(followingPlan(sampleFields({ title }), '2027-08-01', serials()).title).toBe(expected);
  });
});
