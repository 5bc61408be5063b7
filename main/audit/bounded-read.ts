import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AuditFile } from '../../src/audit/audit.ts';
import type { FileFacts } from '../../src/audit/input.ts';
import { parseSha256Hex } from '../../src/encoding/digest.ts';
import type { Reading } from './git/history.ts';
import { unreadable } from './input-refusals.ts';

/**
 * At most `limit` + 1 bytes; of a larger file the digests are taken of all of it. A link or pipe that took the file's
 * place since it was listed is not followed.
 */
export async function readBounded(
  path: string,
  label: string,
  limit: number,
  reading: Reading,
): Promise<Pick<AuditFile, 'bytes' | 'whole'>> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((cause: unknown) => {
    throw unreadable(label, 'a file without permission to read', cause);
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw unreadable(label, 'something that is no file any more');
    const buffer = new Uint8Array(Math.min(facts.size, limit) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const bytes = buffer.slice(0, length);
    return length <= limit
      ? { bytes }
      : { bytes, whole: await digestsOf(file, facts.size, label, reading) };
  } finally {
    await file.close();
  }
}

/** Only so far as the file was long when it was opened: one that grows has no end. */
async function digestsOf(
  file: FileHandle,
  size: number,
  label: string,
  { signal, progress }: Reading,
): Promise<FileFacts> {
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')];
  const part = new Uint8Array(1024 * 1024);
  let length = 0;
  while (length < size) {
    signal?.throwIfAborted();
    progress?.(`${mebibytes(length)} of ${mebibytes(size)} MiB of ${basename(label)}`);
    const wanted = Math.min(part.length, size - length);
    const { bytesRead } = await file.read(part, 0, wanted, length);
    if (bytesRead === 0) break;
    sha256.update(part.subarray(0, bytesRead));
    sha512.update(part.subarray(0, bytesRead));
    length += bytesRead;
  }
  return { length, sha256: parseSha256Hex(sha256.digest('hex')), sha512: sha512.digest('hex') };
}

function mebibytes(bytes: number): string {
  return Math.ceil(bytes / 1024 / 1024).toLocaleString('en-US');
}
