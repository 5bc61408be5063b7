import { sign } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeFile } from '../../../src/ceremony/delegations/challenge.ts';
import {
  otherChallenge,
  requireEnough,
  requireProof,
} from '../../../src/ceremony/delegations/judge-proofs.ts';
import { parseProof, proofFile } from '../../../src/ceremony/delegations/proof.ts';
import { proofBytes, proofTextOf } from '../../../src/ceremony/delegations/proof-text.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { recoverKeys } from '../../../src/keys/recover.ts';
import { thrownIn } from '../thrown.ts';
import {
  challenges,
  holder,
  proofBy,
  readOrNull,
  sampleChallenge,
  verified,
} from './sample-proofs.ts';

const ana = holder('Ana Silva');
const tom = holder('Tom Okafor');
const elsewhere = sha256Hex(utf8('another'));

describe('the bytes that a key signs', () => {
  it('are read as they were written, for every challenge', () => {
    fc.assert(
      fc.property(challenges, (challenge) => {
        const { holder: name, serial, key } = proofBy(ana, challenge);
        const said = { challenge, holder: name, serial, key };
        expect(proofTextOf(proofBytes(said))).toEqual(said);
      }),
      { numRuns: 30 },
    );
  });

  it('are nothing else: not the challenge alone, nor with something after it', () => {
    const bytes = proofBytes(proofBy(ana));
    expect(proofTextOf(challengeFile(sampleChallenge))).toBeNull();
    expect(proofTextOf(utf8(`${fromUtf8(bytes)}\n`))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 800 }), (other) => {
        expect(proofTextOf(other)).toBeNull();
      }),
    );
  });

  it('hold a name on one line only', () => {
    for (const name of ['', 'a\nkey b', ' a', 'a\u202Eb', 'x'.repeat(121)])
      expect(proofTextOf(proofBytes({ ...proofBy(ana), holder: name }))).toBeNull();
  });
});

describe('a proof file', () => {
  it('is read as it was written', () => {
    const proof = proofBy(ana);
    expect(parseProof(proofFile(proof), 'a.json')).toEqual(proof);
  });

  it('has one spelling: no change of a byte is read as anything', () => {
    const bytes = proofFile(proofBy(ana));
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const edited = Uint8Array.from(bytes);
        edited[at] = ((edited[at] ?? 0) + by) % 256;
        const read = readOrNull(() => parseProof(edited, 'a.json'));
        // Another signature, name or challenge is another proof; it is spelled like this, too.
        expect(read === null ? edited : proofFile(read)).toEqual(edited);
      }),
      { numRuns: 400 },
    );
  });

  it('never stops in another way, whatever the bytes are', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => utf8(text.isWellFormed() ? text : '0')),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(thrownIn(() => parseProof(bytes, 'a.json'))).toMatchObject({
          code: 'delegation.proof',
        });
      }),
    );
  });

  it('holds the key that its text names, under a scheme that fits it', () => {
    const proof = proofBy(ana);
    const swapped = proofFile({ ...proof, publicKey: tom.publicKey });
    expect(thrownIn(() => parseProof(swapped, 'a.json'))).toMatchObject({
      code: 'delegation.proof',
      found: 'another key than its text names',
    });
    const misnamed = proofFile({ ...proof, scheme: 'ed25519' });
    expect(thrownIn(() => parseProof(misnamed, 'a.json'))).toMatchObject({
      found: 'a scheme of another kind',
    });
  });
});

describe('a proof held against the challenge that was asked', () => {
  it('is taken if the key that it names made it', async () => {
    await expect(
      requireProof(sampleChallenge, proofBy(ana), 'a.json', verified),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['ceremony', { ceremony: elsewhere }],
    ['role', { role: 'another' }],
    ['root', { root: elsewhere }],
    ['mode', { mode: 'rehearsal' as const }],
    ['nonce', { nonce: elsewhere }],
    ['date', { date: '2026-11-25' }],
  ])('is not taken for another %s', async (member, other) => {
    const replayed = proofBy(ana, { ...sampleChallenge, ...other });
    expect(otherChallenge(sampleChallenge, replayed)).toBe(member);
    await expect(requireProof(sampleChallenge, replayed, 'a.json', verified)).rejects.toMatchObject(
      {
        code: 'delegation.replayed',
        expected: expect.stringContaining(member),
      },
    );
  });

  it('is not taken where another key signed, or the name was changed after', async () => {
    const foreign = {
      ...proofBy(ana),
      signature: sign('sha256', proofBytes(proofBy(ana)), tom.privateKey),
    };
    const renamed = { ...proofBy(ana), holder: 'Somebody Else' };
    for (const proof of [foreign, renamed])
      await expect(requireProof(sampleChallenge, proof, 'a.json', verified)).rejects.toMatchObject({
        code: 'delegation.not-proved',
      });
  });

  it('cannot be made for a key that was worked out from the signature', async () => {
    // Any two numbers are a signature by some key: with the key in the signed bytes it is always another one.
    const { signature } = proofBy(ana);
    const said = proofBytes({ ...proofBy(ana), key: tom.publicKey.digest });
    const candidates = recoverKeys('ecdsa-p256', said, signature);
    expect(candidates.length).toBeGreaterThan(0);
    for (const publicKey of candidates) {
      const forged = { ...proofBy(ana), publicKey, key: publicKey.digest, signature };
      await expect(requireProof(sampleChallenge, forged, 'a.json', verified)).rejects.toMatchObject(
        { code: 'delegation.not-proved' },
      );
    }
  });

  it('counts every key once, and wants enough of them', () => {
    const both = [proofBy(ana), proofBy(tom)];
    expect(() => requireEnough(both, 2)).not.toThrow();
    expect(thrownIn(() => requireEnough(both, 3))).toMatchObject({ code: 'delegation.keys' });
    expect(thrownIn(() => requireEnough(both, 0))).toMatchObject({ code: 'delegation.keys' });
    const twice = [proofBy(ana), { ...proofBy(ana), holder: 'A. Silva' }];
    expect(thrownIn(() => requireEnough(twice, 1))).toMatchObject({
      code: 'delegation.keys',
      found: 'Ana Silva and A. Silva',
    });
  });
});
