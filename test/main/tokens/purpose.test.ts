import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertPurpose,
  challengeBytes,
  maximumSignedBytes,
  type SigningPurpose,
  signingPurposes,
} from '../../../main/tokens/purpose.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import { proofBytes } from '../../../src/ceremony/delegations/proof-text.ts';
import type { DelegationChallenge } from '../../../src/ceremony/delegations/challenge.ts';
import {
  challenges,
  holder,
  proofBy,
  sampleChallenge,
} from '../../ceremony/delegations/sample-proofs.ts';
import { thrown } from '../../encoding/thrown.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const challenge = challengeBytes(new Uint8Array(32));

const ana = holder('Ana Silva');
/** What a key signs to be delegated to. */
const proofOf = (challenge: DelegationChallenge) => proofBytes({ ...proofBy(ana), challenge });

function allowed(purpose: SigningPurpose, data: Uint8Array): boolean {
  try {
    assertPurpose(purpose, data);
    return true;
  } catch (error) {
    if (error instanceof TokenError) return false;
    throw error;
  }
}

describe('bytes to be signed', () => {
  it('have the form of one purpose at most', () => {
    const forms = fc.oneof(
      fc.string().map((text) => bytes(`{${text}}`)),
      fc.string().map((text) => bytes(`DSSEv1 ${text}`)),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map(challengeBytes),
      challenges.map(proofOf),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(forms, (data) => {
        expect(signingPurposes.filter((purpose) => allowed(purpose, data)).length).toBeLessThan(2);
      }),
    );
  });

  it('of the right form are allowed', () => {
    expect(allowed('tuf-canonical', bytes('{"_type":"root"}'))).toBe(true);
    expect(allowed('dsse-pae', bytes('DSSEv1 1 a 1 b'))).toBe(true);
    expect(allowed('challenge', challenge)).toBe(true);
    expect(allowed('delegation-proof', proofOf(sampleChallenge))).toBe(true);
  });

  it('of a delegation are the whole answer, and not a byte more or less', () => {
    const answer = proofOf(sampleChallenge);
    expect(allowed('delegation-proof', answer.subarray(1))).toBe(false);
    expect(allowed('delegation-proof', answer.subarray(0, -1))).toBe(false);
    expect(allowed('delegation-proof', bytes('keyholder-station delegation/1\n'))).toBe(false);
  });

  it('are never a bare digest', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...signingPurposes),
        fc.constantFrom(32, 48, 64).chain((n) => fc.uint8Array({ minLength: n, maxLength: n })),
        (purpose, digest) => {
          fc.pre(digest[0] !== 0x7b);
          expect(allowed(purpose, digest)).toBe(false);
        },
      ),
    );
  });

  it.each<[SigningPurpose, Uint8Array]>([
    ['tuf-canonical', new Uint8Array()],
    ['tuf-canonical', bytes('{')],
    ['tuf-canonical', bytes(' {}')],
    ['tuf-canonical', bytes('[{}]')],
    ['dsse-pae', bytes('DSSEv1')],
    ['dsse-pae', bytes('DSSEv2 1 a 1 b')],
    ['challenge', challenge.subarray(1)],
    ['challenge', challenge.subarray(0, -1)],
  ])('of another form are refused (%s)', (purpose, data) => {
    expect(allowed(purpose, data)).toBe(false);
  });

  it('are bounded', () => {
    const data = new Uint8Array(maximumSignedBytes + 1).fill(0x7d);
    data[0] = 0x7b;
    expect(allowed('tuf-canonical', data)).toBe(false);
    expect(allowed('tuf-canonical', data.subarray(0, -1))).toBe(true);
  });

  it('are not told in the error', () => {
    const error = thrown(TokenError, () => assertPurpose('dsse-pae', bytes('secret')));
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(error.notDone).toEqual(['Nothing was signed', 'No PIN was sent']);
  });
});

describe('a challenge', () => {
  it('holds 32 bytes of the caller', () => {
    expect(new TextDecoder().decode(challenge.subarray(0, 30))).toBe(
      'keyholder-station challenge/1\n',
    );
    expect(challenge).toHaveLength(62);
    for (const length of [0, 31, 33]) {
      const error = thrown(TokenError, () => challengeBytes(new Uint8Array(length)));
      expect(error.code).toBe('token.purpose');
    }
  });
});
