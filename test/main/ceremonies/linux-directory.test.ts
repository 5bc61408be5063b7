import { execFileSync } from 'node:child_process';
import { link, mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { within } from '../../../main/ceremonies/directory.ts';
import { createFile, replaceFile } from '../../../main/ceremonies/durable-file.ts';
import { readChosenFile } from '../../../main/ceremonies/chosen-file.ts';
import { openDirectory } from '../../../main/ceremonies/linux-directory.ts';
import { atPath, readAt } from '../../../main/ceremonies/path-in-folder.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';

const bytes = utf8('content');

/** A ceremony folder, and beside it a file that nothing in the folder may reach. */
async function folderAndOutside(): Promise<{ folder: string; outside: string; secret: string }> {
  const top = await scratchFolder();
  const [folder, outside] = [join(top, 'ceremony'), join(top, 'outside')];
  await mkdir(folder);
  await mkdir(outside);
  const secret = join(outside, 'secret');
  await writeFile(secret, 'not yours');
  return { folder, outside, secret };
}

describe('a folder', () => {
  test('reads, lists and writes what is in it', async () => {
    const { folder } = await folderAndOutside();
    await within(openDirectory(folder), async (directory) => {
      await atPath(directory, 'keys/1/1_pubkey.pem', 'make', (spot) =>
        createFile(spot.directory, spot.name, bytes),
      );
      expect(await readAt(directory, 'keys/1/1_pubkey.pem', 100)).toStrictEqual(bytes);
      expect(await readAt(directory, 'keys/2/2_pubkey.pem', 100)).toBeNull();
      expect(await directory.entries()).toStrictEqual([{ name: 'keys', kind: 'folder' }]);
      expect(await directory.kindOf('keys')).toBe('folder');
      expect(await directory.kindOf('none')).toBeNull();
    });
    expect(await readFile(join(folder, 'keys/1/1_pubkey.pem'), 'utf8')).toBe('content');
  });

  test('may lie behind a link: the person chose it', async () => {
    const { folder, outside } = await folderAndOutside();
    await symlink(folder, join(outside, 'shortcut'));
    await within(openDirectory(join(outside, 'shortcut')), (directory) =>
      createFile(directory, 'a', bytes),
    );
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('content');
  });

  test('is held by what it is and not by its path', async () => {
    const { folder, outside } = await folderAndOutside();
    await within(openDirectory(folder), async (directory) => {
      await rename(folder, `${folder}-moved`);
      await symlink(outside, folder);
      await createFile(directory, 'a', bytes);
    });
    expect(await readFile(join(`${folder}-moved`, 'a'), 'utf8')).toBe('content');
    expect(await rejectionOf(readFile(join(outside, 'a')))).toMatchObject({ code: 'ENOENT' });
  });

  test.each([
    ['is missing', 'none', 'folder.missing'],
    ['is a file', 'file', 'folder.not-a-file'],
  ])('that %s is not opened', async (_, name, code) => {
    const { folder } = await folderAndOutside();
    await writeFile(join(folder, 'file'), '');
    const error = await rejectionOf(openDirectory(join(folder, name)));
    expect(error).toMatchObject({ name: 'FolderError', code });
    expect(String(error) + JSON.stringify(error)).not.toContain(folder);
  });
});

describe('a link in a folder', () => {
  test('to a file is not read, replaced or appended through', async () => {
    const { folder, secret } = await folderAndOutside();
    await symlink(secret, join(folder, 'transcript.jsonl'));
    await within(openDirectory(folder), async (directory) => {
      const digest = sha256Hex(utf8('not yours'));
      for (const act of [
        () => directory.read('transcript.jsonl', 100),
        () => directory.append('transcript.jsonl'),
        () => createFile(directory, 'transcript.jsonl', bytes),
        () => replaceFile(directory, 'transcript.jsonl', bytes, digest),
      ])
        expect(await rejectionOf(act())).toMatchObject({
          code: 'folder.not-a-file',
          place: 'transcript.jsonl',
        });
      expect(await directory.entries()).toStrictEqual([
        { name: 'transcript.jsonl', kind: 'other' },
      ]);
    });
    expect(await readFile(secret, 'utf8')).toBe('not yours');
  });

  test('that leads nowhere is not created through', async () => {
    const { folder, outside } = await folderAndOutside();
    await symlink(join(outside, 'new'), join(folder, 'root.json'));
    await within(openDirectory(folder), async (directory) => {
      expect(await rejectionOf(createFile(directory, 'root.json', bytes))).toMatchObject({
        code: 'folder.not-a-file',
      });
      expect(await rejectionOf(directory.create('root.json'))).toMatchObject({
        code: 'folder.exists',
      });
    });
    expect(await rejectionOf(readFile(join(outside, 'new')))).toMatchObject({ code: 'ENOENT' });
  });

  test('to a folder is not gone through', async () => {
    const { folder, outside } = await folderAndOutside();
    await symlink(outside, join(folder, 'keys'));
    await within(openDirectory(folder), async (directory) => {
      for (const missing of ['make', 'stop'] as const) {
        const write = atPath(directory, 'keys/secret', missing, (spot) =>
          createFile(spot.directory, spot.name, bytes),
        );
        expect(await rejectionOf(write)).toMatchObject({
          code: 'folder.not-a-file',
          place: 'keys',
        });
      }
      expect(await rejectionOf(readAt(directory, 'keys/secret', 100))).toMatchObject({
        code: 'folder.not-a-file',
      });
    });
  });

  test('to nothing at all stays the same, and so does a second name of a file elsewhere', async () => {
    const { folder, secret } = await folderAndOutside();
    await link(secret, join(folder, 'transcript.jsonl'));
    await within(openDirectory(folder), async (directory) => {
      expect(await rejectionOf(directory.append('transcript.jsonl'))).toMatchObject({
        code: 'folder.not-a-file',
        found: 'a file with a second name',
      });
      // Replacing takes the name away from the other file and leaves its content alone.
      await replaceFile(directory, 'transcript.jsonl', bytes, sha256Hex(utf8('not yours')));
    });
    expect(await readFile(secret, 'utf8')).toBe('not yours');
  });
});

describe('what is no file', () => {
  test('a pipe does not keep the station waiting', async () => {
    const { folder } = await folderAndOutside();
    execFileSync('mkfifo', [join(folder, 'ceremony.yaml')]);
    await within(openDirectory(folder), async (directory) => {
      expect(await rejectionOf(directory.read('ceremony.yaml', 100))).toMatchObject({
        code: 'folder.not-a-file',
      });
      expect(await rejectionOf(directory.append('ceremony.yaml'))).toMatchObject({
        name: 'FolderError',
      });
    });
  });

  test('a folder is not read as a file', async () => {
    const { folder } = await folderAndOutside();
    await mkdir(join(folder, 'root.json'));
    await within(openDirectory(folder), async (directory) => {
      expect(await rejectionOf(directory.read('root.json', 100))).toMatchObject({
        code: 'folder.not-a-file',
      });
      expect(await rejectionOf(createFile(directory, 'root.json', bytes))).toMatchObject({
        name: 'FolderError',
      });
    });
  });
});

describe('limits', () => {
  test('a file above its limit is not read', async () => {
    const { folder } = await folderAndOutside();
    await writeFile(join(folder, 'a'), 'x'.repeat(11));
    await within(openDirectory(folder), async (directory) => {
      expect((await directory.read('a', 11))?.length).toBe(11);
      expect(await rejectionOf(directory.read('a', 10))).toMatchObject({
        code: 'folder.too-large',
        expected: 'at most 10 bytes',
      });
    });
    expect(fromUtf8(await readChosenFile(join(folder, 'a'), 11))).toBe('x'.repeat(11));
    expect(await rejectionOf(readChosenFile(join(folder, 'a'), 10))).toMatchObject({
      code: 'folder.too-large',
    });
  });

  test.each([
    '',
    '.',
    '..',
    '../secret',
    'a/b',
    '/etc/passwd',
    '.git',
    '-x',
    '.station-',
    '.station-a/b',
    'a\0',
  ])('the name %j is refused', async (name) => {
    const { folder } = await folderAndOutside();
    await within(openDirectory(folder), async (directory) => {
      for (const act of [
        () => directory.read(name, 10),
        () => directory.create(name),
        () => directory.open(name),
        () => directory.make(name),
        () => directory.rename('a', name),
        () => directory.remove(name),
      ])
        expect(await rejectionOf(act())).toMatchObject({ code: 'folder.name' });
    });
  });

  test.each(['../a', 'a/../../b', '/a', 'a//b', ''])('the path %j is refused', async (path) => {
    const { folder } = await folderAndOutside();
    await within(openDirectory(folder), async (directory) => {
      expect(await rejectionOf(readAt(directory, path, 10))).toMatchObject({ code: 'folder.name' });
    });
  });

  test('a file in /proc, which has content and no size, is no surprise', async () => {
    expect(await rejectionOf(readChosenFile('/proc/self/status', 1e6))).toMatchObject({
      code: 'folder.changed',
    });
  });
});
