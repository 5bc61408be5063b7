import type { AssemblyView, Brought, KeyCard } from '../../../../src/contract/assembly.ts';
import type { ReportView } from '../../../../src/contract/reports.ts';
import type { RotationView } from '../../../../src/contract/rotation.ts';
import type { Claim, Mode } from '../../../../src/contract/values.ts';
import { digestOf, KEY } from './digests.ts';
import { hostOf } from './host.ts';
import { reviewOf, rootOf } from './review.ts';

const asPlanned: readonly Claim[] = [
  { label: 'Kind of key', value: 'ECDSA on P-256', why: 'As the plan asks for.', state: 'ok' },
  {
    label: 'Key',
    value: 'Made on the device, slot 9c',
    why: 'It cannot leave the device.',
    state: 'ok',
  },
  { label: 'PIN', value: 'Asked every time', why: '', state: 'ok' },
  { label: 'Touch', value: 'Needed every time', why: '', state: 'ok' },
];
const firmware: Claim = {
  label: 'Firmware',
  value: '5.4.3',
  why: 'Advisory YSA-2024-03: with the device in hand and laboratory equipment, someone could copy the key. The plan accepts 5.4.3.',
  state: 'note',
};

function card(name: string, serial: string, more: Partial<KeyCard> = {}): KeyCard {
  return {
    name,
    serial,
    spkiSha256: name === 'Priya Raman' ? KEY : digestOf(name),
    state: 'note',
    became: 'here',
    claims: [
      { label: 'Person', value: name, why: 'As in the plan.', state: 'ok' },
      ...asPlanned,
      firmware,
    ],
    ...more,
  };
}

const stranger = card('Nobody in the plan', '14454335', {
  spkiSha256: digestOf('a key of another ceremony'),
  state: 'stop',
  became: 'outside',
  claims: [
    {
      label: 'Person',
      value: 'Nobody in the plan has token 14 454 335',
      why: 'The plan has 24 617 802 for Priya Raman. Ask which token was plugged in.',
      state: 'stop',
    },
    ...asPlanned,
  ],
});

/** Two keys are here; the key of another token has just stayed outside. */
export const assemblyOf = (_mode: Mode): AssemblyView => ({
  headline: '3 keys are still to come',
  keys: [card('Amara Okafor', '12078311'), card('Jonas Lindqvist', '18158902')],
  missing: ['Priya Raman', 'Mei Tanaka', 'Rafael Duarte'],
  proposal: null,
  stage: {
    ready: false,
    reason: 'Waiting for the keys of Priya Raman, Mei Tanaka, Rafael Duarte.',
  },
  staged: false,
  seats: [],
  planned: null,
  branches: ['keyholder/priya-raman', 'signing/priya-raman'],
});

/** Every key is here, the root is staged, and signatures come in. */
export const assemblySigning = (mode: Mode): AssemblyView => {
  const { version, headline, changes, stays } = reviewOf(mode);
  return {
    ...assemblyOf(mode),
    headline: 'Root version 16 is staged',
    keys: [
      card('Amara Okafor', '12078311'),
      card('Jonas Lindqvist', '18158902'),
      card('Priya Raman', '24617802', { state: 'ok', claims: [...asPlanned] }),
    ],
    missing: [],
    proposal: {
      version,
      against: 'against version 15, the root in use',
      headline,
      changes,
      stays,
      signedSha256: rootOf(mode),
    },
    stage: { ready: false, reason: 'Root version 16 is staged.' },
    staged: true,
    seats: hostOf(mode).seats,
    planned: 'ssh://git@example.org/root-signing.git',
  };
};

export const broughtKey = (_mode: Mode): Brought => ({
  name: 'stick',
  files: 3,
  keys: [card('Priya Raman', '24617802', { became: 'taken' }), stranger],
  signatures: [],
});

export const broughtSignatures: Brought = {
  name: 'branch signing/priya-raman',
  files: 1,
  keys: [card('Priya Raman', '24617802', { became: 'known' })],
  signatures: [
    { became: 'taken', sentence: 'Signature of Priya Raman with token 24617802, verified.' },
    {
      became: 'outside',
      sentence:
        'A signature under keyid 4f1c8a30 was made by Mei Tanaka with token 30114275. The bytes are right, the key is not the one that it names. Ask which token was plugged in.',
    },
  ],
};

const people: RotationView['people'] = [
  { id: 'amara', name: 'Amara Okafor', comes: 'now', device: 'at-hand' },
  { id: 'jonas', name: 'Jonas Lindqvist', comes: 'now', device: 'at-hand' },
  { id: 'mei', name: 'Mei Tanaka', comes: 'later', device: 'at-hand' },
  { id: 'rafael', name: 'Rafael Duarte', comes: 'now', device: 'lost' },
  { id: 'priya', name: 'Priya Raman', comes: 'now', device: 'at-hand' },
];

