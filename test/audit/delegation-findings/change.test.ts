import { describe, expect, it } from 'vitest';
import { proofFile } from '../../../src/ceremony/delegations/proof.ts';
import { actOf } from '../../ceremony/sample-acts.ts';
import { proofBy } from '../../ceremony/delegations/sample-proofs.ts';
import { actsOf, ana, delegated, own, tom } from '../cases/delegations.ts';
import { ceremony } from '../cases/transcripts.ts';
import type { Files } from '../made-files.ts';
import { codes } from './codes.ts';

/** A line that changes the terms of these keys, behind the delegation to Ana or alone. */
function adjusted(keys: readonly string[], before = true): Files {
  const change = actOf('delegation.changed', {
    change: 'adjust',
    role: own.role,
    nonce: null,
    keys,
    proofs: [],
  } as never);
  const proof = proofFile(proofBy(ana, own));
  const files = Object.entries(delegated(proof)).filter(([path]) =>
    path.startsWith('delegations/'),
  );
  return ceremony(before ? [...actsOf(own, proof), change] : [change], Object.fromEntries(files));
}

describe('changes of a delegation', () => {
  it('keep their keys where only paths or threshold change', async () => {
    expect(await codes(adjusted([ana.publicKey.digest]))).toEqual([]);
    expect(await codes(adjusted([ana.publicKey.digest, tom.publicKey.digest]))).toEqual([
      'delegation.proof-missing',
    ]);
    // Nothing says which keys the role had before.
    expect(await codes(adjusted([tom.publicKey.digest], false))).toEqual([
      'delegation.proof-missing',
    ]);
  });
});
