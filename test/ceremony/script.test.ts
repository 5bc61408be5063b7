import { describe, expect, test } from 'vitest';
import { durationSeconds, durationText } from '../../src/ceremony/duration.ts';
import { actNames, checkpointCost, plannedActs } from '../../src/ceremony/script.ts';
import { fullFields, sampleFields, samplePlan } from './sample-plan.ts';

const idsOf = (fields: ReturnType<typeof sampleFields>) => plannedActs(fields).map(({ id }) => id);

describe('the acts of a plan', () => {
  test('follow from it: a key for each holder, then root, reading, signing, audit, publication', () => {
    expect(idsOf(sampleFields())).toStrictEqual([
      'welcome',
      'clock',
      'plan',
      'key.ines-duarte',
      'key.priya-raman',
      'key.tom-okafor',
      'stage',
      'read',
      'sign',
      'audit',
      'publish',
      'close',
    ]);
  });

  test('have the host’s own acts where the plan puts them, and the known ones where they belong', () => {
    expect(idsOf(fullFields())).toStrictEqual([
      'own.1',
      'welcome',
      'clock',
      'plan',
      'key.priya-raman',
      'key.tom-okafor',
      'stage',
      'read',
      'sign',
      'own.4',
      'audit',
      'publish',
      'close',
    ]);
  });

  test('take title, time and checkpoint from the plan, and have their own without', () => {
    const acts = new Map(plannedActs(fullFields()).map((act) => [act.id, act]));
    expect(acts.get('sign')).toMatchObject({
      title: 'Everybody signs',
      estimate: 600,
      checkpoint: ['priya-raman', 'tom-okafor'],
    });
    expect(acts.get('clock')).toMatchObject({ estimate: 150, checkpoint: [] });
    expect(acts.get('own.1')).toMatchObject({ title: 'Open the safe', estimate: 300 });
    expect(acts.get('own.4')?.estimate).toBe(120);
    expect(acts.get('welcome')?.estimate).toBe(300);
  });

  test('say who acts, always somebody of the plan', () => {
    const plan = samplePlan(fullFields());
    const people = new Set(plan.participants.map(({ id }) => id));
    for (const { who } of plannedActs(plan)) {
      expect(who.length).toBeGreaterThan(0);
      expect(who.filter((id) => !people.has(id))).toStrictEqual([]);
    }
  });

  test('speak of making in a first root, and of the key in use in a later one', () => {
    const first = sampleFields({ kind: 'initial' });
    first.tuf.rootVersion = 1;
    first.tuf.holders.push('mei-lindqvist');
    const titleIn = (fields: typeof first) =>
      plannedActs(fields).find(({ id }) => id === 'key.priya-raman')?.title;
    expect(titleIn(first)).toBe('Priya Raman makes a key');
    expect(titleIn(sampleFields())).toBe('Priya Raman makes a key, or shows the one in use');
    expect(plannedActs(first).find(({ id }) => id === 'sign')?.expected).toBe(
      '2 valid signatures from the keyholders of version 1.',
    );
  });

  test('can be named in the plan by every name that they have', () => {
    const fields = sampleFields();
    fields.script = { acts: actNames(fields).map((act) => ({ act })) };
    expect(() => samplePlan(fields)).not.toThrow();
  });
});

const sign = (fields: ReturnType<typeof sampleFields>) =>
  plannedActs(fields).find(({ id }) => id === 'sign')!;

describe('the cost of a checkpoint', () => {
  test('is one PIN and one touch of each token present', () => {
    expect(checkpointCost(fullFields(), sign(fullFields()))).toStrictEqual({ pins: 2, touches: 2 });
    expect(checkpointCost(sampleFields(), sign(sampleFields()))).toStrictEqual({
      pins: 0,
      touches: 0,
    });
  });

  test('is less where the policy asks for less', () => {
    const fields = fullFields();
    fields.keys.touch = 'never';
    expect(checkpointCost(fields, sign(fields))).toStrictEqual({ pins: 2, touches: 0 });
  });
});

describe('a duration', () => {
  test.each([
    ['8m', 480],
    ['2m30s', 150],
    ['45s', 45],
    ['0s', 0],
    ['999m', 59_940],
  ])('%s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
    expect(durationText(seconds)).toBe(text);
  });

  test('is rounded and bounded', () => {
    expect(durationText(59.6)).toBe('1m');
    expect(durationText(-3)).toBe('0s');
    expect(durationText(1e9)).toBe('999m');
  });
});
