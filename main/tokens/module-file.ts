import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { parseSha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { TokenError } from './token-error.ts';
import type { ModuleId } from './token.ts';

/** A module file that was read. Nothing of it has run. */
export interface ReadModule {
  /** Without symlinks. */
  readonly path: string;
  readonly name: string;
  readonly sha256: Sha256Hex;
  /** Why it must never be loaded, in one sentence; null for a file that may be approved. */
  readonly refused: string | null;
}

const largestModule = 64 * 1024 * 1024;

/** Passes every call on, and writes what it sees to a file: the PIN too. Found in the bytes, so that a renamed one is found. */
const spyMark = Buffer.from('PKCS11SPY');

/**
 * Reads a module's file by its real path: digest, and whether it must be refused.
 * Throws TokenError `module.unreadable` for what is no regular file of at most 64 MiB in a native format.
 */
export async function readModule(file: string): Promise<ReadModule> {
  if (!path.isAbsolute(file)) throw unreadable('the path is not a full one');
  try {
    const real = await realpath(file);
    const bytes = await readBounded(real);
    const name = path.basename(real);
    const sha256 = parseSha256Hex(createHash('sha256').update(bytes).digest('hex'));
    return { path: real, name, sha256, refused: refusal([path.basename(file), name], bytes) };
  } catch (error) {
    if (error instanceof TokenError) throw error;
    throw unreadable('the file can not be read', error);
  }
}

/** The id of a module: what its file is, not where it lies. */
export function moduleIdOf(sha256: Sha256Hex): ModuleId {
  const id = `m-${sha256.slice(0, 32)}`;
  if (isModuleId(id)) return id;
  throw unreadable('the digest is none');
}

export function isModuleId(text: string): text is ModuleId {
  return /^m-([0-9a-f]{32}|practice)$/.test(text);
}

async function readBounded(real: string): Promise<Buffer> {
  // Without O_NONBLOCK, a named pipe in place of the file would hold the station.
  const handle = await open(real, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = await handle.stat();
    if (!status.isFile() || status.size > largestModule) {
      throw unreadable('it is no regular file of at most 64 MiB');
    }
    const bytes = await handle.readFile();
    if (!isNative(bytes)) throw unreadable('it is no library of this kind of machine');
    return bytes;
  } finally {
    await handle.close();
  }
}

/** ELF, Mach-O (thin or fat) or PE, by the first bytes. */
function isNative(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('hex');
  return (
    ['7f454c46', 'cffaedfe', 'cafebabe', 'cafebabf'].includes(start) || start.startsWith('4d5a')
  );
}

function refusal(names: readonly string[], bytes: Buffer): string | null {
  if (bytes.includes(spyMark) || names.some((name) => /pkcs11[-_]?spy/i.test(name))) {
    return 'This library writes everything it sees to a file, PINs too. The station never loads it.';
  }
  if (names.some((name) => /p11-kit-(proxy|client)/i.test(name))) {
    return 'This library loads others that nobody approved. Choose the library of the token itself.';
  }
  return null;
}

function unreadable(found: string, cause?: unknown): TokenError {
  return new TokenError('module.unreadable', 'the file can not be used as a library for tokens', {
    expected: 'a library that the vendor of the token gives out',
    found,
    hint: "Choose the file that the vendor's package installs.",
    cause,
  });
}
