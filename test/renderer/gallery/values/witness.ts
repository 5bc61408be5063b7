import type { WitnessView } from '../../../../src/contract/witness-screen.ts';
import type { Mode, Seats } from '../../../../src/contract/values.ts';
import { digestOf, KEY, PLAN, PRACTICE_KEY } from './digests.ts';
import { newSeats, oldSeats, reviewOf, rootOf } from './review.ts';

const names = ['Amara Okafor', 'Jonas Lindqvist', 'Mei Tanaka', 'Rafael Duarte', 'Priya Raman'];

const people = (done: number): NonNullable<WitnessView['progress']>['people'] =>
  names.map((name, place) => ({
    name,
    state: place < done ? 'done' : place === done ? 'now' : 'next',
  }));

/** The drawn page: the keyholder reads row C of her key. */
function keyRead(mode: Mode): WitnessView {
  const practice = mode === 'rehearsal';
  return {
    title: practice ? 'Root signing 16, dress rehearsal' : 'Root signing 16',
    mode,
    place: { word: 'Act', number: 4, of: 10 },
    heading: 'Priya Raman reads the fingerprint aloud',
    during: '',
    device: practice
      ? { model: 'SoftHSM v2', serial: '90000003', practice }
      : { model: 'YubiKey 5C NFC', serial: '24617802', practice },
    subject: {
      kind: 'sheet',
      sheet: {
        of: 'key',
        sha256: practice ? PRACTICE_KEY : KEY,
        said: [0, 1],
        differs: [],
        now: 2,
      },
    },
    progress: { done: 4, of: 5, what: 'keys confirmed', people: people(4) },
  };
}

const enough = (seats: Seats): Seats => ({
  ...seats,
  signed: 3,
  seats: seats.seats.map(({ name }, place) => ({ name, state: place < 3 ? 'in' : 'spare' })),
  sentence: '',
});

const waiting = ({ seats, ...rest }: Seats): Seats => ({
  ...rest,
  seats: seats.map(({ name, state }) => ({ name, state: state === 'you' ? 'needed' : state })),
  sentence: 'Amara Okafor and Jonas Lindqvist.',
});

/** One scene for each subject. */
export const witnessScenes: Readonly<Record<string, (mode: Mode) => WitnessView>> = {
  before: (mode) => ({
    ...keyRead(mode),
    place: { word: 'Act', number: 1, of: 10 },
    heading: 'Welcome, and what everyone will see',
    device: null,
    subject: {
      kind: 'none',
      text: 'Everybody of the plan is here, or a deviation says who is not.',
    },
    progress: { done: 0, of: 5, what: 'keys confirmed', people: people(-1) },
  }),
  nothing: (mode) => ({
    ...keyRead(mode),
    title: '',
    mode: 'real',
    place: null,
    heading: 'No ceremony is open',
    device: null,
    subject: { kind: 'none', text: 'This screen shows the next one as it goes on.' },
    progress: null,
  }),
  key: keyRead,
  differs: (mode) => ({
    ...keyRead(mode),
    subject: {
      kind: 'sheet',
      sheet: { of: 'root', sha256: rootOf(mode), said: [0, 2, 3], differs: [1], now: 4 },
    },
  }),
  plan: (mode) => ({
    ...keyRead(mode),
    heading: 'Show the plan and its digest',
    device: null,
    subject: {
      kind: 'sheet',
      sheet: { of: 'plan', sha256: PLAN, said: [], differs: [], now: null },
    },
  }),
  review: (mode) => ({
    ...keyRead(mode),
    heading: reviewOf(mode).headline,
    device: null,
    subject: {
      kind: 'review',
      changes: reviewOf(mode).changes.map(({ kind, title }) => ({ kind, title })),
      more: 3,
    },
  }),
  touch: (mode) => ({
    ...keyRead(mode),
    heading: 'Priya Raman: a finger on the token',
    subject: { kind: 'touch', secondsLeft: 11 },
    progress: { done: 2, of: 5, what: 'signed', people: people(2) },
  }),
  threshold: (mode) => ({
    ...keyRead(mode),
    heading: 'Keyholders sign root version 16',
    device: null,
    subject: { kind: 'threshold', seats: [waiting(oldSeats), waiting(newSeats)], cloth: [] },
    progress: { done: 2, of: 5, what: 'signed', people: people(2) },
  }),
  cloth: (mode) => ({
    ...keyRead(mode),
    heading: 'Root version 16 has every signature it needs',
    device: null,
    subject: {
      kind: 'threshold',
      seats: [enough(oldSeats), enough(newSeats)],
      cloth: names.slice(0, 4).map((name) => ({ name, spkiSha256: digestOf(name) })),
    },
    progress: { done: 4, of: 5, what: 'signed', people: people(4) },
  }),
  publication: (mode) => ({
    ...keyRead(mode),
    place: { word: 'Act', number: 9, of: 10 },
    heading: 'Root version 16 is published',
    device: null,
    subject: {
      kind: 'publication',
      sheet: { of: 'root', sha256: rootOf(mode), said: [], differs: [], now: null },
    },
    progress: { done: 5, of: 5, what: 'signed', people: people(5) },
  }),
  pause: (mode) => ({
    ...keyRead(mode),
    heading: 'The ceremony pauses',
    during: 'Priya Raman makes a key, or shows the one in use',
    device: null,
    subject: { kind: 'pause' },
  }),
  /** As much as the contract lets through. */
  crowded: (mode) => ({
    ...keyRead(mode),
    heading:
      'Wilhelmina-Alexandra van den Oudenrijn-Featherstonehaugh makes a key, or shows the one in use',
    subject: {
      kind: 'sheet',
      sheet: { of: 'key', sha256: WIDE, said: [0, 1], differs: [], now: 2 },
    },
    progress: {
      done: 3,
      of: 14,
      what: 'keys confirmed',
      people: Array.from({ length: 14 }, (_, place) => ({
        name: `Maximilian Oudenrijn ${place + 1}`,
        state: place < 3 ? 'done' : place === 3 ? 'now' : 'next',
      })),
    },
  }),
};

/** Rows of the longest words that the lists have. */
const WIDE = 'd0e92b9a43a5d21f'.repeat(4);
