import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AuditFile } from '../../src/audit/audit.ts';
import { parseSha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import type { FilePlace } from './file-place.ts';
import { openObjectReader } from './git/object-reader.ts';
import { findRepository } from './git/repository-folder.ts';
import { InputError } from './input-error.ts';
import { limits } from './limits.ts';

/** What a file was when it was judged. */
export interface FileMark {
  readonly sha256: Sha256Hex;
  readonly length: number;
}

/** The files of an audit: what each was when it was judged, and where it lies. */
export interface AuditedFiles {
  readonly marks: ReadonlyMap<string, FileMark>;
  readonly where: ReadonlyMap<string, FilePlace>;
}

export function markOf({ bytes, whole }: AuditFile): FileMark {
  if (whole !== undefined) return { sha256: whole.sha256, length: whole.length };
  const sha256 = parseSha256Hex(createHash('sha256').update(bytes).digest('hex'));
  return { sha256, length: bytes.length };
}

/**
 * Reads a file of an audit once more, whole. A file that is larger than an audit reads is not held a second time.
 * @returns its bytes and their digest as they are now, which need not be those that were judged
 * @throws InputError `input.missing` if nothing can be read there any more; `input.too-much`
 */
export async function readAgain(
  place: FilePlace,
): Promise<{ readonly bytes: Uint8Array; readonly sha256: Sha256Hex }> {
  const bytes = place.kind === 'file' ? await ofFile(place.path) : await ofObject(place);
  return { bytes, sha256: markOf({ path: '', bytes }).sha256 };
}

async function ofFile(path: string): Promise<Uint8Array> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((cause: unknown) => {
    throw gone(basename(path), cause);
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw gone(basename(path));
    const most = limits.fileBytes;
    const buffer = new Uint8Array(Math.min(facts.size, most) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > most) throw tooLarge(basename(path));
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}

async function ofObject({
  repository,
  oid,
}: Extract<FilePlace, { kind: 'object' }>): Promise<Uint8Array> {
  const reader = await openObjectReader(await findRepository(repository), {
    kept: limits.fileBytes + 1,
    sha256: oid.length === 64,
  });
  try {
    const object = await reader.read(oid);
    if (object === null || !object.genuine) throw gone(basename(repository));
    if (object.whole !== null) throw tooLarge(basename(repository));
    return object.content;
  } finally {
    await reader.close();
  }
}

function gone(place: string, cause?: unknown): InputError {
  return new InputError('input.missing', 'the file cannot be read any more', {
    place,
    expected: 'the file that was judged',
    found: 'nothing that can be read',
    hint: 'Plug the stick in again, or check the files again.',
    cause,
  });
}

function tooLarge(place: string): InputError {
  return new InputError('input.too-much', 'the file is too large to be shown', {
    place,
    expected: `at most ${limits.fileBytes / 1024 / 1024} MiB`,
    found: 'a larger file',
    hint: 'Look at it with a tool for large files.',
  });
}
