import type { Answers, DelegationsView, Proposal } from '../../../../src/contract/delegations.ts';
import type { PublicationKey } from '../../../../src/contract/publication-keys.ts';
import type { Change } from '../../../../src/contract/review.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf, PLAN, ROOT } from './digests.ts';

const role = 'registry.example.org';
const ana = { name: 'Ana Silva', serial: '24618001', spkiSha256: digestOf('ana silva') };
const tom = { name: 'Tom Okafor', serial: '24618002', spkiSha256: digestOf('tom okafor') };
const log = 'log.example.org';

const delegated: DelegationsView['roles'] = [
  {
    name: log,
    sentence: `1 of Lena Berg (24618077) may sign for ${log}/*.`,
    keys: [{ name: 'Lena Berg', serial: '24618077', spkiSha256: digestOf('lena berg') }],
    paths: [`${log}/*`],
    threshold: 1,
    terminating: false,
    version: 4,
    warnings: [`${log} is asked before anybody else, and does not end the search.`],
    changeable: true,
  },
];

const joins: Change = {
  kind: 'joins',
  title: `The role ${role} is delegated`,
  detail: '',
  old: null,
  new: `2 of Ana Silva (24618001) and Tom Okafor (24618002) may sign for ${role}/*. Nobody after them is asked about these.`,
};
const number: Change = {
  kind: 'number',
  title: 'The version of the targets role',
  detail: '',
  old: '7',
  new: '8',
};

const online: readonly PublicationKey[] = [
  {
    id: 'online-1',
    name: 'online-1',
    kind: 'file',
    serial: null,
    signs: 'snapshot and timestamp',
    ready: true,
    reason: 'It lies in a file.',
    tries: '',
    practice: false,
  },
  {
    id: 'ines-duarte',
    name: 'Inês Duarte',
    kind: 'token',
    serial: '24617799',
    signs: 'timestamp',
    ready: true,
    reason: 'It is plugged in.',
    tries: '3 tries left',
    practice: false,
  },
];

/** What signs a publication: typed in for what counts, kept by the station in a rehearsal. */
export const publicationKeysOf = (mode: Mode): PublicationKey[] =>
  mode === 'real'
    ? [...online]
    : online.map((key) => ({
        ...key,
        kind: 'token' as const,
        practice: true,
        reason: 'The station keeps its PIN.',
        tries: '',
      }));

const words = (mode: Mode): string[] => [
  mode === 'real'
    ? 'It counts: this is a real ceremony.'
    : 'It is a rehearsal: practice keys only.',
  `Your key is to speak for the role ${role}.`,
  `The delegator’s root has the signed bytes ${ROOT}.`,
  `The delegator’s plan has the digest ${PLAN}.`,
  'It was asked on 2026-11-26, and begins with 5f0c2d81 as its number.',
  'The answer proves that you have the key, and is good for nothing else.',
];

/** One role is delegated; a challenge for another is out. */
export const delegationsOf = (mode: Mode): DelegationsView => ({
  headline: 'One role is delegated',
  closed: null,
  roles: delegated,
  challenges: [
    {
      role,
      number: '5f0c2d81',
      words: words(mode),
      file: `delegations/${role}/5f0c2d815f0c2d81/challenge.txt`,
      state: 'open',
      sentence: 'Made on 2026-11-26. No answer was taken in yet.',
    },
  ],
  waiting: null,
  metadata: [{ role: log, state: 'published', sentence: 'Version 4 is published.' }],
  publish: { ready: false, reason: 'Nothing waits to be published.' },
  publicationKeys: publicationKeysOf(mode),
  next: `Next: the other project answers the challenge for ${role}, and you take the answers in.`,
});

/** A delegation waits: one of two has signed, and the delegate's metadata is still to come. */
export const delegationsWaiting = (mode: Mode): DelegationsView => ({
  ...delegationsOf(mode),
  headline: 'Targets version 8 waits for signatures',
  waiting: {
    version: 8,
    signedSha256: digestOf('targets version 8'),
    changes: [joins, number],
    seats: {
      title: 'Keyholders of targets',
      threshold: 2,
      signed: 1,
      seats: [
        { name: 'Priya Raman', state: 'in' },
        { name: 'Mei Lindqvist', state: 'needed' },
      ],
      sentence: 'Priya Raman.',
    },
    signers: [
      {
        id: 'priya-raman',
        name: 'Priya Raman',
        serial: '24617802',
        signed: true,
        ready: false,
        reason: 'Signed.',
        tries: '',
        practice: mode === 'rehearsal',
      },
      {
        id: 'mei-lindqvist',
        name: 'Mei Lindqvist',
        serial: '24617820',
        signed: false,
        ready: true,
        reason: 'Costs one PIN and one touch.',
        tries: '3 tries left',
        practice: mode === 'rehearsal',
      },
    ],
    withdraw: {
      ready: false,
      reason: 'Somebody has signed it. Publish it, then change it again.',
    },
  },
  metadata: [
    { role: log, state: 'published', sentence: 'Version 4 is published.' },
    {
      role,
      state: 'needed',
      sentence: 'Needs version 1 or later, signed by 2 of its keys: none came in yet.',
    },
  ],
  publish: { ready: false, reason: 'Targets version 8 does not have its signatures yet.' },
  next: 'Next: 1 more of the keyholders of targets sign.',
});

