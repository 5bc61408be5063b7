import { generateKeyPairSync, sign as nodeSign, type KeyObject } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKeyId, isTokenSerial } from '../../../main/tokens/listing.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import type { KeyRef } from '../../../main/tokens/token.ts';
import { verifiedSignature } from '../../../main/tokens/verified-signature.ts';
import { publicKeyFromSpki } from '../../../src/keys/public-key.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import { ecdsaRawToDer } from '../../../src/keys/signature.ts';
import { rejection, rootBytes } from './tokens-under-test.ts';

interface Pair {
  readonly key: KeyRef;
  readonly spki: Buffer;
  readonly privateKey: KeyObject;
}

function pair(pairOf: { publicKey: KeyObject; privateKey: KeyObject }): Pair {
  const spki = pairOf.publicKey.export({ type: 'spki', format: 'der' });
  const [serial, id] = ['24617802', '02'];
  if (!isTokenSerial(serial) || !isKeyId(id)) throw new Error('names');
  const spkiDigest = publicKeyFromSpki(spki, 'key').digest;
  return {
    key: { module: practiceModule, serial, id, spkiDigest },
    spki,
    privateKey: pairOf.privateKey,
  };
}

const p256 = pair(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const p384 = pair(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
const ed25519 = pair(generateKeyPairSync('ed25519'));

/** As PKCS#11 gives it: r and s side by side. */
function ecdsa({ privateKey }: Pair, hash: string, bytes: Uint8Array): Buffer {
  return nodeSign(hash, bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
}

describe('a signature out of a token', () => {
  it.each<[Scheme, Pair, string]>([
    ['ecdsa-sha2-nistp256', p256, 'sha256'],
    ['ecdsa-sha2-nistp384', p384, 'sha384'],
  ])(
    'is given on in DER once it verifies (%s)',
    async (scheme, { key, spki, privateKey }, hash) => {
      const raw = ecdsa({ key, spki, privateKey }, hash, rootBytes);
      const signature = await verifiedSignature(key, scheme, rootBytes, { spki, signature: raw });
      expect(signature).toEqual(ecdsaRawToDer(raw));
    },
  );

  it('of Ed25519 is given on as it is', async () => {
    const raw = nodeSign(null, rootBytes, ed25519.privateKey);
    const given = { spki: ed25519.spki, signature: raw };
    expect(await verifiedSignature(ed25519.key, 'ed25519', rootBytes, given)).toEqual(raw);
  });

  it('may have a high s: tokens do not choose', async () => {
    const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
    const raw = ecdsa(p256, 'sha256', rootBytes);
    const s = BigInt(`0x${raw.subarray(32).toString('hex')}`);
    const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
    const both = [raw, Buffer.concat([raw.subarray(0, 32), other])];
    for (const signature of both) {
      const given = { spki: p256.spki, signature };
      const made = await verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given);
      expect(made[0]).toBe(0x30);
    }
  });

  it('over other bytes is dropped', async () => {
    const signature = ecdsa(p256, 'sha256', new TextEncoder().encode('{"_type":"other"}'));
    const given = { spki: p256.spki, signature };
    const error = await rejection(
      verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given),
    );
    expect(error).toMatchObject({ code: 'signature.wrong', place: '24617802' });
    expect(error.notDone).toEqual(['The signature was not kept']);
  });

  it('is dropped whichever bit of it is wrong, and whatever its length', async () => {
    const raw = ecdsa(p256, 'sha256', rootBytes);
    const damaged = fc.oneof(
      fc
        .nat(511)
        .map((bit) => raw.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))),
      fc.uint8Array({ maxLength: 130 }),
      fc.nat(63).map((length) => raw.subarray(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (signature) => {
        const given = { spki: p256.spki, signature };
        const error = await rejection(
          verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given),
        );
        expect(error.code).toBe('signature.wrong');
      }),
      { numRuns: 60 },
    );
  });

  it('by another key than the expected one is a lie, even if it verifies', async () => {
    const other = pair(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    const given = { spki: other.spki, signature: ecdsa(other, 'sha256', rootBytes) };
    const error = await rejection(
      verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given),
    );
    expect(error.code).toBe('module.lies');
  });

  it('with a key that differs in one bit from one that was checked before is a lie', async () => {
    const raw = ecdsa(p256, 'sha256', rootBytes);
    const given = { spki: p256.spki, signature: raw };
    await verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given);
    await fc.assert(
      fc.asyncProperty(fc.nat(p256.spki.length * 8 - 1), async (bit) => {
        const spki = Uint8Array.from(p256.spki);
        spki[bit >> 3] = (spki[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const error = await rejection(
          verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, { ...given, spki }),
        );
        expect(error.code).toBe('module.lies');
      }),
    );
    expect(await verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given)).toEqual(
      ecdsaRawToDer(raw),
    );
  });

  it('with a key that is none is a lie', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (spki) => {
        const given = { spki, signature: new Uint8Array(64) };
        const error = await rejection(
          verifiedSignature(p256.key, 'ecdsa-sha2-nistp256', rootBytes, given),
        );
        expect(error.code).toBe('module.lies');
      }),
    );
  });

  it('under a scheme that is not the key’s is dropped', async () => {
    const given = { spki: p256.spki, signature: ecdsa(p256, 'sha256', rootBytes) };
    for (const scheme of ['ed25519', 'ecdsa-sha2-nistp384', 'rsassa-pss-sha256'] as const) {
      const error = await rejection(verifiedSignature(p256.key, scheme, rootBytes, given));
      expect(error.code).toBe('signature.wrong');
    }
  });
});
