import { readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskError, errnoOf } from '../../../main/ceremonies/disk-error.ts';
import { FolderError } from '../../../main/ceremonies/folder-error.ts';
import { onDisk } from '../../../main/ceremonies/on-disk.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';

/** As the system throws it: its message holds a whole path. */
function systemError(code: string): Error {
  const message = `${code}: refused, open '/home/priya/secret/root.json'`;
  return Object.assign(new Error(message), { code, syscall: 'open', path: '/home/priya/secret' });
}

describe('what the system says', () => {
  test.each([
    ['ENOSPC', 'folder.full'],
    ['EDQUOT', 'folder.full'],
    ['EFBIG', 'folder.full'],
    ['EROFS', 'folder.read-only'],
    ['EACCES', 'folder.read-only'],
    ['EPERM', 'folder.read-only'],
    ['EIO', 'folder.gone'],
    ['ENODEV', 'folder.gone'],
    ['ENXIO', 'folder.gone'],
    ['ESTALE', 'folder.gone'],
    ['ENOMEDIUM', 'folder.gone'],
    ['ENOENT', 'folder.missing'],
    ['ELOOP', 'folder.not-a-file'],
    ['ENOTDIR', 'folder.not-a-file'],
    ['EISDIR', 'folder.not-a-file'],
    ['EEXIST', 'folder.exists'],
    ['ENOTEMPTY', 'folder.exists'],
    ['ENOTSUP', 'folder.no-links'],
    ['EOPNOTSUPP', 'folder.no-links'],
    ['ENOSYS', 'folder.no-links'],
    ['EMLINK', 'folder.no-links'],
  ])('%s is %s', (system, code) => {
    const error = diskError(systemError(system), 'staged/root.json');
    expect(error).toBeInstanceOf(FolderError);
    expect(error).toMatchObject({ code, place: 'staged/root.json' });
  });

  test('is named by its code where no words are known for it', () => {
    expect(diskError(systemError('EBADMSG'), 'a')).toMatchObject({
      code: 'folder.failed',
      place: 'a',
      found: 'EBADMSG',
      hint: 'Do this step again. If it stops again, choose another folder.',
    });
  });

  test('never comes with a path of this machine, but in its cause', () => {
    for (const system of ['ENOSPC', 'ENOENT', 'EBADMSG', '__proto__', 'constructor']) {
      const error = diskError(systemError(system), 'staged/root.json');
      if (!(error instanceof FolderError)) throw new Error(`${system} has no words`);
      const { cause, message, hint, found, place } = error;
      expect(JSON.stringify([message, hint, found, place])).not.toContain('priya');
      expect(cause).toBeInstanceOf(Error);
    }
  });

  test('is told apart from errors of the station, which stay as they are', () => {
    const own = new FolderError('folder.changed', 'the file changed', { hint: 'Again.' });
    const fault = new TypeError('ours');
    const coded = Object.assign(new Error('of a library'), { code: 'ENOSPC' });
    for (const error of [own, fault, coded, 'ENOSPC', null, undefined])
      expect(diskError(error, 'a')).toBe(error);
  });
});

describe('the code of an error', () => {
  test.each([
    ['of the system', systemError('ENOSPC'), 'ENOSPC'],
    ['without a call of the system', Object.assign(new Error(''), { code: 'ENOSPC' }), null],
    ['with a number', Object.assign(new Error(''), { code: 28, syscall: 'open' }), null],
    ['that is no error', { code: 'ENOSPC', syscall: 'open' }, null],
    ['that is nothing', null, null],
  ])('%s', (_, error, code) => {
    expect(errnoOf(error)).toBe(code);
  });
});

describe('an act on the disk', () => {
  test('gives what it gives', async () => {
    expect(await onDisk('a', () => Promise.resolve(7))).toBe(7);
  });

  test('says in words what the real system refuses', async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, 'file'), '');
    const acts = [
      [() => readFile(join(folder, 'none')), 'folder.missing'],
      [() => readFile(folder), 'folder.not-a-file'],
      [() => readFile(join(folder, 'file', 'in-it')), 'folder.not-a-file'],
      [() => writeFile(join(folder, 'file'), '', { flag: 'wx' }), 'folder.exists'],
      [() => rmdir(folder), 'folder.exists'],
    ] as const;
    for (const [act, code] of acts)
      expect(await rejectionOf(onDisk<unknown>('keys', act))).toMatchObject({
        name: 'FolderError',
        code,
        place: 'keys',
      });
  });

  test('hands on what it threw before it came to the disk', async () => {
    const fault = new RangeError('ours');
    const act = () => {
      throw fault;
    };
    expect(await rejectionOf(onDisk('a', act))).toBe(fault);
  });
});