/** One leaves, one joins: it goes in one version, and it is tight. */
export const rotationOf = (_mode: Mode): RotationView => ({
  people,
  verdict: 'one',
  headline: 'This goes in one version: 16',
  lead: 'Those who come can meet both thresholds, old and new.',
  steps: [
    {
      title: 'Version 16, at this ceremony',
      changes: [
        'Rafael Duarte’s token 14470911 leaves.',
        'Priya Raman’s token 24617802 joins.',
        'The threshold stays 3 of 5.',
      ],
      signatures: [
        'Three signatures by the keys of version 15, out of: Amara Okafor’s token 12078311, Jonas Lindqvist’s token 18158902, Mei Tanaka’s token 30114275. Nobody is to spare.',
        'Three signatures by the keys of version 16, out of: Amara Okafor’s token 12078311, Jonas Lindqvist’s token 18158902, Priya Raman’s token 24617802. Nobody is to spare.',
      ],
      must: 'It cannot be signed without Amara Okafor, Jonas Lindqvist.',
      clients: [
        { name: 'tuf-js 5.0.1', reach: 'always', sentence: 'Follows to version 16.' },
        {
          name: '@tufjs/models 4.1.1',
          reach: 'if-enough',
          sentence: 'Follows to version 16 only if enough of the keys that it counts sign.',
        },
        {
          name: 'python3-securesystemslib 0.26.0',
          reach: 'not-tried',
          sentence: 'Was never tried with keys of this form.',
        },
      ],
    },
  ],
  ifMissing: [
    { name: 'Amara Okafor', verdict: 'wait', sentence: 'Then it has to wait for somebody else.' },
    { name: 'Priya Raman', verdict: 'two', sentence: 'Then it takes two versions.' },
  ],
  warnings: [
    {
      code: 'rotation.exact-threshold',
      sentence: 'Version 16 is signed by exactly as many as it needs.',
    },
  ],
  irreversible: [
    {
      code: 'rotation.key-leaves',
      sentence: 'A key that leaves cannot sign for a later version any more.',
    },
  ],
});

/** It cannot be signed at all. */
export const rotationImpossible = (mode: Mode): RotationView => ({
  ...rotationOf(mode),
  verdict: 'impossible',
  headline: 'This rotation cannot be signed',
  lead: 'Version 15 asks for 3 signatures and only 2 of its keys can ever sign. No version 16 of any kind can be made. Clients need a new first root, by a way of their own.',
  steps: [],
  ifMissing: [],
  warnings: [],
  irreversible: [],
});

type Signer = ReportView['checkpoints'][number]['signers'][number];

const signer = (id: string, name: string, serial: string, more: Partial<Signer>): Signer => ({
  id,
  name,
  serial,
  lines: null,
  ready: false,
  reason: `Plug in ${serial}.`,
  tries: '',
  practice: false,
  ...more,
});

/** The script asks two people to sign the record; one has. */
export const reportsOf = (mode: Mode): ReportView => ({
  headline: 'The record is to be signed by Priya Raman',
  lines: 96,
  tip: digestOf('line 96'),
  files: [
    { name: 'minutes-41.html', bytes: 812_113 },
    { name: 'minutes-41-public.pdf', bytes: 241_870 },
  ],
  checkpoints: [
    {
      act: 'Keyholders sign root version 16',
      state: 'now',
      signers: [
        signer('amara', 'Amara Okafor', '12078311', { lines: 94, reason: '' }),
        signer('priya', 'Priya Raman', '24617802', {
          ready: true,
          reason: 'Costs one PIN and one touch.',
          tries: 'Three tries left',
          practice: mode === 'rehearsal',
        }),
        signer('mei', 'Mei Tanaka', '30114275', {}),
      ],
    },
    {
      act: 'Audit on a second station',
      state: 'next',
      signers: [
        signer('jonas', 'Jonas Lindqvist', '18158902', { reason: 'Its act is not over yet.' }),
      ],
    },
  ],
  practiceTokens: 0,
  problems: [],
});

/** Nobody is asked to sign, and something that was signed does not hold. */
export const reportsFree = (mode: Mode): ReportView => ({
  ...reportsOf(mode),
  headline: 'Write the minutes',
  files: [],
  practiceTokens: mode === 'rehearsal' ? 5 : 0,
  checkpoints: [
    {
      act: null,
      state: 'now',
      signers: [
        signer('amara', 'Amara Okafor', '12078311', {}),
        signer('rafael', 'Rafael Duarte', '14470911', {
          serial: null,
          reason: 'Has exported no key.',
        }),
      ],
    },
  ],
  problems: [
    'checkpoints/41-5d41402abc4b2a76.dsse.json: lines 1 to 41 are not those that were signed.',
  ],
});
