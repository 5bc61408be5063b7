import { describe, expect, it } from 'vitest';
import { ceremonyView, type Seat } from '../../../main/station/ceremony-view.ts';
import type { Act, TranscriptRecord } from '../../../src/ceremony/record.ts';
import { nextLine, startOfChain } from '../../../src/ceremony/transcript.ts';
import { CeremonyView } from '../../../src/contract/ceremony.ts';
import { freshKey, plan } from '../../ceremony/people.ts';

const of = plan();
const serial = '24617802' as never;
const spki = freshKey().digest;
const by = (participant: string) => participant;

function recorded(acts: readonly Act[]): TranscriptRecord[] {
  let end = startOfChain(of.sha256);
  return acts.map((act) => {
    const line = nextLine(end, act, '2026-11-23T14:00:00Z');
    end = line.end;
    return line.record;
  });
}
const opened: Act = {
  kind: 'ceremony.opened',
  participant: null,
  data: {
    format: 'station-transcript/1',
    title: of.title,
    mode: of.mode,
    rootVersion: 1,
    station: 'test 0',
  },
};
const chosen = (participant: string): Act => ({
  kind: 'token.chosen',
  participant: by(participant),
  data: { serial, model: 'Practice token', practice: true, planned: true },
});
const made = (participant: string): Act => ({
  kind: 'key.made',
  participant: by(participant),
  data: {
    serial,
    scheme: 'ecdsa-sha2-nistp256',
    spki,
    id: 'aabb',
    onDevice: true,
    extractable: false,
    neverExtractable: true,
  },
});
const deviation: Act = {
  kind: 'deviation',
  participant: null,
  data: { about: 'other', expected: 'A clock.', happened: 'None.', decided: 'Go on.' },
};
const view = (acts: readonly Act[], seat: Partial<Seat> = {}) =>
  ceremonyView({
    plan: of,
    records: recorded(acts),
    role: 'keyholder',
    you: 'amara',
    folderNames: ['Ceremonies', 'Root signing 1'],
    ...seat,
  });

describe('the open ceremony around every step', () => {
  it('is what plan and record say, and fits the contract', () => {
    const seen = view([opened]);
    expect(CeremonyView.safeParse(seen).success).toBe(true);
    expect(seen).toMatchObject({
      title: 'Root signing 1',
      mode: 'rehearsal',
      planSha256: of.sha256,
      rootVersion: 1,
      you: 'amara',
      step: 'token',
      deviations: 0,
    });
    expect(seen.participants.map(({ id }) => id)).toEqual(['amara', 'jonas', 'mei', 'tomas']);
  });

  it('stands at the first step that is not done, with a fact for each that is', () => {
    const seen = view([opened, chosen('amara'), made('amara')]);
    expect(seen.step).toBe('evidence');
    expect(seen.steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'now',
      'next',
      'next',
      'next',
      'next',
    ]);
    for (const { state, fact } of seen.steps) expect(fact !== '').toBe(state === 'done');
  });

  it('is another one for each person: what somebody else did is not done for you', () => {
    const acts = [opened, chosen('jonas'), made('jonas')];
    expect(view(acts, { you: 'jonas' }).step).toBe('evidence');
    expect(view(acts, { you: 'amara' }).step).toBe('token');
  });

  it('begins at the token while nobody has said who sits here', () => {
    const seen = view([opened, chosen('amara')], { you: null });
    expect(seen).toMatchObject({ you: null, step: 'token' });
    expect(seen.steps.every(({ state }) => state !== 'done')).toBe(true);
  });

  it('counts deviations of everybody', () => {
    expect(view([opened, deviation, deviation]).deviations).toBe(2);
  });

  it('shows the last two names of the folder only, cut to what the page takes', () => {
    expect(view([opened], { folderNames: ['home', 'alice', 'a'.repeat(300)] }).folder).toEqual([
      'alice',
      'a'.repeat(200),
    ]);
    expect(view([opened], { folderNames: [] }).folder).toEqual([]);
  });
});
