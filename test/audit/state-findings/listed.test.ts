import { describe, expect, it } from 'vitest';
import { sha256Hex, sha512 } from '../../../src/encoding/digest.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { type Files, file, online, repository, role } from '../made-files.ts';
import { faults, targets } from './repository-faults.ts';

const naming = (listed: JsonObject): Files => ({
  ...repository({ 'targets.json': targets }),
  'snapshot.json': file(role('snapshot', 1, { meta: { 'targets.json': listed } }), [online]),
});
const version = 1;
const length = targets.length;
const digests = { sha256: sha256Hex(targets), sha512: toHex(sha512(targets)) };

describe('a file that a snapshot names', () => {
  it.each<[string, JsonObject]>([
    ['its version', { version }],
    ['its length', { version, length }],
    ['its SHA-256', { version, hashes: { sha256: digests.sha256 } }],
    ['its SHA-512', { version, hashes: { sha512: digests.sha512 } }],
    ['all of them', { version, length, hashes: digests }],
    ['a digest of a kind that nobody forms here', { version, hashes: { md5: '00' } }],
  ])('fits by %s', async (_, listed) => {
    expect(await faults(naming(listed))).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['another version', { version: 2 }, 'version'],
    ['another length', { version, length: length + 1 }, 'length'],
    ['another SHA-256', { version, length, hashes: { sha256: 'ab'.repeat(32) } }, 'digest'],
    ['another SHA-512', { version, length, hashes: { sha512: 'ab'.repeat(64) } }, 'digest'],
    [
      'one digest of two that differs',
      { version, hashes: { ...digests, sha512: 'ab'.repeat(64) } },
      'digest',
    ],
    ['the other one', { version, hashes: { ...digests, sha256: 'ab'.repeat(32) } }, 'digest'],
  ])('does not fit with %s', async (_, listed, reason) => {
    expect(await faults(naming(listed))).toEqual([`role.mismatch targets.json ${reason}`]);
  });
});
