import { describe, expect, it } from 'vitest';
import { holderOf, ownerClaim } from '../../../src/audit/incoming-key/holder.ts';
import type { IncomingQuestion } from '../../../src/audit/incoming-key/question.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';
import { fullFields, rehearsalFields, samplePlan } from '../../ceremony/sample-plan.ts';

const full = samplePlan(fullFields());

/** Whose key it is that comes in under this name, and what is said of it. */
function owner(name: string, change: Partial<IncomingQuestion> = {}) {
  const question: IncomingQuestion = {
    plan: full,
    from: null,
    name,
    files: [],
    others: [],
    asOf: parseInstant('2027-07-14T00:00:00Z'),
    ...change,
  };
  const serial = name.replace(/-[0-9a-f]{8}$/, '');
  const holder = holderOf(question, serial);
  return { holder, claim: ownerClaim(question, serial, holder) };
}

describe('whose a key is', () => {
  it.each([
    ['24617802', { id: 'priya-raman', name: 'Priya Raman', former: false }],
    ['24617801', { id: 'priya-raman', name: 'Priya Raman', former: true }],
    ['HSM-0042', { id: 'online-1', name: 'Online key online-1', former: false }],
    ['online-2', { id: 'online-2', name: 'Online key online-2', former: false }],
    ['24617802-0a1b2c3d', { id: 'priya-raman', name: 'Priya Raman', former: false }],
    ['24617803', null],
    ['practice', null],
    ['', null],
  ])('is told by its name: %s', (name, holder) => {
    expect(owner(name).holder).toEqual(holder);
  });

  it('is what it says of itself only where the plan takes any practice token', () => {
    const rehearsal = samplePlan(rehearsalFields());
    expect(owner('305419896', { plan: rehearsal, from: 'tom-okafor' }).holder?.id).toBe(
      'tom-okafor',
    );
    expect(owner('305419896', { from: 'tom-okafor' }).holder).toBeNull();
    expect(owner('305419896', { plan: rehearsal, from: 'nobody' }).holder).toBeNull();
    // A witness without a token has no key to bring.
    expect(owner('305419896', { plan: rehearsal, from: 'sam-abara' }).holder).toBeNull();
  });
});

describe('what is said of the person', () => {
  it.each([
    ['24617802', null, 'ok', 'As in the plan.'],
    ['24617820', 'mei-lindqvist', 'ok', 'As in the plan.'],
    ['24617799', null, 'note', 'The plan has no role for this key.'],
    ['24617801', null, 'note', 'It has no place in the new one.'],
    ['24617802', 'tom-okafor', 'stop', 'It came in as the work of Tom Okafor.'],
    ['24617803', null, 'stop', 'It may be the key of another ceremony'],
    ['24617803', 'tom-okafor', 'stop', 'The plan has 24 617 811 for Tom Okafor.'],
    ['24617803', 'sam-abara', 'stop', 'It may be the key of another ceremony'],
  ])('of %s, brought by %s: %s', (name, from, state, words) => {
    const { claim } = owner(name, { from });
    expect(claim.state).toBe(state);
    expect(claim.why).toContain(words);
  });
});
