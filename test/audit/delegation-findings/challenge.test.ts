import { describe, expect, it } from 'vitest';
import { challengeFile } from '../../../src/ceremony/delegations/challenge.ts';
import { proofFile } from '../../../src/ceremony/delegations/proof.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { proofBy } from '../../ceremony/delegations/sample-proofs.ts';
import { actsOf, ana, delegated, own, quiet } from '../cases/delegations.ts';
import { ceremony } from '../cases/transcripts.ts';
import { codes } from './codes.ts';

describe('delegations to keys that answered a challenge', () => {
  it('do not rest on a challenge of another ceremony, whoever answered it', async () => {
    const theirs = { ...own, ceremony: sha256Hex(utf8('another plan')) };
    expect(await codes(delegated(proofFile(proofBy(ana, theirs)), theirs))).toEqual([
      'delegation.proof-replayed',
    ]);
  });

  it.each([
    ['root', { root: sha256Hex(utf8('another root')) }],
    ['role', { role: 'another.example.org' }],
  ])('do not rest on a challenge with another %s than its record', async (_, other) => {
    const theirs = { ...own, ...other };
    expect(await codes(delegated(proofFile(proofBy(ana, theirs)), theirs))).toEqual([
      'delegation.proof-replayed',
    ]);
  });

  it('do not rest on a challenge that was made after them', async () => {
    const proof = proofFile(proofBy(ana, own));
    const files = Object.fromEntries(
      Object.entries(delegated(proof)).filter(([path]) => path.startsWith('delegations/')),
    );
    expect(await codes(ceremony(actsOf(own, proof), files))).toEqual([]);
    expect(await codes(ceremony(actsOf(own, proof).toReversed(), files))).toEqual([
      'delegation.proof-missing',
    ]);
  });

  it('need the challenge, and one that is read', async () => {
    const files = { ...quiet };
    const path = Object.keys(files).find((name) => name.endsWith('challenge.txt')) ?? '';
    const { [path]: _, ...without } = files;
    expect(await codes(without)).toEqual(['delegation.proof-missing']);
    const damaged = utf8(`${new TextDecoder().decode(challengeFile(own))}x`);
    expect(await codes({ ...files, [path]: damaged })).toEqual(['delegation.proof-invalid']);
  });
});
