import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromHex } from '../../src/encoding/hex.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import type { VerifyJob } from '../../src/keys/verify.ts';

const SignatureFile = z.object({
  numberOfTests: z.int(),
  testGroups: z.array(
    z.object({
      publicKeyDer: z.string(),
      tests: z.array(
        z.object({
          tcId: z.int(),
          comment: z.string(),
          flags: z.array(z.string()),
          msg: z.string(),
          sig: z.string(),
          result: z.enum(['valid', 'invalid', 'acceptable']),
        }),
      ),
    }),
  ),
});

const KeyFile = z.object({
  testGroups: z.array(
    z.object({
      tests: z.array(
        z.object({
          tcId: z.int(),
          comment: z.string(),
          flags: z.array(z.string()),
          public: z.string(),
          result: z.enum(['valid', 'invalid', 'acceptable']),
        }),
      ),
    }),
  ),
});

export interface SignatureVector {
  readonly name: string;
  readonly job: VerifyJob;
  readonly genuine: boolean;
}

/** The files of signature vectors, with the scheme that each one tests. */
export const signatureFiles: readonly (readonly [file: string, scheme: Scheme, vectors: number])[] =
  [
    ['ecdsa_secp256r1_sha256_test.json', 'ecdsa-sha2-nistp256', 484],
    ['ecdsa_secp384r1_sha384_test.json', 'ecdsa-sha2-nistp384', 504],
    ['ed25519_test.json', 'ed25519', 151],
    ['rsa_pss_2048_sha256_mgf1_0_test.json', 'rsassa-pss-sha256', 103],
    ['rsa_pss_3072_sha256_mgf1_32_test.json', 'rsassa-pss-sha256', 108],
  ];

/**
 * All vectors of a file, with what the station's verifiers have to answer. Its rules are stricter than
 * or equal to those of the vectors: `acceptable` counts as not genuine (no vector here is), with one
 * exception. The RSA files fix one length of the salt; TUF does not, and every TUF client takes any.
 * So the signatures whose comment says that only the length of the salt was changed are genuine.
 */
export function signatureVectors(file: string, scheme: Scheme): readonly SignatureVector[] {
  const { testGroups } = SignatureFile.parse(readJson(file));
  return testGroups.flatMap(({ publicKeyDer, tests }) => {
    const key = publicKeyFromSpki(fromHex(publicKeyDer), file);
    return tests.map(({ tcId, comment, msg, sig, result }) => ({
      name: `${tcId} ${comment}`,
      job: { key, scheme, bytes: fromHex(msg), signature: fromHex(sig) },
      genuine: result === 'valid' || /^s_len changed to \d+$/.test(comment),
    }));
  });
}

export interface KeyVector {
  readonly name: string;
  readonly spki: Uint8Array;
  readonly flags: readonly string[];
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

/** Public keys for P-256 as SubjectPublicKeyInfo: good ones, attacks, and damaged DER. */
export function keyVectors(): readonly KeyVector[] {
  const { testGroups } = KeyFile.parse(readJson('ecdh_secp256r1_test.json'));
  return testGroups.flatMap(({ tests }) =>
    tests.map(({ tcId, comment, flags, public: spki, result }) => ({
      name: `${tcId} ${comment}`,
      spki: fromHex(spki),
      flags,
      result,
    })),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, '../fixtures/wycheproof', file), 'utf8'),
  );
}
