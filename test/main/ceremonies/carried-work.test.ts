import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folderWork, shownName } from '../../../main/ceremonies/carried-work.ts';
import { Word } from '../../../src/ceremony/record-values.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';

const plan = sha256Hex(utf8('a plan'));

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const top = await scratchFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(top, path, '..'), { recursive: true });
    await writeFile(join(top, path), text);
  }
  return top;
}

const pathsOf = async (files: Readonly<Record<string, string>>) =>
  [...(await folderWork(await folder(files), plan)).files.keys()].toSorted();

describe('what a person chose', () => {
  test('is a ceremony folder: plan, record, keys and what is staged, and nothing else', async () => {
    expect(
      await pathsOf({
        'ceremony.yaml': 'p',
        'transcript.jsonl': 't',
        'keys/24617802/24617802_pubkey.pem': 'k',
        'keys/24617802/24617802_key_cert.pem': 'c',
        'keys/24617802/other_pubkey.pem': 'x',
        'keys/24617802/deep/24617802_pubkey.pem': 'x',
        'staged/root.json': 's',
        'staged/targets/file.json': 'x',
        'repository/1.root.json': 'x',
        '.station-lock': 'x',
        'notes.txt': 'x',
      }),
    ).toEqual([
      'ceremony.yaml',
      'keys/24617802/24617802_key_cert.pem',
      'keys/24617802/24617802_pubkey.pem',
      'staged/root.json',
      'transcript.jsonl',
    ]);
  });

  test.each([
    ['the folder of a key', { '24617802_pubkey.pem': 'k' }],
    ['a folder with folders of keys', { '24617802/24617802_pubkey.pem': 'k' }],
    ['a folder keys', { 'keys/24617802/24617802_pubkey.pem': 'k' }],
  ])('is %s', async (_, files) => {
    expect(await pathsOf(files)).toEqual(['keys/24617802/24617802_pubkey.pem']);
  });

  test('has no links in it: what they lead to is somewhere else', async () => {
    const top = await folder({ 'keys/24617802/24617802_pubkey.pem': 'k' });
    const other = await folder({ 'root.json': 's' });
    await symlink(other, join(top, 'staged'));
    await symlink(join(other, 'root.json'), join(top, 'ceremony.yaml'));
    const { files } = await folderWork(top, plan);
    expect([...files.keys()]).toEqual(['keys/24617802/24617802_pubkey.pem']);
  });

  test('is not the bundle of nobody: a folder that looks like one has to be one', async () => {
    const top = await folder({ 'priya-raman-16.ceremony/keys/x.pem': 'x' });
    expect(await rejectionOf(folderWork(top, plan))).toMatchObject({ code: 'bundle.malformed' });
  });

  test('is more than anybody brings', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 600 }, (_, number) => [`staged/role-${number}.json`, '{}']),
    );
    expect(await rejectionOf(folderWork(await folder(many), plan))).toMatchObject({
      code: 'bundle.malformed',
      expected: 'at most 512 files',
      notDone: ['Nothing was taken.'],
    });
  });

  test('has a name that a record can hold, whatever it is called', () => {
    expect(shownName('Priya’s stick\n')).toBe('Priya-s stick-');
    expect(shownName(`${'a'.repeat(199)}𐐀`)).toBe('a'.repeat(199));
    assert(
      property(string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(Word.safeParse(shownName(name)).success).toBe(true);
      }),
    );
  });
});
