import { constants } from 'node:fs';
import {
  link,
  lstat,
  mkdir,
  open,
  opendir,
  realpath,
  rename,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { errnoOf } from './disk-error.ts';
import type { Directory, Entry, WritableFile } from './directory.ts';
import { FolderError } from './folder-error.ts';
import { notAFile, tooLarge } from './folder-refusals.ts';
import { LinuxFile } from './linux-file.ts';
import { onDisk } from './on-disk.ts';
import { readWhole } from './read-whole.ts';
import { safeName } from './safe-name.ts';

const mostEntries = 10_000;
const { O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } =
  constants;

/**
 * Opens a folder that a person chose. Links on the way to it are followed, since the person's own home may lie behind
 * one; from there on down none is.
 */
export async function openDirectory(path: string): Promise<Directory> {
  return onDisk('', async () => {
    const handle = await open(await realpath(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    return new LinuxDirectory(handle, '');
  });
}

/**
 * A folder held open by its descriptor. Everything in it is reached through `/proc/self/fd`, which is Linux' way to
 * name a file relative to an open folder (openat): a folder that is exchanged for a link in the meantime changes nothing.
 */
class LinuxDirectory implements Directory {
  readonly place: string;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, place: string) {
    this.#handle = handle;
    this.place = place;
  }

  open(name: string): Promise<Directory> {
    return this.#on(name, async (path) => {
      const handle = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      return new LinuxDirectory(handle, this.#placeOf(name));
    });
  }

  async make(name: string): Promise<Directory> {
    await this.#on(name, async (path) => {
      try {
        await mkdir(path, { mode: 0o755 });
        await this.sync();
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    });
    return this.open(name);
  }

  entries(): Promise<readonly Entry[]> {
    return onDisk(this.place, async () => {
      const entries: Entry[] = [];
      for await (const entry of await opendir(this.#own())) {
        if (entries.length === mostEntries) throw tooLarge(this.place, `${mostEntries} entries`);
        const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
        entries.push({ name: entry.name, kind });
      }
      return entries;
    });
  }

  kindOf(name: string): Promise<Entry['kind'] | null> {
    return this.#on(name, async (path) => {
      try {
        const status = await lstat(path);
        return status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other';
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return null;
        throw error;
      }
    });
  }

  read(name: string, limit: number): Promise<Uint8Array | null> {
    return this.#on(name, async (path) => {
      let handle;
      try {
        // Without O_NONBLOCK a pipe under the name would keep the station waiting for ever.
        handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return null;
        throw error;
      }
      try {
        return await readWhole(handle, this.#placeOf(name), limit);
      } finally {
        await handle.close();
      }
    });
  }

  create(name: string): Promise<WritableFile> {
    return this.#on(name, async (path) => {
      const handle = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
      return new LinuxFile(handle, this.#placeOf(name));
    });
  }

  append(name: string): Promise<WritableFile> {
    return this.#on(name, async (path) => {
      const handle = await open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK);
      const status = await handle.stat();
      // A second name could lie outside of the ceremony: then this would write there.
      if (status.isFile() && status.nlink === 1) return new LinuxFile(handle, this.#placeOf(name));
      await handle.close();
      throw notAFile(
        this.#placeOf(name),
        status.isFile() ? 'a file with a second name' : 'no file',
      );
    });
  }

  link(from: string, to: string): Promise<void> {
    return this.#on(to, async (path) => {
      try {
        await link(this.#path(from), path);
      } catch (error) {
        // FAT answers a hard link with EPERM, which elsewhere means write protection.
        if (errnoOf(error) !== 'EPERM') throw error;
        throw new FolderError('folder.no-links', 'this disk has no hard links', {
          place: this.#placeOf(to),
          hint: 'The station does without them here.',
          cause: error,
        });
      }
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.#on(to, (path) => rename(this.#path(from), path));
  }

  remove(name: string): Promise<void> {
    return this.#on(name, (path) => unlink(path));
  }

  sync(): Promise<void> {
    return onDisk(this.place, async () => {
      try {
        await this.#handle.sync();
      } catch (error) {
        // Some network file systems cannot sync a folder at all, and say it so.
        if (errnoOf(error) !== 'EINVAL') throw error;
      }
    });
  }

  close(): Promise<void> {
    return onDisk(this.place, () => this.#handle.close());
  }

  #on<Result>(name: string, act: (path: string) => Promise<Result>): Promise<Result> {
    return onDisk(this.#placeOf(name), () => act(this.#path(name)));
  }

  #own(): string {
    return `/proc/self/fd/${this.#handle.fd}`;
  }

  #path(name: string): string {
    return `${this.#own()}/${safeName(name, this.place)}`;
  }

  #placeOf(name: string): string {
    return this.place === '' ? name : `${this.place}/${name}`;
  }
}
