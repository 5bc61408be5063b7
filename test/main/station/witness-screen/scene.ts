import type { WitnessFacts } from '../../../../main/station/witness-screen/facts.ts';
import type { Witnessed } from '../../../../main/station/witness-screen/view.ts';
import type { Act, TranscriptRecord } from '../../../../src/ceremony/record.ts';
import { plannedActs } from '../../../../src/ceremony/script.ts';
import { nextLine, startOfChain } from '../../../../src/ceremony/transcript.ts';
import type { Seats } from '../../../../src/contract/values.ts';
import { freshKey, plan } from '../../../ceremony/people.ts';

export const of = plan();
export const serial = '24617802' as never;
export const key = freshKey().digest;
export const rootSha256 = '5'.repeat(64);

export function recorded(acts: readonly Act[], at = '2026-11-23T14:00:00Z'): TranscriptRecord[] {
  let end = startOfChain(of.sha256);
  return acts.map((act) => {
    const line = nextLine(end, act, at);
    end = line.end;
    return line.record;
  });
}

/** The script up to the act with this name, which is under way. */
export function upTo(name: string): Act[] {
  const acts = plannedActs(of);
  const before = acts.slice(
    0,
    acts.findIndex(({ id }) => id === name),
  );
  return [
    { kind: 'script.begun', participant: 'tomas', data: { acts: acts.length } },
    ...before.map(({ id }): Act => ({
      kind: 'act.closed',
      participant: 'tomas',
      data: { act: id, witness: 'w', initials: 'WW' },
    })),
  ];
}

export const chosen: Act = {
  kind: 'token.chosen',
  participant: 'amara',
  data: { serial, model: 'YubiKey 5C NFC', practice: false, planned: true },
};

export const noFacts: WitnessFacts = { held: new Map(), root: null, published: false };

const seats = (version: number, signed: number): Seats => ({
  title: `Keyholders of version ${version}`,
  threshold: 2,
  signed,
  seats: ['Amara Okafor', 'Jonas Lindqvist', 'Priya Raman'].map((name, place) => ({
    name,
    state: place < signed ? 'in' : place < 2 ? 'needed' : 'spare',
  })),
  sentence: signed === 0 ? 'Nobody has signed yet.' : 'Amara Okafor.',
});

/** A staged root that so many have signed. */
export const staged = (signed: number, published = false): WitnessFacts => ({
  held: new Map([['amara', { serial: '24617802', spki: key }]]),
  published,
  root: {
    signedSha256: rootSha256,
    headline: 'Version 1 is the first root: three keyholders, two signatures needed',
    changes: Array.from({ length: 7 }, (_, place) => ({
      kind: 'joins' as const,
      title: `Somebody ${place} joins`,
    })),
    seats: [seats(1, signed)],
    met: signed >= 2,
    signed: signed === 0 ? [] : [key],
  },
});

export const scene = (acts: readonly Act[], over: Partial<Witnessed> = {}): Witnessed => ({
  plan: of,
  records: recorded(acts),
  role: 'host',
  you: 'tomas',
  live: { touch: null, trouble: false, reading: null },
  facts: noFacts,
  ...over,
});
