import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/encoding/utf8.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import { verifyTwice } from '../../../main/verification/twice.ts';
import { jobOf, makeKeyPair } from '../../keys/key-pairs.ts';

const schemes: readonly Scheme[] = [
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
];

describe('verifyTwice', () => {
  it.each(schemes)('has two opinions on %s', async (scheme) => {
    const job = jobOf(makeKeyPair(scheme), utf8('bytes'));
    expect(await verifyTwice(job)).toEqual({ node: true, second: true, both: true });
  });

  it.each(schemes)('refuses %s by another key of the same kind', async (scheme) => {
    const job = jobOf(makeKeyPair(scheme), utf8('bytes'));
    const { key } = makeKeyPair(scheme);
    expect(await verifyTwice({ ...job, key })).toEqual({ node: false, second: false, both: false });
  });
});
