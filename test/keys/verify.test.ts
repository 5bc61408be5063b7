import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { createHash, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat } from '../../src/encoding/bytes.ts';
import { fromHex, toHex } from '../../src/encoding/hex.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { publicKeyFromEd25519, publicKeyFromPoint } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { ecdsaDerToRaw, ecdsaRawToDer } from '../../src/keys/signature.ts';
import type { VerifyJob } from '../../src/keys/verify.ts';
import { nodeVerifier } from '../../main/verification/node.ts';
import { thrownBy } from './thrown-by.ts';
import { jobOf, type KeyPair, makeKeyPair } from './key-pairs.ts';
import { signatureFiles, signatureVectors } from './wycheproof.ts';

describe.each([nobleVerifier, nodeVerifier])('$name with the vectors of Wycheproof', (verifier) => {
  it.each(signatureFiles)('%s', async (file, scheme, count) => {
    const vectors = signatureVectors(file, scheme);
    const answers = await verifier.verify(vectors.map(({ job }) => job));
    const wrong = vectors.filter(({ genuine }, index) => answers[index] !== genuine);
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(answers).toHaveLength(count);
    expect(new Set(answers)).toEqual(new Set([true, false]));
  });
});

describe.each([nobleVerifier, nodeVerifier])('$name', (verifier) => {
  const message = utf8('the bytes that were signed');
  const pairs = new Map<Scheme, KeyPair>();
  const schemes: readonly Scheme[] = [
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ed25519',
    'rsassa-pss-sha256',
  ];

  beforeAll(() => {
    for (const scheme of schemes) pairs.set(scheme, makeKeyPair(scheme));
  });

  function jobFor(scheme: Scheme): VerifyJob {
    const pair = pairs.get(scheme);
    if (pair === undefined) throw new Error('no key pair');
    return jobOf(pair, message);
  }

  it.each(schemes)('knows a genuine signature of %s', async (scheme) => {
    expect(await verifier.verify([jobFor(scheme)])).toEqual([true]);
  });

  it.each(schemes)('refuses %s over other bytes, with each bit of them', async (scheme) => {
    const job = jobFor(scheme);
    const jobs = Array.from({ length: 8 }, (_, bit) => ({
      ...job,
      bytes: job.bytes.with(3, job.bytes[3]! ^ (1 << bit)),
    }));
    expect(new Set(await verifier.verify([...jobs, { ...job, bytes: new Uint8Array() }]))).toEqual(
      new Set([false]),
    );
  });

  it.each(schemes)(
    'refuses %s with any byte of the signature changed, cut off or added',
    async (scheme) => {
      const job = jobFor(scheme);
      const { signature } = job;
      const changed = Array.from(signature, (byte, at) => signature.with(at, byte ^ 1));
      const others = [
        ...changed,
        new Uint8Array(),
        signature.subarray(0, -1),
        concat(signature, Uint8Array.of(0)),
        concat(Uint8Array.of(0), signature),
      ];
      const answers = await verifier.verify(others.map((each) => ({ ...job, signature: each })));
      expect(answers.filter(Boolean)).toEqual([]);
    },
  );

  it('refuses every scheme with the key of another one', async () => {
    const jobs = schemes.flatMap((scheme) =>
      schemes.filter((other) => other !== scheme).map((other) => ({ ...jobFor(other), scheme })),
    );
    expect(jobs).toHaveLength(12);
    expect((await verifier.verify(jobs)).filter(Boolean)).toEqual([]);
  });

  it('answers in the order of the jobs', async () => {
    const good = jobFor('ecdsa-sha2-nistp256');
    const bad = { ...good, bytes: utf8('other') };
    expect(await verifier.verify([bad, good, bad, bad, good])).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(await verifier.verify([])).toEqual([]);
  });

  it('accepts both halves of s: tokens do not choose the lower one', async () => {
    const job = jobFor('ecdsa-sha2-nistp256');
    const raw = ecdsaDerToRaw(job.signature, 32);
    const s = p256.Point.Fn.fromBytes(raw.subarray(32));
    const other = concat(raw.subarray(0, 32), p256.Point.Fn.toBytes(p256.Point.Fn.neg(s)));
    expect(await verifier.verify([{ ...job, signature: ecdsaRawToDer(other) }])).toEqual([true]);
  });

  it('stops with the reason of its signal', async () => {
    const reason = new Error('cancelled');
    const stopped = thrownBy(verifier.verify([jobFor('ed25519')], AbortSignal.abort(reason)));
    expect(await stopped).toBe(reason);
  });
});

describe('points of the subgroup of small order', () => {
  const order = ed25519.Point.Fn.ORDER;
  const scalar = 123_456_789_012_345_678_901_234_567_890n;
  const torsion = ED25519_TORSION_SUBGROUP.map((hex) =>
    ed25519.Point.fromBytes(fromHex(hex), true),
  );

  /** A signature made with R + T: right for who multiplies by the cofactor, wrong for who does not. */
  function signWith(point: (typeof torsion)[number]): VerifyJob {
    const key = ed25519.Point.BASE.multiply(scalar).toBytes();
    const nonce = 987_654_321_098_765_432_109_876_543_210n;
    const r = ed25519.Point.BASE.multiply(nonce).add(point).toBytes();
    const bytes = utf8('message');
    const hash = createHash('sha512').update(r).update(key).update(bytes).digest();
    const challenge = BigInt(`0x${toHex(hash.toReversed())}`) % order;
    const s = ed25519.Point.Fn.toBytes((nonce + challenge * scalar) % order);
    return { key: publicKeyFromEd25519(key), scheme: 'ed25519', bytes, signature: concat(r, s) };
  }

  it('make no difference between the two implementations', async () => {
    const jobs = torsion.map(signWith);
    expect(jobs).toHaveLength(8);
    const genuine = torsion.map((point) => point.is0());
    expect(await nobleVerifier.verify(jobs)).toEqual(genuine);
    expect(await nodeVerifier.verify(jobs)).toEqual(genuine);
  });

  it('would make one, if R were not looked at', () => {
    const { key, bytes, signature } = signWith(torsion.find((point) => !point.is0())!);
    const raw = key.spki.subarray(-32);
    expect(ed25519.verify(signature, bytes, raw, { zip215: false })).toBe(true);
  });
});

describe('a signature of zeros', () => {
  it('verifies under no key (CVE-2022-21449)', async () => {
    const key = publicKeyFromPoint(p256.Point.BASE.toBytes(false));
    const zeros = fromHex('3006020100020100');
    const job: VerifyJob = {
      key,
      scheme: 'ecdsa-sha2-nistp256',
      bytes: utf8('any'),
      signature: zeros,
    };
    expect(await nobleVerifier.verify([job])).toEqual([false]);
    expect(await nodeVerifier.verify([job])).toEqual([false]);
  });
});

describe('OpenSSL as signer', () => {
  it('is understood by noble for messages of many lengths', async () => {
    const pair = makeKeyPair('ecdsa-sha2-nistp256');
    const jobs = [0, 1, 63, 64, 65, 1000, 100_000].map((length) => {
      const bytes = new Uint8Array(length).fill(7);
      const signature = Uint8Array.from(sign('sha256', bytes, pair.privateKey));
      return { key: pair.key, scheme: pair.scheme, bytes, signature };
    });
    expect(new Set(await nobleVerifier.verify(jobs))).toEqual(new Set([true]));
  });
});
