import type { PublicationView } from '../../../../src/contract/publication.ts';
import type { RecoveryView } from '../../../../src/contract/recovery.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { hostChecklist } from '../../../../src/ceremony/host-checklist.ts';
import { samplePlan } from '../../../ceremony/sample-plan.ts';
import { digestOf } from './digests.ts';

const checklist = (mode: Mode): string[] => [...hostChecklist({ ...samplePlan(), mode })];

/** The plan says nothing of a repository: the host chooses one. */
export const publicationOf = (mode: Mode): PublicationView => ({
  ready: true,
  reason: 'tuf-js follows it as a client first. Nothing is sent if it stops.',
  planned: null,
  branch: 'ceremony/2027-07-14',
  author: 'Tomás Varga <tomas@example.org>',
  staged: null,
  keys: ['Amara Okafor', 'Jonas Lindqvist', 'Priya Raman', 'Mei Tanaka', 'Rafael Duarte'],
  sent: [
    {
      what: 'key',
      remote: 'root-signing.git',
      branch: 'keyholder/priya-raman',
      commit: '5d41402abc4b2a76b9719d911017c5925d414029',
      at: '2027-07-14T14:02:11Z',
    },
  ],
  checklist: checklist(mode),
});

/** Nothing is published yet, and the plan names a repository. */
export const publicationBefore = (mode: Mode): PublicationView => ({
  ...publicationOf(mode),
  ready: false,
  reason: 'Root version 16 is not published in the folder yet.',
  planned: 'ssh://git@example.org/root-signing.git',
  author: '',
  sent: [],
});

/** The root waits for signatures, and goes to the keyholders. */
export const publicationStaged = (mode: Mode): PublicationView => ({
  ...publicationBefore(mode),
  author: 'Tomás Varga <tomas@example.org>',
  staged: 'signing/2027-07-14',
});

/** Two have signed: it cannot be taken back any more. */
export const recoveryOf = (_mode: Mode): RecoveryView => ({
  headline: 'Root version 16 has signatures and can only be given up',
  staged: { version: 16, signatures: 2, acceptable: false, begun: true },
  abandoned: [
    {
      version: 16,
      signedSha256: digestOf('an earlier root'),
      signatures: 1,
      acceptable: false,
      reason: 'The date of expiry was that of the year before.',
      at: '2027-07-14T13:40:02Z',
    },
  ],
  ended: null,
  canEnd: true,
});

/** Clients accept it already. */
export const recoveryAcceptable = (mode: Mode): RecoveryView => ({
  ...recoveryOf(mode),
  staged: { version: 16, signatures: 5, acceptable: true, begun: true },
});

/** Nobody has signed. */
export const recoveryUnsigned = (mode: Mode): RecoveryView => ({
  ...recoveryOf(mode),
  headline: 'Root version 16 can be taken back',
  staged: { version: 16, signatures: 0, acceptable: false, begun: false },
  abandoned: [],
});

/** The whole ceremony is over. */
export const recoveryEnded = (mode: Mode): RecoveryView => ({
  ...recoveryOf(mode),
  headline: 'This ceremony was given up',
  staged: null,
  ended: 'The power failed. We meet again on 21 July.',
  canEnd: false,
});
