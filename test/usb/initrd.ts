/** One file of an initial memory disk. */
export interface DiskFile {
  readonly path: string;
  readonly data: Uint8Array;
  readonly executable?: boolean;
}

const regular = 0o100_000;
const folder = 0o040_000;

/** An initial memory disk in the kernel's own form, "newc" (Documentation/driver-api/early-userspace/buffer-format.rst). */
export function initrd(folders: readonly string[], files: readonly DiskFile[]): Buffer {
  const entries = [
    ...folders.map((path) => entry(path, folder | 0o755, new Uint8Array())),
    ...files.map(({ path, data, executable }) =>
      entry(path, regular | (executable === true ? 0o755 : 0o644), data),
    ),
    entry('TRAILER!!!', 0, new Uint8Array()),
  ];
  return Buffer.concat(entries);
}

function entry(path: string, mode: number, data: Uint8Array): Buffer {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  // Inode, mode, owner, group, links, time, size, four device numbers, length of the name, checksum.
  const numbers = [0, mode, 0, 0, links, 0, data.length, 0, 0, 0, 0, name.length, 0];
  const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([aligned(Buffer.concat([Buffer.from(head), name])), aligned(data)]);
}

function aligned(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
