import { describe, expect, it } from 'vitest';
import { proofFile } from '../../../src/ceremony/delegations/proof.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { proofBy } from '../../ceremony/delegations/sample-proofs.ts';
import { ana, answered, delegated, forged, fromElsewhere, own, tom } from '../cases/delegations.ts';
import { codes } from './codes.ts';

describe('proofs that a delegation rests on', () => {
  it.each([
    ['another role', { role: 'another.example.org' }],
    ['another root', { root: sha256Hex(utf8('another root')) }],
    ['another number', { nonce: sha256Hex(utf8('another nonce')) }],
    ['a rehearsal', { mode: 'rehearsal' as const }],
    ['another day', { date: '2026-11-25' }],
  ])('do not rest on an answer for %s', async (_, other) => {
    const proof = proofFile(proofBy(ana, { ...own, ...other }));
    expect(await codes(delegated(proof))).toEqual(['delegation.proof-replayed']);
  });

  it('name a proof of another key under the name of this one', async () => {
    expect(await codes(delegated(proofFile(proofBy(tom, own))))).toEqual([
      'delegation.proof-missing',
    ]);
  });

  it('name a proof that is no proof', async () => {
    expect(await codes(delegated(utf8('{}\n')))).toEqual(['delegation.proof-invalid']);
  });
});

describe('answers of a delegate', () => {
  it('hold', async () => {
    expect(await codes(answered(proofBy(ana, own)))).toEqual([]);
  });

  it.each([
    ['a key that did not make it', forged, 'delegation.proof-invalid'],
    [
      'another number than the record names',
      proofBy(ana, { ...own, nonce: sha256Hex(utf8('another')) }),
      'delegation.proof-replayed',
    ],
  ])('do not hold with %s', async (_, proof, code) => {
    expect(await codes(answered(proof))).toEqual([code]);
  });

  it('are for the ceremony of the delegator, whichever that is', async () => {
    expect(await codes(answered(fromElsewhere))).toEqual([]);
  });
});
