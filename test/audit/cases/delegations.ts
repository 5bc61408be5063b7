import {
  challengeFile,
  type DelegationChallenge,
} from '../../../src/ceremony/delegations/challenge.ts';
import { type DelegationProof, proofFile } from '../../../src/ceremony/delegations/proof.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import type { Act } from '../../../src/ceremony/record.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { actOf } from '../../ceremony/sample-acts.ts';
import { holder, proofBy, sampleChallenge } from '../../ceremony/delegations/sample-proofs.ts';
import type { Files } from '../made-files.ts';
import type { Case } from './case.ts';
import { ceremony, plan } from './transcripts.ts';

const ana = holder('Ana Silva');
const tom = holder('Tom Okafor');
const own: DelegationChallenge = { ...sampleChallenge, ceremony: sha256Hex(plan) };
const { role, nonce, root } = own;
const folder = ['delegations', role, nonce.slice(0, 16)] as const;
const challengePath = folderPath(...folder, 'challenge.txt');
const pathOf = ({ publicKey }: typeof ana, start: readonly string[] = folder) =>
  folderPath(...start, `${publicKey.digest.slice(0, 16)}.proof.json`);
const fact = (path: typeof challengePath, bytes: Uint8Array) => ({
  path,
  bytes: bytes.length,
  sha256: sha256Hex(bytes),
});

/** The record of a challenge, and of a delegation to Ana that rests on this file. */
export function actsOf(challenge: DelegationChallenge, proof: Uint8Array): Act[] {
  const asked = challengeFile(challenge);
  return [
    actOf('delegation.challenged', {
      role,
      nonce,
      rootSha256: root,
      file: fact(challengePath, asked),
    }),
    actOf('delegation.changed', {
      change: 'add',
      role,
      nonce,
      keys: [ana.publicKey.digest],
      proofs: [fact(pathOf(ana), proof)],
      reason: '',
    }),
  ];
}

/** A delegator's folder: a challenge, and a delegation to Ana that rests on this file. */
export function delegated(proof: Uint8Array | null, challenge = own): Files {
  return ceremony(actsOf(challenge, proof ?? new Uint8Array()), {
    [challengePath]: challengeFile(challenge),
    ...(proof === null ? {} : { [pathOf(ana)]: proof }),
  });
}

/** A delegate's folder: the answer that a token gave. */
export function answered(proof: DelegationProof): Files {
  const file = pathOf(ana, ['delegation', nonce.slice(0, 16)]);
  const bytes = proofFile(proof);
  const data = { role, nonce, spki: ana.publicKey.digest, file, fileSha256: sha256Hex(bytes) };
  return ceremony([actOf('proof.made', data)], { [file]: bytes });
}

export const quiet = delegated(proofFile(proofBy(ana, own)));
/** Signed by a key that is not the one in the file. */
export const forged: DelegationProof = {
  ...proofBy(ana, own),
  signature: proofBy(tom, own).signature,
};
export const fromElsewhere = proofBy(ana, { ...own, ceremony: sha256Hex(utf8('another plan')) });

export const delegationCases = {
  'delegation.proof-missing': {
    provoked: delegated(null),
    quiet,
    says: { severity: 'error', subject: 'transcript.jsonl' },
  },
  'delegation.proof-invalid': {
    provoked: delegated(proofFile(forged)),
    quiet,
    says: { severity: 'error', subject: pathOf(ana) },
  },
  'delegation.proof-replayed': {
    provoked: delegated(proofFile(fromElsewhere)),
    quiet,
    says: { severity: 'error', subject: pathOf(ana) },
  },
} satisfies Record<string, Case>;
export { ana, own, tom };
