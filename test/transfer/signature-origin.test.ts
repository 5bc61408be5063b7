import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { signatureOrigins } from '../../src/transfer/signature-origin.ts';
import { validSignatures } from '../../src/transfer/valid-signatures.ts';
import type { Metadata } from '../../src/tuf/metadata.ts';
import { parseTufKey } from '../../src/tuf/key.ts';
import { metadataOf } from '../tuf/fixtures.ts';
import { signer } from '../tuf/signers.ts';

const ana = signer('ana');
const ben = signer('ben', { scheme: 'ecdsa-sha2-nistp384' });
const cem = signer('cem', { scheme: 'ed25519' });
const everybody = [ana, ben, cem];
const known = everybody.map(({ publicKey }) => publicKey);
const tufKeys = everybody.map(({ keyid, object }) => parseTufKey(keyid, object, 'key'));

const signedPart = (version: number) => ({
  _type: 'root',
  expires: '2027-07-14T00:00:00Z',
  spec_version: '1.0.31',
  version,
});

function file(signatures: readonly { keyid: string; sig: string }[]): Metadata {
  return metadataOf({ signed: signedPart(2), signatures });
}

const bytes = file([]).signedBytes;
const older = metadataOf({ signed: signedPart(1), signatures: [] });

async function originsOf(metadata: Metadata) {
  const valid = await validSignatures(metadata, tufKeys, nobleVerifier);
  return signatureOrigins(metadata, valid, known, [older], nobleVerifier);
}

describe('the origin of a signature', () => {
  it('is not asked for where it counts, or where the place is kept empty', async () => {
    expect(
      await originsOf(
        file([
          { keyid: ana.keyid, sig: ana.sign(bytes) },
          { keyid: ben.keyid, sig: '' },
        ]),
      ),
    ).toEqual([]);
  });

  it.each([
    ['ben', ben],
    ['cem', cem],
  ])('is %s, who signed in place of another', async (_name, other) => {
    expect(await originsOf(file([{ keyid: ana.keyid, sig: other.sign(bytes) }]))).toEqual([
      { keyid: ana.keyid, kind: 'other-key', madeBy: other.publicKey.digest, mayBe: [] },
    ]);
  });

  it('is what was staged before', async () => {
    const sig = ana.sign(older.signedBytes);
    expect(await originsOf(file([{ keyid: ana.keyid, sig }]))).toEqual([
      { keyid: ana.keyid, kind: 'older-stage', madeBy: ana.publicKey.digest, mayBe: [] },
    ]);
  });

  it('is said once for each further entry of a key that counts', async () => {
    const entry = { keyid: ana.keyid, sig: ana.sign(bytes) };
    expect(await originsOf(file([entry, entry]))).toEqual([
      { keyid: ana.keyid, kind: 'repeated', madeBy: null, mayBe: [] },
    ]);
  });

  it('is unknown for a stranger, and for what is no signature', async () => {
    const stranger = signer('stranger');
    expect(
      await originsOf(
        file([
          { keyid: stranger.keyid, sig: stranger.sign(bytes) },
          { keyid: ben.keyid, sig: 'no hexadecimal digits' },
        ]),
      ),
    ).toEqual([
      {
        keyid: stranger.keyid,
        kind: 'unknown',
        madeBy: null,
        mayBe: expect.arrayContaining([stranger.publicKey.digest]),
      },
      { keyid: ben.keyid, kind: 'unknown', madeBy: null, mayBe: [] },
    ]);
  });

  it.each([
    ['P-256', signer('stranger'), true],
    ['P-384', signer('stranger', { scheme: 'ecdsa-sha2-nistp384' }), true],
    ['Ed25519, which gives no key away', signer('stranger', { scheme: 'ed25519' }), false],
  ])('narrows a stranger down to few keys by recovery: %s', async (_name, stranger, found) => {
    const sig = stranger.sign(bytes);
    const [origin] = await originsOf(file([{ keyid: ana.keyid, sig }]));
    expect(origin?.kind).toBe('unknown');
    expect(origin?.mayBe.includes(stranger.publicKey.digest)).toBe(found);
    expect(origin?.mayBe.length).toBeLessThanOrEqual(4);
  });

  it('recovers no key of what a stranger signed before, since these bytes are others', async () => {
    const stranger = signer('stranger');
    const sig = stranger.sign(older.signedBytes);
    const [origin] = await originsOf(file([{ keyid: ana.keyid, sig }]));
    expect(origin).toMatchObject({ kind: 'unknown', madeBy: null });
    expect(origin?.mayBe).not.toContain(stranger.publicKey.digest);
  });

  it('recovers for the first sixteen strangers, whatever a file holds', async () => {
    const sig = signer('stranger').sign(bytes);
    const entries = Array.from({ length: 40 }, (_, at) => ({
      keyid: String(at).padStart(64, '0'),
      sig,
    }));
    const origins = await originsOf(file(entries));
    expect(origins.filter(({ mayBe }) => mayBe.length > 0)).toHaveLength(16);
  });

  it('accounts for every entry that is filled: it counts, or it has an origin', async () => {
    const entry = fc.record({
      by: fc.constantFrom(...everybody, signer('stranger')),
      under: fc.constantFrom(...everybody),
      over: fc.constantFrom(bytes, older.signedBytes),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 5 }), async (entries) => {
        const metadata = file(
          entries.map(({ by, under, over }) => ({ keyid: under.keyid, sig: by.sign(over) })),
        );
        const valid = await validSignatures(metadata, tufKeys, nobleVerifier);
        const origins = await originsOf(metadata);
        expect(valid.length + origins.length).toBe(entries.length);
      }),
      { numRuns: 30 },
    );
  });
});
