import type { DelegateView } from '../../../../src/contract/delegate.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf } from './digests.ts';

const role = 'registry.example.org';
const files: DelegateView['files'] = [
  { path: `${role}/keys/2026.pem`, bytes: 451, sha256: digestOf('2026.pem') },
  { path: `${role}/index.json`, bytes: 18_204, sha256: digestOf('index.json') },
];

/** A delegate's role before it is staged. */
export const delegateOf = (): DelegateView => ({
  role,
  headline: `Stage the metadata of ${role}`,
  next: 'Next: put the files into staged/targets, and stage the role.',
  paths: [`${role}/*`],
  threshold: 2,
  files,
  more: 0,
  stage: { ready: true, reason: 'One above what the delegator has published; 1 for a new role.' },
  staged: null,
  carry: { ready: false, reason: 'Nothing is staged yet.' },
});

const signer = (id: string, name: string, serial: string, practice: boolean, signed: boolean) => ({
  id,
  name,
  serial,
  signed,
  ready: !signed,
  reason: signed ? 'Signed.' : 'Costs one PIN and one touch.',
  tries: signed || practice ? '' : 'Three tries left',
  practice,
});

/** Staged, and signed by this many of two. */
export const delegateStaged = (mode: Mode, signed: 1 | 2 = 1): DelegateView => {
  const practice = mode === 'rehearsal';
  const done = signed === 2;
  return {
    ...delegateOf(),
    headline: `${role} version 4 ${done ? 'has its signatures' : 'waits for signatures'}`,
    next: done
      ? 'Next: hand the file to the delegator.'
      : 'Next: one more keyholder signs, after everybody has compared the words.',
    staged: {
      version: 4,
      expires: '2027-05-23T00:00:00Z',
      signedSha256: digestOf('registry 4'),
      files,
      more: 0,
      odd: null,
      seats: {
        title: 'Keyholders of the role',
        threshold: 2,
        signed,
        seats: [
          { name: 'Ana Silva', state: 'in' },
          { name: 'Tom Okafor', state: done ? 'in' : 'needed' },
        ],
        sentence: done ? 'Ana Silva, Tom Okafor. That is enough.' : 'Ana Silva.',
      },
      signers: [
        signer('ana-silva', 'Ana Silva', '12078311', practice, true),
        signer('tom-okafor', 'Tom Okafor', '24617802', practice, done),
      ],
    },
    carry: done
      ? { ready: true, reason: 'It has every signature that it needs.' }
      : { ready: false, reason: 'One more signature is needed.' },
  };
};

/** A file was changed after it was staged. */
export const delegateOdd = (mode: Mode): DelegateView => {
  const view = delegateStaged(mode);
  return {
    ...view,
    next: 'Next: stage it again.',
    staged: view.staged && {
      ...view.staged,
      odd: 'What is staged is not what the plan and the files in staged/targets make. Stage it again.',
      signers: view.staged.signers.map((one) => ({
        ...one,
        ready: false,
        reason: one.signed ? one.reason : 'Nobody signs what has no explanation.',
      })),
    },
  };
};
