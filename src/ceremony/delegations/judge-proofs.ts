import type { VerifyJob } from '../../keys/verify.ts';
import { challengeText, type DelegationChallenge } from './challenge.ts';
import { DelegationError } from './delegation-error.ts';
import type { DelegationProof } from './proof.ts';
import { proofBytes } from './proof-text.ts';

/** Says whether a key made a signature; two implementations where the caller has two. */
export type Verified = (job: VerifyJob) => Promise<boolean>;

/** The members of a challenge in the order in which a difference is named: the ceremony first. */
const members = ['ceremony', 'role', 'root', 'mode', 'nonce', 'date'] as const;

/**
 * The member in which a proof answers another challenge, or null: then the challenge is the same byte for byte.
 */
export function otherChallenge(
  asked: DelegationChallenge,
  { challenge }: Pick<DelegationProof, 'challenge'>,
): (typeof members)[number] | null {
  if (challengeText(asked) === challengeText(challenge)) return null;
  return members.find((member) => asked[member] !== challenge[member]) ?? 'nonce';
}

/**
 * Holds one proof against the challenge that was asked.
 * @param place the file, for errors
 * @throws DelegationError `delegation.replayed` for an answer to another challenge, `delegation.not-proved`
 */
export async function requireProof(
  asked: DelegationChallenge,
  proof: DelegationProof,
  place: string,
  verified: Verified,
): Promise<void> {
  const other = otherChallenge(asked, proof);
  if (other !== null) {
    throw new DelegationError('delegation.replayed', 'the proof answers another challenge', {
      expected: `${other} ${asked[other]}`,
      found: `${other} ${proof.challenge[other]}`,
      place,
      hint: 'Have the keyholder answer the challenge of this ceremony.',
      notDone: ['No delegation was staged.'],
    });
  }
  const { publicKey: key, scheme, signature } = proof;
  if (await verified({ key, scheme, bytes: proofBytes(proof), signature })) return;
  throw new DelegationError(
    'delegation.not-proved',
    'the key that the proof names did not make it',
    {
      expected: `a signature by key ${proof.key.slice(0, 16)}`,
      found: 'a signature that does not verify',
      place,
      hint: 'Do not take this key. Have the keyholder answer the challenge again, with that token.',
      notDone: ['No delegation was staged.'],
    },
  );
}

/**
 * Every key once, and enough of them.
 * @throws DelegationError `delegation.keys`
 */
export function requireEnough(
  proofs: readonly Pick<DelegationProof, 'key' | 'holder'>[],
  threshold: number,
): void {
  const repeated = proofs.find(
    ({ key }, index) => proofs.findIndex((other) => other.key === key) < index,
  );
  if (repeated !== undefined) {
    const holders = proofs.filter(({ key }) => key === repeated.key).map(({ holder }) => holder);
    throw keys('one key answers twice', 'a key of their own for each', holders.join(' and '));
  }
  if (Number.isSafeInteger(threshold) && threshold >= 1 && threshold <= proofs.length) return;
  throw keys(
    'fewer keys have proved than have to sign',
    `at least ${threshold} keys, and a threshold from 1 on`,
    `${proofs.length}`,
  );
}

function keys(message: string, expected: string, found: string): DelegationError {
  return new DelegationError('delegation.keys', message, {
    expected,
    found,
    hint: 'Ask the other project for the missing answers, or choose another threshold.',
    notDone: ['No delegation was staged.'],
  });
}
