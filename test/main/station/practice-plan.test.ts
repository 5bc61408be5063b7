import { describe, expect, it } from 'vitest';
import {
  hostName,
  idOf,
  joinerName,
  keyholderNames,
  practicePlan,
  type PracticeCast,
  type PracticePerson,
} from '../../../main/station/practice-plan.ts';
import { parsePlan, planText } from '../../../src/ceremony/plan.ts';
import { leaversOf } from '../../../src/ceremony/roster.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

const person = (name: string, index: number): PracticePerson => ({
  id: idOf(name),
  name,
  token: `2461780${index}` as never,
});
const people = [...keyholderNames, hostName].map(person);
const host = people[5] ?? person(hostName, 9);
const cast = (change: Partial<PracticeCast> = {}): PracticeCast => ({
  title: 'Practice root 1, dress rehearsal',
  rootVersion: 1,
  at: '2026-11-23T14:00:00Z',
  host,
  holders: people.slice(0, 5),
  leavers: [],
  ...change,
});
const read = (of: PracticeCast) => parsePlan(utf8(planText(practicePlan(of))), 'ceremony.yaml');

describe('the plan of a practice ceremony', () => {
  it('is a rehearsal that the station’s own rules accept', () => {
    const plan = read(cast());
    expect(plan).toMatchObject({ mode: 'rehearsal', kind: 'initial', date: '2026-11-23' });
    expect(plan.tuf).toMatchObject({
      rootVersion: 1,
      threshold: 3,
      expires: '2027-05-22T00:00:00Z',
    });
    expect(plan.tuf.delegations.map(({ name }) => name)).toEqual(['transparency-log']);
  });

  it('of the second root has one who joins and one who leaves', () => {
    const joiner: PracticePerson = { id: idOf(joinerName), name: joinerName, token: 'practice' };
    const plan = read(
      cast({
        rootVersion: 2,
        holders: [...people.slice(0, 4), joiner],
        leavers: people.slice(4, 5),
      }),
    );
    expect(plan.kind).toBe('rotation');
    expect(leaversOf(plan).map(({ name }) => name)).toEqual(['Ingrid Solheim']);
    expect(plan.tuf.holders).toContain('priya-raman');
  });

  it('never puts the keys of the other roles into the hands of the keyholders', () => {
    const { roles, delegations } = read(cast()).tuf;
    for (const role of [...Object.values(roles), ...delegations])
      expect(role.holders).toEqual(['tomas-varga']);
  });

  it('gives each name an id of small letters', () => {
    expect([hostName, ...keyholderNames].map(idOf)).toEqual([
      'tomas-varga',
      'amara-okafor',
      'jonas-lindqvist',
      'mei-tanaka',
      'rafael-duarte',
      'ingrid-solheim',
    ]);
  });
});
