import type { HostView } from '../../../../src/contract/host.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf, KEY } from './digests.ts';
import { newSeats, oldSeats, rootOf } from './review.ts';

const seatsNow = [
  { ...oldSeats, sentence: 'Amara Okafor, Jonas Lindqvist.' },
  {
    ...newSeats,
    seats: newSeats.seats.map((seat) =>
      seat.state === 'you' ? { ...seat, state: 'needed' as const } : seat,
    ),
    sentence: 'Amara Okafor, Jonas Lindqvist.',
  },
];

const act = (title: string, state: HostView['acts'][number]['state'], expected = '') => ({
  title,
  state,
  expected,
});

/** The drawn page: two have signed, three are needed from each side. */
export function hostOf(mode: Mode): HostView {
  const practice = mode === 'rehearsal';
  const holder = (
    id: string,
    name: string,
    serial: string,
    state: HostView['keyholders'][number]['state'],
    sentence: string,
  ) => ({
    id,
    name,
    serial,
    spkiSha256: state === 'not-started' ? null : name === 'Priya Raman' ? KEY : digestOf(name),
    state,
    sentence,
    practice,
  });
  return {
    headline: practice
      ? 'Keyholders sign practice root version 16'
      : 'Keyholders sign root version 16',
    publishNeedsPin: !practice,
    publishTries: practice ? '' : 'Three tries left',
    publicationKeys: [],
    targets: [],
    targetsSha256: null,
    acts: [
      act('Read the plan and its digest together', 'done'),
      act('Confirm that this machine is offline', 'done'),
      act('Keyholders make and export their keys', 'done'),
      act('Stage root version 16', 'done'),
      act(
        'Keyholders sign root version 16',
        'now',
        'three valid signatures from the old keyholders, three from the new.',
      ),
      act('Publish, and read the digest aloud', 'next'),
      act('Audit on a second station', 'next'),
    ],
    keyholders: [
      holder('amara', 'Amara Okafor', '12078311', 'signed', 'Signed 14:20'),
      holder('jonas', 'Jonas Lindqvist', '18158902', 'signed', 'Signed 14:22'),
      holder('priya', 'Priya Raman', '24617802', 'key-exported', 'Key is here'),
      holder('mei', 'Mei Tanaka', '30114275', 'key-exported', 'Key is here'),
      holder('rafael', 'Rafael Duarte', '14470911', 'not-started', 'Not started'),
    ],
    seats: seatsNow,
    stagedSha256: rootOf(mode),
    stage: { ready: false, reason: 'The root is staged.' },
    practiceKeys: [],
    published: false,
    practiceSign: practice
      ? { ready: true, reason: '' }
      : { ready: false, reason: 'Three are needed from each side.' },
    publish: { ready: false, reason: 'It can be published when both sides have three.' },
  };
}

/** A rehearsal of an own plan: the station has colleagues without a key to play. */
export const hostBeforeKeys = (mode: Mode): HostView => ({
  ...hostAtStart(mode),
  practiceKeys: [
    { id: 'ines', name: 'Inês Duarte' },
    { id: 'priya', name: 'Priya Raman' },
  ],
});

/** Files wait in staged/targets: publishing has them signed, so they are shown before. */
export const hostWithTargets = (mode: Mode): HostView => ({
  ...hostOf(mode),
  publish: { ready: true, reason: 'Every threshold is met.' },
  targets: [
    { path: 'ctfe.pub', bytes: 178, sha256: digestOf('ctfe.pub') },
    { path: 'keys/rekor.2026.pub', bytes: 1178, sha256: digestOf('rekor.pub') },
  ],
  targetsSha256: digestOf('two target files'),
});

/** The root is out: what comes next is sending it. */
export const hostPublished = (mode: Mode): HostView => {
  const view = hostOf(mode);
  return {
    ...view,
    headline: 'Root version 16 is published',
    acts: view.acts.map((one) => ({ ...one, state: 'done', expected: '' })),
    stage: { ready: false, reason: 'Root version 16 is published.' },
    practiceSign: { ready: false, reason: 'Root version 16 is published.' },
    publish: { ready: false, reason: 'Next: send it, then write the minutes.' },
    published: true,
    keyholders: view.keyholders.map((one) => ({
      ...one,
      spkiSha256: one.spkiSha256 ?? digestOf(one.name),
      state: 'signed',
      sentence: 'Signed',
    })),
    seats: [],
  };
};

export const hostAtStart = (mode: Mode): HostView => {
  const view = hostOf(mode);
  return {
    ...view,
    headline: 'Keyholders make and export their keys',
    acts: view.acts.map((one, place) => ({
      ...one,
      state: place < 2 ? 'done' : place === 2 ? 'now' : 'next',
      expected: place === 2 ? 'five keys, each with its evidence, read back from disk.' : '',
    })),
    keyholders: view.keyholders.map((one, place) =>
      place < 2
        ? { ...one, state: 'key-exported', sentence: 'Key is here' }
        : { ...one, spkiSha256: null, state: 'not-started', sentence: 'Not started' },
    ),
    seats: [],
    stagedSha256: null,
    stage: { ready: false, reason: 'The root can be staged when all five keys are here.' },
    practiceSign: { ready: false, reason: '' },
  };
};
