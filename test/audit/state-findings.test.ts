import { describe, expect, it } from 'vitest';
import { sha256Hex, sha512 } from '../../src/encoding/digest.ts';
import { toHex } from '../../src/encoding/hex.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { auditOf, type Files, file, online, repository, role, stranger } from './made-files.ts';

/** What is wrong with the state of a repository: code, file, and why. */
async function faults(files: Files): Promise<string[]> {
  const { findings } = await auditOf(files);
  return findings
    .filter(({ code }) => /^role\.(?:mismatch|missing|rollback)$/.test(code))
    .map(({ code, subject, data: { reason } }) =>
      typeof reason === 'string' ? `${code} ${subject} ${reason}` : `${code} ${subject}`,
    );
}

const targets = file(role('targets', 1), [online]);
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

describe('a higher version beside the one that is named', () => {
  const named = {
    ...repository({ '1.targets.json': targets }),
    '1.snapshot.json': file(role('snapshot', 1), [online]),
  };
  const without = Object.fromEntries(
    Object.entries(named).filter(([path]) => path !== 'snapshot.json'),
  );

  it('was taken back, if enough keys signed it', async () => {
    const higher = file(role('targets', 2), [online]);
    expect(await faults({ ...without, '2.targets.json': higher })).toEqual([
      'role.rollback 1.snapshot.json',
    ]);
  });

  it('says nothing if they did not, or if it is not higher', async () => {
    expect(await faults(without)).toEqual([]);
    expect(
      await faults({ ...without, '2.targets.json': file(role('targets', 2), [stranger]) }),
    ).toEqual([]);
  });

  it('is not what is said where the named one is not there', async () => {
    const gone = Object.fromEntries(
      Object.entries(without).filter(([path]) => !path.endsWith('targets.json')),
    );
    expect(await faults({ ...gone, '2.targets.json': file(role('targets', 2), [online]) })).toEqual(
      ['role.mismatch 2.targets.json version'],
    );
  });

  it('was taken back where a timestamp names the lower snapshot', async () => {
    const files = {
      ...without,
      '2.snapshot.json': file(role('snapshot', 2, { meta: { 'targets.json': { version } } }), [
        online,
      ]),
    };
    expect(await faults(files)).toEqual(['role.rollback timestamp.json']);
  });
});

const lists = (type: 'snapshot' | 'timestamp', number: number, name: string, to: number) =>
  file(role(type, number, { meta: { [name]: { version: to } } }), [online]);

describe('a later snapshot or timestamp', () => {
  it('that names a lower version than one before it went back', async () => {
    const files = repository({
      '1.targets.json': targets,
      '2.targets.json': file(role('targets', 2), [online]),
    });
    const back = {
      ...files,
      '1.snapshot.json': lists('snapshot', 1, 'targets.json', 2),
      'snapshot.json': lists('snapshot', 2, 'targets.json', 1),
      'timestamp.json': lists('timestamp', 1, 'snapshot.json', 2),
    };
    expect(await faults(back)).toContain('role.rollback snapshot.json');
    const on = {
      ...back,
      '1.snapshot.json': lists('snapshot', 1, 'targets.json', 1),
      'snapshot.json': lists('snapshot', 2, 'targets.json', 2),
    };
    expect(await faults(on)).toEqual([]);
  });
});
