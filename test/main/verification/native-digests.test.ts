import { createHash, hash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { installNativeDigests } from '../../../main/verification/native-digests.ts';
import { sha256, sha384, sha512 } from '../../../src/encoding/digest.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import { verifyRsaPss } from '../../../src/keys/rsa-pss.ts';
import { readSpki } from '../../../src/keys/spki.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { jobOf, makeKeyPair } from '../../keys/key-pairs.ts';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  return { ...real, hash: vi.fn<typeof real.hash>(real.hash) };
});

it('computes every digest of this process with OpenSSL, in arrays of their own', () => {
  installNativeDigests();
  installNativeDigests();
  vi.mocked(hash).mockClear();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      for (const [name, digest] of Object.entries({ sha256, sha384, sha512 })) {
        const found = digest(bytes);
        expect(toHex(found)).toBe(createHash(name).update(bytes).digest('hex'));
        expect(found.buffer.byteLength).toBe(found.length);
      }
    }),
    { numRuns: 50 },
  );
  expect(hash).toHaveBeenCalledTimes(150);
});

it('has no part in the second opinion on RSA', () => {
  installNativeDigests();
  const job = jobOf(makeKeyPair('rsassa-pss-sha256'), utf8('good'));
  const content = readSpki(job.key.spki, 'key');
  if (content.type !== 'rsa') throw new Error('an RSA key');
  vi.mocked(hash).mockClear();
  expect(verifyRsaPss(content.numbers, job.bytes, job.signature)).toBe(true);
  expect(verifyRsaPss(content.numbers, utf8('bad'), job.signature)).toBe(false);
  expect(hash).not.toHaveBeenCalled();
});
