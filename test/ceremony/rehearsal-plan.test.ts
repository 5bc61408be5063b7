import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan, planText, type PlanFields } from '../../src/ceremony/plan.ts';
import { partsOf, rehearsalPlan, type Casting } from '../../src/ceremony/rehearsal-plan.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { isSerial, type Serial } from '../../src/ceremony/serial.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { fullFields, rehearsalFields, sampleFields } from './sample-plan.ts';
import { thrownIn } from './thrown.ts';

function serial(number: number): Serial {
  const text = `c0ffee${number}`;
  if (isSerial(text)) return text;
  throw new TypeError('not a serial');
}

/** A token for every part; each another one. */
function cast(plan: PlanFields): Casting {
  let next = 0;
  const of = (ids: readonly string[]) => new Map(ids.map((id) => [id, serial(next++)]));
  const { tokens, former, online } = partsOf(plan);
  return { tokens: of(tokens), former: of(former), online: of(online) };
}

const rehearsed = (plan: PlanFields) => rehearsalPlan(plan, cast(plan));

describe('the rehearsal of a plan', () => {
  it.each([
    ['a whole plan', fullFields()],
    ['a real rotation', sampleFields()],
    ['a plan that is a rehearsal already', rehearsalFields()],
  ])('is a plan itself, and has the same acts: %s', (_, plan) => {
    const { fields } = rehearsed(plan);
    expect(parsePlan(utf8(planText(fields)), 'ceremony.yaml')).toMatchObject({ mode: 'rehearsal' });
    expect(plannedActs(fields)).toEqual(plannedActs(plan));
    expect(fields.tuf.threshold).toBe(plan.tuf.threshold);
    expect(fields.tuf.roles).toEqual(plan.tuf.roles);
  });

  it('names no token, key or remote of the plan', () => {
    const plan = fullFields();
    const text = planText(rehearsed(plan).fields);
    const forbidden = [
      ...plan.participants.flatMap(({ token, formerToken }) => [token, formerToken]),
      'HSM-0042',
      'ab'.repeat(32),
      'example.org/root-signing',
      'git@example.org',
    ].filter((word) => word !== undefined);
    expect(forbidden.length).toBeGreaterThan(7);
    for (const word of forbidden) expect(text).not.toContain(word);
  });

  it('says each thing that practice tokens cannot show, and nothing else', () => {
    expect(rehearsed(fullFields()).leftOut).toEqual([
      'Practice tokens have no attestation: none is required.',
      'Practice tokens have no firmware: none is compared.',
      'Practice tokens stand in for the online keys.',
      'Nothing is fetched from, or sent to, the plan’s remote.',
      'The repository stays in the folder of the rehearsal.',
      'Root version 15 is a stand-in: every keyholder of the plan holds a key in it.',
    ]);
    const first = sampleFields();
    const { minimumFirmware: _, ...keys } = first.keys;
    const plain = { ...first, keys: { ...keys, attestation: 'if-available' as const } };
    expect(rehearsed({ ...plain, tuf: { ...first.tuf, rootVersion: 1 } }).leftOut).toEqual([]);
    const fips = { ...plain, keys: { ...first.keys, fips: true } };
    expect(rehearsed(fips).leftOut).toContain('Practice tokens are of no FIPS series.');
    expect(rehearsed(fips).fields.keys).not.toHaveProperty('fips');
  });

  it('is marked once in its title, however long that is', () => {
    const { fields } = rehearsed(sampleFields());
    expect(fields.title).toBe('Rehearsal: Root signing 16');
    expect(rehearsed(fields).fields.title).toBe('Rehearsal: Root signing 16');
    assert(
      property(string({ minLength: 1, maxLength: 120, unit: 'grapheme-ascii' }), (title) => {
        const made = rehearsed({ ...sampleFields(), title: `x${title}x` }).fields.title;
        expect(made).toMatch(/^Rehearsal: x/);
        expect(made.length).toBeLessThanOrEqual(110);
        expect(made.trim()).toBe(made);
      }),
    );
  });

  it('is refused where somebody has no practice token', () => {
    const plan = fullFields();
    for (const part of ['tokens', 'former', 'online'] as const)
      expect(
        thrownIn(() => rehearsalPlan(plan, { ...cast(plan), [part]: new Map() })),
      ).toMatchObject({ code: 'rehearsal.no-token' });
  });
});