/** Everything is there: it can be published. */
export const delegationsReady = (mode: Mode): DelegationsView => {
  const view = delegationsWaiting(mode);
  return {
    ...view,
    headline: 'Targets version 8 has its signatures',
    waiting:
      view.waiting === null
        ? null
        : {
            ...view.waiting,
            seats: {
              ...view.waiting.seats,
              signed: 2,
              seats: view.waiting.seats.seats.map((seat) => ({ ...seat, state: 'in' as const })),
              sentence: 'Priya Raman, Mei Lindqvist. That is enough.',
            },
            signers: view.waiting.signers.map((signer) => ({
              ...signer,
              signed: true,
              ready: false,
              reason: 'Signed.',
            })),
          },
    metadata: [
      { role: log, state: 'published', sentence: 'Version 4 is published.' },
      { role, state: 'came', sentence: 'Version 1 came in, signed by enough of its keys.' },
    ],
    publish: {
      ready: true,
      reason: 'tuf-js follows it as a client first. Nothing is written if it stops.',
    },
    next: 'Next: publish.',
  };
};

/** Before the root of this ceremony is published. */
export const delegationsClosed: DelegationsView = {
  headline: 'Nothing can be delegated here yet',
  closed:
    'Publish the root of this ceremony first. Delegations change under a root that is in use.',
  roles: [],
  challenges: [],
  waiting: null,
  metadata: [],
  publish: { ready: false, reason: 'Publish the root of this ceremony first.' },
  publicationKeys: [],
  next: 'Publish the root of this ceremony first. Delegations change under a root that is in use.',
};

const proved = ({ name, serial, spkiSha256 }: typeof ana): Answers['cards'][number] => ({
  file: `delegation/5f0c2d815f0c2d81/${spkiSha256.slice(0, 16)}.proof.json`,
  holder: name,
  serial,
  spkiSha256,
  state: 'ok',
  claims: [
    {
      label: 'Challenge',
      value: 'Number 5f0c2d81, of this ceremony',
      why: `It answers for ${role} under the root in use, for what counts, and is good for nothing else.`,
      state: 'ok',
    },
    {
      label: 'Signature',
      value: 'Made by the key that it names',
      why: 'Two implementations verified it just now.',
      state: 'ok',
    },
    {
      label: 'Person',
      value: name,
      why: 'The other project says so. Nobody else vouches for name and serial.',
      state: 'note',
    },
  ],
});

export const answersGood: Answers = { cards: [proved(ana), proved(tom)], problem: null };

/** One answer is to a challenge of before: then none is taken. */
export const answersBad: Answers = {
  cards: [
    proved(ana),
    {
      ...proved(tom),
      state: 'stop',
      claims: [
        {
          label: 'Answer',
          value: 'The proof answers another challenge',
          why: 'Expected nonce 5f0c2d81, found nonce 09aa17c4.',
          state: 'stop',
        },
      ],
    },
  ],
  problem: {
    code: 'delegation.replayed',
    message: 'the proof answers another challenge',
    expected: 'nonce 5f0c2d81',
    found: 'nonce 09aa17c4',
    place: 'delegation/09aa17c409aa17c4/1f.proof.json',
    hint: 'Have the keyholder answer the challenge of this ceremony.',
    notDone: ['No delegation was staged.'],
  },
};

export const proposalOf = (_mode: Mode): Proposal => ({
  version: 8,
  signedSha256: digestOf('targets version 8'),
  changes: [joins, number],
  warnings: [`${role} ends the search. What comes after it is not asked about ${role}/*.`],
  steps: [
    '2 of Priya Raman and Mei Lindqvist sign targets version 8.',
    `2 of the new keys sign the metadata of ${role}, and you take the file in.`,
    'Then snapshot and timestamp are signed, tuf-js follows all of it, and it is published.',
  ],
});
