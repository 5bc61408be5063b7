import type { ScriptView } from '../../../../src/contract/script.ts';

type Act = ScriptView['acts'][number];

const act = (id: string, title: string, estimate: number, more: Partial<Act> = {}): Act => ({
  id,
  title,
  expected: '',
  who: ['Tomás Varga'],
  state: 'next',
  estimate,
  took: null,
  initials: null,
  deviations: [],
  checkpoint: null,
  ...more,
});
const done = (took: number, more: Partial<Act> = {}): Partial<Act> => ({
  state: 'done',
  took,
  initials: 'LB',
  ...more,
});

/** The script of the drawn page, in its sixth act. */
export const scriptRunning: ScriptView = {
  phase: 'running',
  acts: [
    act('welcome', 'Welcome, and what everyone will see', 300, done(250)),
    act('clock', 'Confirm the time and that this machine is offline', 180, done(155)),
    act('plan', 'Show the plan and its digest', 240, done(230)),
    act(
      'key.priya',
      'Priya Raman makes a key',
      480,
      done(680, { deviations: ['USB port changed.'] }),
    ),
    act('read', 'Read root version 16 in words, together', 360, done(365)),
    act('sign', 'Keyholders sign root version 16', 600, {
      state: 'now',
      expected: 'Three valid signatures from the old keyholders, three from the new.',
      checkpoint: { by: ['Amara Okafor', 'Priya Raman'], pins: 2, touches: 2 },
    }),
    act('audit', 'Audit on a second station', 300),
    act('publish', 'Sign the other roles, publish, and read the digest aloud', 300),
    act('close', 'Close: tokens back into their bags', 240),
  ],
  now: { since: '2027-07-14T14:02:10Z', paused: 0, pausedSince: null },
  close: { ready: false, reason: 'Act 6 can be closed when both sides have three.' },
  witnesses: [
    { id: 'lena', name: 'Lena Berg' },
    { id: 'omar', name: 'Omar Haddad' },
  ],
  clock: { now: false, readings: [], proposal: null, settled: null, offset: 0 },
  dateNote: null,
  troubles: null,
};

const moved = (place: number, now: Partial<Act>): Act[] =>
  scriptRunning.acts.map((one, at) =>
    at < place
      ? one
      : at === place
        ? { ...one, state: 'now', took: null, initials: null, deviations: [], ...now }
        : { ...one, state: 'next', took: null, initials: null, deviations: [] },
  );

/** The same before it begins, with the keyholder in two of its acts: as a keyholder's own station has it. */
export const scriptOfKeyholder: ScriptView = {
  ...scriptRunning,
  phase: 'not-begun',
  now: null,
  acts: scriptRunning.acts.map((one) => ({
    ...one,
    state: 'next',
    took: null,
    initials: null,
    deviations: [],
    expected: one.expected === '' ? 'Everybody has seen it.' : one.expected,
    who: one.id === 'key.priya' || one.id === 'sign' ? ['Priya Raman'] : one.who,
  })),
};

/** The act in which everybody reads a clock. */
export const scriptClock: ScriptView = {
  ...scriptRunning,
  acts: moved(1, { expected: 'Everybody has read the time. The machine has no way out.' }),
  close: { ready: false, reason: 'The time is not confirmed yet.' },
  clock: {
    now: true,
    readings: [
      {
        id: 'priya',
        name: 'Priya Raman',
        theirs: '2027-07-14T14:05:00Z',
        sentence: '14:05:00, 2s ahead of the station’s',
      },
      { id: 'lena', name: 'Lena Berg', theirs: null, sentence: 'Has not read a clock yet' },
    ],
    proposal: 'By 1 clock, the ceremony’s time is the same as the station’s.',
    settled: null,
    offset: 0,
  },
};

export const scriptReady: ScriptView = {
  ...scriptRunning,
  close: { ready: true, reason: 'The witness types initials; then the next act begins.' },
};

export const scriptPaused: ScriptView = {
  ...scriptRunning,
  phase: 'paused',
  now: { since: '2027-07-14T14:02:10Z', paused: 20, pausedSince: '2027-07-14T14:06:00Z' },
};

/** A rehearsal in which trouble was chosen, has happened, and is solved. */
export const scriptTroubled: ScriptView = {
  ...scriptRunning,
  troubles: [
    {
      kind: 'absent-keyholder',
      title: 'An absent keyholder',
      state: 'solved',
      sentence: 'Solved after 1m12s.',
    },
    {
      kind: 'wrong-token',
      title: 'A wrong token',
      state: 'happened',
      sentence: 'It has happened. Record a deviation, with what you decide.',
    },
    {
      kind: 'pulled-token',
      title: 'A pulled token',
      state: 'chosen',
      sentence:
        'A token is pulled out while it is to sign. Chosen: it happens at the next act for it.',
    },
    {
      kind: 'locked-pin',
      title: 'A locked PIN',
      state: 'off',
      sentence: 'A token has locked its PIN after wrong tries.',
    },
    {
      kind: 'corrupt-file',
      title: 'A corrupt file',
      state: 'off',
      sentence: 'A key file is damaged when the root is to be staged.',
    },
  ],
};

export const scriptStopped: ScriptView = { ...scriptRunning, phase: 'stopped' };
