import { proofTextOf } from '../../src/ceremony/delegations/proof-text.ts';
import { TokenError } from './token-error.ts';

/** Everything that the station may have signed. There is no purpose "digest": the host hashes the bytes itself. */
export const signingPurposes = [
  'tuf-canonical',
  'dsse-pae',
  'challenge',
  'delegation-proof',
] as const;
export type SigningPurpose = (typeof signingPurposes)[number];

/** No TUF metadata and no DSSE encoding starts like this, so a challenge can never stand for one of them. */
const challengePrefix = new TextEncoder().encode('keyholder-station challenge/1\n');
const dssePrefix = new TextEncoder().encode('DSSEv1 ');
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** The most that is sent to a token's host at once, in bytes. */
export const maximumSignedBytes = 16 * 1024 * 1024;

/** The bytes that a challenge signs: the station's prefix, then 32 random bytes of the caller. */
export function challengeBytes(nonce: Uint8Array): Uint8Array {
  if (nonce.length !== 32) {
    throw new TokenError('token.purpose', 'a challenge holds 32 random bytes', {
      expected: '32 bytes',
      found: `${nonce.length} bytes`,
      hint: 'Report this: it is a fault of the station.',
      notDone: ['Nothing was signed'],
    });
  }
  const bytes = new Uint8Array(challengePrefix.length + nonce.length);
  bytes.set(challengePrefix);
  bytes.set(nonce, challengePrefix.length);
  return bytes;
}

/**
 * Refuses bytes that do not have the form of their purpose, so that one purpose can never be used to sign for another.
 * TUF: one object in OLPC canonical form; DSSE: the pre-authentication encoding of DSSE 1.0; challenge: the station's prefix;
 * proof for a delegation: every line of it.
 * Throws TokenError `token.purpose`.
 */
export function assertPurpose(purpose: SigningPurpose, bytes: Uint8Array): void {
  if (bytes.length <= maximumSignedBytes && hasForm(purpose, bytes)) return;
  throw new TokenError('token.purpose', 'these bytes do not have the form of what they should be', {
    expected: purpose,
    found: `${bytes.length} bytes of another form`,
    hint: 'Report this: it is a fault of the station.',
    notDone: ['Nothing was signed', 'No PIN was sent'],
  });
}

function hasForm(purpose: SigningPurpose, bytes: Uint8Array): boolean {
  switch (purpose) {
    case 'tuf-canonical':
      return bytes[0] === openBrace && bytes.at(-1) === closeBrace;
    case 'dsse-pae':
      return startsWith(bytes, dssePrefix);
    case 'delegation-proof':
      return proofTextOf(bytes) !== null;
    case 'challenge':
      return bytes.length === challengePrefix.length + 32 && startsWith(bytes, challengePrefix);
  }
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);
}
