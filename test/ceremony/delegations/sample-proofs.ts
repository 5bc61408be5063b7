import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import * as fc from 'fast-check';
import { isRoleName } from '../../../src/ceremony/role-name.ts';
import type { DelegationChallenge } from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { DelegationProof } from '../../../src/ceremony/delegations/proof.ts';
import { proofBytes } from '../../../src/ceremony/delegations/proof-text.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyFromSpki, type PublicKey } from '../../../src/keys/public-key.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import type { Verified } from '../../../src/ceremony/delegations/judge-proofs.ts';

export const sampleChallenge: DelegationChallenge = {
  mode: 'real',
  ceremony: sha256Hex(utf8('plan')),
  role: 'registry.example.org',
  root: sha256Hex(utf8('root')),
  nonce: sha256Hex(utf8('nonce')),
  date: '2026-11-26',
};

const digest = fc.uint8Array({ minLength: 1, maxLength: 8 }).map(sha256Hex);
const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const role = fc
  .array(fc.tuple(word, fc.constantFrom('.', '-', '_')), { minLength: 1, maxLength: 5 })
  .map((parts) =>
    parts
      .map(([text, join]) => `${text}${join}`)
      .join('')
      .slice(0, -1),
  )
  .filter(isRoleName);
const date = fc
  .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
/** Every challenge that there is. */
export const challenges: fc.Arbitrary<DelegationChallenge> = fc.record({
  mode: fc.constantFrom('real' as const, 'rehearsal' as const),
  ceremony: digest,
  role,
  root: digest,
  nonce: digest,
  date,
});

export interface Holder {
  readonly name: string;
  readonly publicKey: PublicKey;
  readonly privateKey: KeyObject;
}

export function holder(name: string): Holder {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
  return { name, publicKey: publicKeyFromSpki(spki, 'test'), privateKey: pair.privateKey };
}

/** What a holder's station would write. */
export function proofBy(
  { name, publicKey, privateKey }: Holder,
  challenge: DelegationChallenge = sampleChallenge,
): DelegationProof {
  const said = {
    challenge,
    holder: name,
    serial: parseSerial('24617802', 'test'),
    key: publicKey.digest,
  };
  const signature = Uint8Array.from(sign('sha256', proofBytes(said), privateKey));
  return { ...said, publicKey, scheme: 'ecdsa-sha2-nistp256', signature };
}

export const verified: Verified = async (job) => (await nodeVerifier.verify([job]))[0] === true;

/** What a parser of delegations reads, or null where it refuses; any other way to stop is a failure. */
export function readOrNull<Read>(read: () => Read): Read | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DelegationError) return null;
    throw error;
  }
}
