import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { within } from '../../../main/ceremonies/directory.ts';
import { filesBelow } from '../../../main/ceremonies/files-below.ts';
import { openDirectory } from '../../../main/ceremonies/linux-directory.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';

const bounds = { files: 5, bytes: 16 };

async function below(path: string, ...names: string[]) {
  return within(openDirectory(path), (directory) => filesBelow(directory, names, bounds));
}

describe('the files below a folder', () => {
  test('come in the order of their paths, from any depth', async () => {
    const path = await scratchFolder();
    await mkdir(join(path, 'targets', 'b', 'c'), { recursive: true });
    await writeFile(join(path, 'targets', 'z'), 'last');
    await writeFile(join(path, 'targets', 'b', 'c', 'deep'), 'deep');
    await writeFile(join(path, 'beside'), 'no');
    const files = await below(path, 'targets');
    expect(files.map((file) => file.path)).toEqual(['targets/b/c/deep', 'targets/z']);
    expect(new TextDecoder().decode(files[0]?.bytes)).toBe('deep');
  });

  test('are none where the folder is missing, or is a file', async () => {
    const path = await scratchFolder();
    expect(await below(path, 'targets')).toEqual([]);
    await writeFile(join(path, 'targets'), 'a file');
    expect(await below(path, 'targets')).toEqual([]);
  });

  test('are never links, and never hidden', async () => {
    const path = await scratchFolder();
    await mkdir(join(path, 'targets'));
    await writeFile(join(path, 'secret'), 'secret');
    await symlink(join(path, 'secret'), join(path, 'targets', 'link'));
    await symlink(path, join(path, 'targets', 'up'));
    await writeFile(join(path, 'targets', '.hidden'), 'no');
    expect(await below(path, 'targets')).toEqual([]);
  });

  test('stop at a name that no other system could hold, and say it safely', async () => {
    const path = await scratchFolder();
    await mkdir(join(path, 'targets'));
    await writeFile(join(path, 'targets', 'a\u001b[31m'), 'x');
    expect(await rejectionOf(below(path, 'targets'))).toMatchObject({
      code: 'folder.name',
      place: 'targets/a??31m',
    });
  });

  test('are bounded in number, size and depth', async () => {
    const path = await scratchFolder();
    await mkdir(join(path, 'many'));
    for (let index = 0; index < 6; index++) await writeFile(join(path, 'many', `f${index}`), '');
    expect(await rejectionOf(below(path, 'many'))).toMatchObject({ code: 'folder.too-large' });
    await mkdir(join(path, 'large'));
    await writeFile(join(path, 'large', 'file'), 'x'.repeat(17));
    expect(await rejectionOf(below(path, 'large'))).toMatchObject({ code: 'folder.too-large' });
    await mkdir(join(path, 'deep', '1', '2', '3', '4', '5', '6', '7'), { recursive: true });
    expect(await rejectionOf(below(path, 'deep'))).toMatchObject({ code: 'folder.too-large' });
  });
});
