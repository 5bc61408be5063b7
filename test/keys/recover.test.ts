import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/encoding/hex.ts';
import { recoverKeys } from '../../src/keys/recover.ts';
import { signer } from '../tuf/signers.ts';

describe.each([
  ['ecdsa-p256', 'ecdsa-sha2-nistp256'],
  ['ecdsa-p384', 'ecdsa-sha2-nistp384'],
] as const)('keys recovered on %s', (type, scheme) => {
  const ada = signer('ada', { scheme });

  it('hold the one that signed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const keys = recoverKeys(type, bytes, fromHex(ada.sign(bytes)));
        expect(keys.map(({ digest }) => digest)).toContain(ada.publicKey.digest);
        expect(keys.length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 20 },
    );
  });

  it('do not hold it over other bytes', () => {
    const keys = recoverKeys(type, Uint8Array.of(1), fromHex(ada.sign(Uint8Array.of(2))));
    expect(keys).not.toEqual([]);
    expect(keys.map(({ digest }) => digest)).not.toContain(ada.publicKey.digest);
  });

  it('are none for a signature that is no signature', () => {
    for (const sig of [
      '',
      '00',
      '3006020100020100',
      '3006020101020100',
      ada.sign(new Uint8Array()).slice(0, -2),
    ]) {
      expect(recoverKeys(type, Uint8Array.of(1), fromHex(sig))).toEqual([]);
    }
  });

  it('whatever the signature is, are keys or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 110 }), (bytes) => {
        expect(Array.isArray(recoverKeys(type, Uint8Array.of(1), bytes))).toBe(true);
      }),
    );
  });
});
