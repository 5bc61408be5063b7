import { describe, expect, it } from 'vitest';
import { isScheme, type Scheme, schemeFits } from '../../src/keys/scheme.ts';
import { makeKeyPair } from './key-pairs.ts';

const schemes: readonly Scheme[] = [
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
];

describe('schemes', () => {
  it.each(schemes)('%s fits its own keys and no others', (scheme) => {
    expect(isScheme(scheme)).toBe(true);
    const fitting = schemes.filter((other) => schemeFits(scheme, makeKeyPair(other).key));
    expect(fitting).toEqual([scheme]);
  });

  it.each([
    '',
    'ecdsa',
    'ecdsa-sha2-nistp521',
    'ED25519',
    'rsa-pkcs1v15-sha256',
    '__proto__',
    'toString',
  ])('%j is none', (name) => {
    expect(isScheme(name)).toBe(false);
  });
});
