import { describe, expect, it } from 'vitest';
import type { RecordData, RecordKind, RecordOf } from '../../src/ceremony/record.ts';
import {
  evidenceFact,
  keyFact,
  reviewFact,
  signatureFact,
  tokenFact,
} from '../../src/ceremony/step-facts.ts';
import { actOf, chainOf, digestOf } from './sample-acts.ts';

function recordOf<Kind extends RecordKind>(
  kind: Kind,
  change: Partial<RecordData<Kind>> = {},
): RecordOf<Kind> {
  const { records } = chainOf(digestOf('plan'), [actOf('ceremony.opened'), actOf(kind, change)]);
  const record = records.find((one): one is RecordOf<Kind> => one.kind === kind);
  if (record === undefined) throw new Error(`no record of ${kind}`);
  return record;
}

describe('what a step came to', () => {
  it.each([
    [{}, 'YubiKey 24617802'],
    [{ model: 'Nitrokey HSM 2' }, 'Token 24617802'],
    // A practice token is one, whatever it calls itself.
    [{ practice: true }, 'Practice 24617802'],
    [{ model: 'not a YubiKey' }, 'Token 24617802'],
  ])('the token %j', (change, fact) => {
    expect(tokenFact(recordOf('token.chosen', change))).toBe(fact);
  });

  it.each([
    [{}, 'P-256, made on device'],
    [{ onDevice: false }, 'P-256, on the token'],
    // Where the token does not tell, nothing is claimed.
    [{ onDevice: null }, 'P-256, on the token'],
    [{ scheme: 'ecdsa-sha2-nistp384' }, 'P-384, made on device'],
    [{ scheme: 'ed25519' }, 'Ed25519, made on device'],
    [{ scheme: 'rsassa-pss-sha256' }, 'RSA, made on device'],
  ] as const)('the key that was made %j', (change, fact) => {
    expect(keyFact(recordOf('key.made', change))).toBe(fact);
  });

  it.each([
    ['cut-off', 'P-256, taken up'],
    ['earlier-ceremony', 'P-256, already there'],
  ] as const)('the key that was there: %s', (origin, fact) => {
    expect(keyFact(recordOf('key.adopted', { origin }))).toBe(fact);
  });

  it.each([
    [{ notes: 0 }, 'Complete'],
    [{ notes: 1 }, 'Complete, one note'],
    [{ notes: 2 }, 'Complete, 2 notes'],
    [{ attested: false, notes: 0 }, 'No attestation'],
    [{ attested: false, notes: 3 }, 'No attestation'],
  ])('the evidence %j', (change, fact) => {
    expect(evidenceFact(recordOf('evidence.accepted', change))).toBe(fact);
  });

  it.each([
    [0, 'Read, no changes'],
    [1, 'Read, one change'],
    [12, 'Read, 12 changes'],
  ])('the review of %i', (changes, fact) => {
    expect(reviewFact(recordOf('review.confirmed', { changes }))).toBe(fact);
  });

  it('the signature, by the clock of the station', () => {
    expect(signatureFact(recordOf('signature.added'))).toBe('Signed 14:00:01');
  });
});
