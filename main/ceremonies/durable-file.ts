import { randomBytes } from 'node:crypto';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { toHex } from '../../src/encoding/hex.ts';
import type { Directory } from './directory.ts';
import { FolderError } from './folder-error.ts';

/** Most bytes of any file that is replaced or compared: a transcript is the largest. */
export const longestFile = 64 * 1024 * 1024;

const partForm = /^\.station-[0-9a-f]{16}\.part$/;

/**
 * Makes a file that was not there. It has its whole content from its first moment on, and survives a power cut from the
 * moment that this returns. A file with the same bytes is left as it is.
 *
 * @throws FolderError `folder.exists` if other bytes are there
 */
export async function createFile(
  directory: Directory,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const there = await directory.read(name, longestFile);
  if (there !== null) {
    if (equalBytes(there, bytes)) return directory.sync();
    throw otherBytes(directory, name);
  }
  await withPart(directory, bytes, (part) => giveName(directory, part, name));
}

/**
 * Puts new content in place of the content with this digest, at once: whoever opens the file sees one or the other,
 * also after a power cut. Nothing is replaced that is not what the caller has read.
 *
 * @throws FolderError `folder.changed` if the file is missing or has another digest
 */
export async function replaceFile(
  directory: Directory,
  name: string,
  bytes: Uint8Array,
  expected: Sha256Hex,
): Promise<void> {
  await requireDigest(directory, name, expected);
  await withPart(directory, bytes, async (part) => {
    // Writing took time; look again at the last moment.
    await requireDigest(directory, name, expected);
    await directory.rename(part, name);
  });
}

/**
 * Reads a file back and compares it with what was written.
 * @throws FolderError `folder.read-back`
 */
export async function readBack(
  directory: Directory,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const found = await directory.read(name, longestFile);
  if (found !== null && equalBytes(found, bytes)) return;
  throw new FolderError('folder.read-back', 'the file on the disk is not what was written', {
    place: placeOf(directory, name),
    expected: `${bytes.length} bytes, digest ${sha256Hex(bytes)}`,
    found: found === null ? 'no file' : `${found.length} bytes, digest ${sha256Hex(found)}`,
    hint: 'Do not use this disk. Choose another one and do this step again.',
  });
}

/** Removes what a writer that was killed left half-written. Only for who holds the folder's lock. */
export async function sweepParts(directory: Directory): Promise<void> {
  for (const { name, kind } of await directory.entries()) {
    if (kind === 'file' && partForm.test(name)) await directory.remove(name);
  }
}

/**
 * Temporary file, sync, name, sync of the folder: the one way in which content gets onto the disk.
 * If any of it fails nothing has been renamed.
 * @param publish gives the temporary file its name
 */
export async function withPart(
  directory: Directory,
  bytes: Uint8Array,
  publish: (part: string) => Promise<void>,
): Promise<void> {
  const part = `.station-${toHex(randomBytes(8))}.part`;
  try {
    const file = await directory.create(part);
    try {
      await file.write(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(part);
  } catch (error) {
    // The sweep of the next opening removes what this cannot.
    await directory.remove(part).catch(() => undefined);
    throw error;
  }
  await directory.sync();
}

/** A hard link fails if the name was taken meanwhile; where there are none, looking and then moving has to do. */
async function giveName(directory: Directory, part: string, name: string): Promise<void> {
  try {
    await directory.link(part, name);
  } catch (error) {
    if (!(error instanceof FolderError) || error.code !== 'folder.no-links') throw error;
    if ((await directory.kindOf(name)) !== null) throw otherBytes(directory, name);
    return directory.rename(part, name);
  }
  return directory.remove(part);
}

async function requireDigest(
  directory: Directory,
  name: string,
  expected: Sha256Hex,
): Promise<void> {
  const there = await directory.read(name, longestFile);
  const found = there === null ? null : sha256Hex(there);
  if (found === expected) return;
  throw new FolderError('folder.changed', 'somebody changed the file since the station read it', {
    place: placeOf(directory, name),
    expected: `digest ${expected}`,
    found: found === null ? 'no file' : `digest ${found}`,
    hint: 'Close other programs that use this folder. Then open the ceremony again.',
    notDone: ['The file was not replaced.'],
  });
}

function otherBytes(directory: Directory, name: string): FolderError {
  return new FolderError('folder.exists', 'another file is there under this name', {
    place: placeOf(directory, name),
    expected: 'no file, or one with the same bytes',
    found: 'a file with other bytes',
    hint: 'Look at what is there. The station does not overwrite it.',
    notDone: ['Nothing was overwritten.'],
  });
}

function placeOf(directory: Directory, name: string): string {
  return directory.place === '' ? name : `${directory.place}/${name}`;
}
