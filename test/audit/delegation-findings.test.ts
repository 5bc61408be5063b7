import { describe, expect, it } from 'vitest';
import { challengeFile } from '../../src/ceremony/delegations/challenge.ts';
import { proofFile } from '../../src/ceremony/delegations/proof.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { actOf } from '../ceremony/sample-acts.ts';
import { proofBy } from '../ceremony/delegations/sample-proofs.ts';
import {
  actsOf,
  ana,
  answered,
  delegated,
  forged,
  fromElsewhere,
  own,
  quiet,
  tom,
} from './cases/delegations.ts';
import { ceremony } from './cases/transcripts.ts';
import { auditOf, type Files } from './made-files.ts';

const codes = async (files: Files) =>
  (await auditOf(files)).findings
    .map(({ code }) => code)
    .filter((code) => code.startsWith('delegation.'));

const published = (signedSha256: string) =>
  actOf('roles.published', {
    version: 10,
    signedSha256,
    files: [{ path: 'repository/10.targets.json', bytes: 1, sha256: sha256Hex(utf8('x')) }],
  } as never);

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

describe('delegations in a record', () => {
  it('rest on proofs that hold, and nothing in the folder is unexplained', async () => {
    const { findings } = await auditOf(quiet);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

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

  it('name a proof of another key under the name of this one', async () => {
    expect(await codes(delegated(proofFile(proofBy(tom, own))))).toEqual([
      'delegation.proof-missing',
    ]);
  });

  it('name a proof that is no proof', async () => {
    expect(await codes(delegated(utf8('{}\n')))).toEqual(['delegation.proof-invalid']);
  });

  it('need the challenge, and one that is read', async () => {
    const files = { ...quiet };
    const path = Object.keys(files).find((name) => name.endsWith('challenge.txt')) ?? '';
    const { [path]: _, ...without } = files;
    expect(await codes(without)).toEqual(['delegation.proof-missing']);
    const damaged = utf8(`${new TextDecoder().decode(challengeFile(own))}x`);
    expect(await codes({ ...files, [path]: damaged })).toEqual(['delegation.proof-invalid']);
  });

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

  it('are announced before they are published', async () => {
    const change = actOf('delegation.changed', {
      change: 'revoke',
      nonce: null,
      keys: [],
      proofs: [],
    });
    const { signedSha256 } = change.data as { signedSha256: string };
    expect(await codes(ceremony([change, published(signedSha256)]))).toEqual([]);
    expect(await codes(ceremony([change, published(sha256Hex(utf8('other')))]))).toEqual([
      'delegation.proof-missing',
    ]);
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
