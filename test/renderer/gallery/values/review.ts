import type { Review } from '../../../../src/contract/review.ts';
import type { Mode, Seats } from '../../../../src/contract/values.ts';
import { PRACTICE_ROOT, ROOT } from './digests.ts';

export const rootOf = (mode: Mode): string => (mode === 'real' ? ROOT : PRACTICE_ROOT);

const boxes = (states: Seats['seats'][number]['state'][]): Seats['seats'] =>
  states.map((state, place) => ({
    name:
      ['Amara Okafor', 'Jonas Lindqvist', 'Priya Raman', 'Mei Tanaka', 'Rafael Duarte'][place] ??
      '',
    state,
  }));

export const oldSeats: Seats = {
  title: 'Keyholders of version 15',
  threshold: 3,
  seats: boxes(['in', 'in', 'needed', 'spare', 'spare']),
  signed: 2,
  sentence: 'Amara Okafor, Jonas Lindqvist. You were not one.',
};

export const newSeats: Seats = {
  title: 'Keyholders of version 16',
  threshold: 3,
  seats: boxes(['in', 'in', 'you', 'spare', 'spare']),
  signed: 2,
  sentence: 'Yours completes this one.',
};

const sameMembers = [
  ['_type', 'root'],
  ['consistent_snapshot', 'true'],
  ['roles.root.threshold', '3'],
  ['roles.snapshot.threshold', '1'],
  ['roles.targets.threshold', '3'],
  ['roles.timestamp.threshold', '1'],
  ['spec_version', '1.0'],
] as const;

const removed = 'ff51e17fcf253119b7033f6f57512631da4a0969442afcf9fc8b141c7f2be99c';
const added = '3f4a1f2a8e9b7a0c6d5e4f3b2a19087765544332211ffeeddccbbaa998877665';

const sideBySide: Review['sideBySide'] = [
  { member: 'expires', old: '2027-01-14T12:00:00Z', new: '2027-07-14T12:00:00Z', same: false },
  { member: `keys.${removed}`, old: 'ecdsa-sha2-nistp256, Ingrid Solheim', new: null, same: false },
  { member: `keys.${added}`, old: null, new: 'ecdsa-sha2-nistp256, Priya Raman', same: false },
  { member: 'version', old: '15', new: '16', same: false },
  ...sameMembers.map(([member, value]) => ({ member, old: value, new: value, same: true })),
];

const text = `{"_type":"root","consistent_snapshot":true,"expires":"2027-07-14T12:00:00Z","keys":{"${added}":{"keytype":"ecdsa","keyval":{"public":"-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBfjO6nh8rOTdhDvFUqhKgSDWVCLD
1uI2lDhlWDwBFqGfQdmFCZVjBN6eHFnMpvBCwyi8OZlEjBZHpBsRPXBtmg==
-----END PUBLIC KEY-----
"},"scheme":"ecdsa-sha2-nistp256"}},"roles":{"root":{"keyids":["${added}"],"threshold":3}},"spec_version":"1.0","version":16}`;

/** The root of the drawn page: one leaves, one joins, the expiry and the number move. */
export function reviewOf(mode: Mode): Review {
  return {
    version: 16,
    against: 'against version 15, the root in use',
    headline: 'Version 16 replaces one keyholder and moves the expiry',
    changes: [
      {
        kind: 'leaves',
        title: 'Ingrid Solheim leaves',
        detail: 'YubiKey 15938791 can no longer sign for the root.',
        old: null,
        new: null,
      },
      {
        kind: 'joins',
        title: 'Priya Raman joins (you)',
        detail: 'YubiKey 24617802. Evidence complete, checked today.',
        old: null,
        new: null,
      },
      {
        kind: 'moves',
        title: 'The root is valid 181 days longer',
        detail: '',
        old: '14 January 2027',
        new: '14 July 2027',
      },
      { kind: 'number', title: 'The version goes up by one', detail: '', old: '15', new: '16' },
    ],
    stays: [
      '3 of 5 signatures are needed',
      'Amara Okafor, Jonas Lindqvist, Mei Tanaka, Rafael Duarte',
      'Targets, snapshot and timestamp keys',
    ],
    members: { total: 41, changed: 4, unchanged: 37, unexplained: 0 },
    seats: [oldSeats, newSeats],
    bytes: {
      length: 5912,
      sha256: rootOf(mode),
      text,
      builtAgain: 'built again from the file on disk just now',
    },
    sideBySide,
    compared: false,
    problem: null,
  };
}

/** The same root with a member that no sentence claims. */
export function unexplainedReview(mode: Mode): Review {
  const review = reviewOf(mode);
  return {
    ...review,
    headline: 'Version 16 has changes that the station cannot explain',
    changes: [
      {
        kind: 'unexplained',
        title: 'One member has no explanation',
        detail: 'A member named x-note was added to the signed part.',
        old: null,
        new: 'x-note: "see attachment"',
      },
      ...review.changes,
    ],
    members: { total: 42, changed: 4, unchanged: 37, unexplained: 1 },
  };
}
