import { describe, expect, it } from 'vitest';
import { sha256Hex, sha512 } from '../../src/encoding/digest.ts';
import { toHex } from '../../src/encoding/hex.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { auditOf, below, dora, type Files, file, online, repository, role } from './made-files.ts';

const hello = utf8('hello\n');
const facts: JsonObject = { length: hello.length, hashes: { sha256: sha256Hex(hello) } };
const signedTargets = (targets: JsonObject, version = 1) =>
  file(role('targets', version, { targets }), [online]);

async function codes(files: Files): Promise<string[]> {
  const { findings } = await auditOf(files);
  return findings.map(({ code, subject }) => `${code} ${subject}`);
}

describe('targets beside a repository', () => {
  it.each([
    ['under their own name', 'targets/hello.txt'],
    ['under their digest and name', `targets/${sha256Hex(hello)}.hello.txt`],
  ])('are found %s', async (_, path) => {
    expect(
      await codes(
        repository({ 'targets.json': signedTargets({ 'hello.txt': facts }), [path]: hello }),
      ),
    ).toEqual([]);
  });

  it('are found below folders, with the digest before the last name', async () => {
    const listed = signedTargets({ 'a/b/hello.txt': facts });
    expect(
      await codes(
        repository({
          'targets.json': listed,
          [`targets/a/b/${sha256Hex(hello)}.hello.txt`]: hello,
        }),
      ),
    ).toEqual([]);
  });

  it('are found where the repository itself lies below a folder', async () => {
    const files = repository({
      'targets.json': signedTargets({ 'hello.txt': facts }),
      'targets/hello.txt': hello,
    });
    expect(await codes(below('a/repository', files))).toEqual([]);
  });

  it.each<[string, JsonObject, string[]]>([
    [
      'no length, as empty ones have',
      { hashes: { sha256: sha256Hex(hello) } },
      ['target.no-length targets.json'],
    ],
    [
      'SHA-512 too',
      { length: hello.length, hashes: { sha512: toHex(sha512(hello)), sha256: sha256Hex(hello) } },
      [],
    ],
    [
      'a digest of an unknown kind beside a known one',
      { length: hello.length, hashes: { sha256: sha256Hex(hello), md5: '00' } },
      [],
    ],
    ['another length', { ...facts, length: 7 }, ['target.mismatch targets/hello.txt']],
    [
      'another SHA-512',
      { length: hello.length, hashes: { sha512: toHex(sha512(utf8('x'))) } },
      ['target.mismatch targets/hello.txt'],
    ],
    [
      'another SHA-256',
      { length: hello.length, hashes: { sha256: sha256Hex(utf8('x')) } },
      ['target.mismatch targets/hello.txt'],
    ],
  ])('listed with %s', async (_, listed, expected) => {
    expect(
      await codes(
        repository({
          'targets.json': signedTargets({ 'hello.txt': listed }),
          'targets/hello.txt': hello,
        }),
      ),
    ).toEqual(expected);
  });

  it('that only an older version lists may be gone, and are no stray files', async () => {
    const files = repository({
      '1.targets.json': signedTargets({ 'old.txt': facts, 'gone.txt': facts }, 1),
      'targets.json': signedTargets({ 'hello.txt': facts }, 2),
      'targets/hello.txt': hello,
      'targets/old.txt': hello,
    });
    expect(await codes(files)).toEqual([]);
  });

  it('that nobody lists are left aside by name', async () => {
    const files = repository({
      'targets.json': signedTargets({ 'hello.txt': facts }),
      'targets/hello.txt': hello,
      'targets/stray.txt': hello,
    });
    expect(await codes(files)).toEqual(['file.ignored targets/stray.txt']);
  });

  it('are not asked for by a role that nobody has signed', async () => {
    const unsigned = file(role('targets', 1, { targets: { 'hello.txt': facts } }), []);
    expect(
      await codes(repository({ 'targets.json': unsigned, 'targets/other.txt': hello })),
    ).toEqual(['role.threshold-not-met targets.json', 'file.ignored targets/other.txt']);
  });

  it('of a delegated role are held against that role', async () => {
    const delegating = role('targets', 1, {
      delegations: {
        keys: { [dora.keyid]: dora.object },
        roles: [
          { name: 'tools', keyids: [dora.keyid], threshold: 1, paths: ['*'], terminating: false },
        ],
      },
    });
    const files = repository({
      'targets.json': file(delegating, [online]),
      'tools.json': file(role('targets', 1, { targets: { 'tool.txt': facts } }), [dora]),
      'targets/tool.txt': utf8('changed'),
    });
    expect(await codes(files)).toEqual(['target.mismatch targets/tool.txt']);
  });

  it('cannot point out of their folder', async () => {
    const files = repository({
      'targets.json': signedTargets({ '../1.root.json': facts }),
      'targets/hello.txt': hello,
    });
    expect(await codes(files)).toEqual([
      'target.missing targets.json',
      'file.ignored targets/hello.txt',
    ]);
  });
});
