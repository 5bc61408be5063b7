import type { CeremonyView } from '../../../../src/contract/ceremony.ts';
import type { NetworkState, RecentItem, StationInfo } from '../../../../src/contract/station.ts';
import type { Mode, Role, Step } from '../../../../src/contract/values.ts';
import { PLAN } from './digests.ts';

export const info: StationInfo = {
  version: '1.0.0',
  shell: 'chromium',
  node: '24.21.0',
  rehearsalOnly: null,
};

export const network: NetworkState = {
  way: 'none',
  interfaces: [{ name: 'lo', state: 'down', addresses: 0 }],
  routes: [],
  sentence: 'Offline, no way out found',
  at: '2026-11-23T14:02:00Z',
};

export const recent: RecentItem[] = [
  {
    id: 'r-1',
    title: 'Root signing 16',
    role: 'keyholder',
    mode: 'real',
    detail: 'stopped at Token, 23 November',
    at: '2026-11-23T13:40:00Z',
  },
  {
    id: 'r-2',
    title: 'Root signing 16, dress rehearsal',
    role: 'keyholder',
    mode: 'rehearsal',
    detail: 'finished 19 November',
    at: '2026-11-19T16:00:00Z',
  },
  {
    id: 'r-3',
    title: 'Sigstore roots 1 to 9',
    role: 'auditor',
    mode: null,
    detail: 'passed as of 20 March 2024',
    at: '2026-11-12T10:00:00Z',
  },
];

const order: Step[] = ['token', 'key', 'evidence', 'export', 'review', 'sign', 'done'];

const realFacts = [
  'YubiKey 24617802',
  'P-256, made on the device',
  'Complete, one note',
  'Read back and confirmed',
  'Read, 4 changes',
  'Signed 14:23:44',
  'Finished',
];
const practiceFacts = [
  'Practice token 3',
  'P-256, practice key',
  'None: practice token',
  ...realFacts.slice(3),
];

const people = [
  ['amara', 'Amara Okafor', '12078311'],
  ['jonas', 'Jonas Lindqvist', '18158902'],
  ['mei', 'Mei Tanaka', '30114275'],
  ['rafael', 'Rafael Duarte', '14470911'],
  ['priya', 'Priya Raman', '24617802'],
] as const;

/** The ceremony of the drawn pages, open at `step`. */
export function ceremonyAt(mode: Mode, step: Step, role: Role = 'keyholder'): CeremonyView {
  const practice = mode === 'rehearsal';
  const now = order.indexOf(step);
  const facts = practice ? practiceFacts : realFacts;
  return {
    title: practice ? 'Root signing 16, dress rehearsal' : 'Root signing 16',
    kind: 'rotation',
    mode,
    role,
    folder: ['Ceremonies', 'Root signing 16'],
    planSha256: PLAN,
    rootVersion: 16,
    participants: [
      { id: 'tomas', name: 'Tomás Varga', duties: ['host'], token: null },
      ...people.map(([id, name, token]) => ({
        id,
        name,
        duties: ['keyholder' as const],
        token: practice ? 'practice' : token,
      })),
      { id: 'lena', name: 'Lena Brandt', duties: ['witness'], token: null },
    ],
    you: role === 'host' ? 'tomas' : 'priya',
    step,
    steps: order.map((name, place) => ({
      step: name,
      state: place < now ? 'done' : place === now ? 'now' : 'next',
      fact: place < now ? (facts[place] ?? '') : '',
    })),
    deviations: 0,
  };
}
