import type { FileHandle } from 'node:fs/promises';
import type { WritableFile } from './directory.ts';
import { onDisk } from './on-disk.ts';

/** A file held open by its descriptor, for writing. */
export class LinuxFile implements WritableFile {
  readonly #handle: FileHandle;
  readonly #place: string;

  constructor(handle: FileHandle, place: string) {
    this.#handle = handle;
    this.#place = place;
  }

  size(): Promise<number> {
    return onDisk(this.#place, async () => (await this.#handle.stat()).size);
  }

  write(bytes: Uint8Array): Promise<void> {
    return onDisk(this.#place, () => this.#handle.appendFile(bytes));
  }

  truncate(size: number): Promise<void> {
    return onDisk(this.#place, () => this.#handle.truncate(size));
  }

  sync(): Promise<void> {
    return onDisk(this.#place, () => this.#handle.sync());
  }

  close(): Promise<void> {
    return onDisk(this.#place, () => this.#handle.close());
  }
}
