import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, normalize } from 'node:path';
import type { AuditFile, Skipped } from '../../src/audit/audit.ts';
import { type GitProblem, gitFindings } from '../../src/audit/git-findings.ts';
import type { FileFacts } from '../../src/audit/input.ts';
import type { Finding } from '../../src/audit/report.ts';
import { parseSha256Hex } from '../../src/encoding/digest.ts';
import { gitHistory, type Reading } from './git/history.ts';
import type { FilePlace } from './file-place.ts';
import { InputError } from './input-error.ts';
import { type Limits, limits } from './limits.ts';

export { limits } from './limits.ts';

/** Files as they are read, and what was found beside them: complete once the files are. */
export interface InputStream {
  readonly files: AsyncIterable<AuditFile>;
  readonly skipped: readonly Skipped[];
  readonly noticed: () => readonly Finding[];
  /** How many files were read so far. */
  readonly count: () => number;
  /** Where each file that was read lies, by its path in the audit. */
  readonly where: ReadonlyMap<string, FilePlace>;
}

export interface OpenOptions extends Reading {
  /** Every path is a Git repository, and its whole history is read. */
  readonly git?: boolean;
  /** What several paths are called, each another name; a window shows no path. */
  readonly names?: readonly string[];
}

export interface Collected {
  readonly files: readonly AuditFile[];
  readonly skipped: readonly Skipped[];
}

/** Folders of tools, never part of a ceremony. */
const toolFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/**
 * Reads files and folders for an audit, one after another, so that they are never all in memory. Paths are relative to
 * what was given, with `/`: below a folder that is given alone they start in it; several are told apart by their names.
 * Links are not followed.
 * The stream throws InputError, and the reason of `signal`.
 */
export function openInputs(
  given: readonly string[],
  bounds: Limits = limits,
  { git = false, names, signal, progress }: OpenOptions = {},
): InputStream {
  const skipped: Skipped[] = [];
  const problems: GitProblem[] = [];
  const where = new Map<string, FilePlace>();
  let read = 0;
  const labels = given.length < 2 ? [''] : (names ?? labelsFor(given));
  async function* files(): AsyncGenerator<AuditFile> {
    const seen = new Set<string>();
    let bytes = 0;
    for (const [index, path] of given.entries()) {
      const label = labels[index] ?? '';
      const found = git
        ? gitHistory(
            path,
            label === '' ? '' : `${label}@`,
            bounds,
            { skipped, problems, where },
            { signal, progress },
          )
        : filesBelow(path, label, bounds, { skipped, seen, where }, { signal, progress });
      for await (const file of found) {
        signal?.throwIfAborted();
        read += 1;
        bytes += file.whole?.length ?? file.bytes.length;
        if (bytes > bounds.totalBytes || read > bounds.files) throw tooMuch(path);
        yield file;
      }
    }
  }
  return {
    files: files(),
    skipped,
    noticed: () => gitFindings(problems),
    count: () => read,
    where,
  };
}

/** All files at once: for folders that are known to be small. @throws InputError */
export async function collect(
  given: readonly string[],
  bounds: Limits = limits,
  signal?: AbortSignal,
): Promise<Collected> {
  const stream = openInputs(given, bounds, signal === undefined ? {} : { signal });
  const files: AuditFile[] = [];
  for await (const file of stream.files) files.push(file);
  return { files, skipped: stream.skipped };
}

interface FolderNotes {
  readonly skipped: Skipped[];
  readonly seen: Set<string>;
  readonly where: Map<string, FilePlace>;
}

async function* filesBelow(
  path: string,
  label: string,
  bounds: Limits,
  { skipped, seen, where }: FolderNotes,
  reading: Reading,
): AsyncGenerator<AuditFile> {
  for await (const found of walk(path, label, bounds)) {
    if (found.why !== null) {
      skipped.push({ path: found.label, why: found.why });
      continue;
    }
    const identity = await realpath(found.path);
    if (seen.has(identity)) continue;
    seen.add(identity);
    where.set(found.label, { kind: 'file', path: found.path });
    const content = await readBounded(found.path, found.label, bounds.fileBytes, reading);
    yield { path: found.label, ...content };
  }
}

interface Found {
  readonly path: string;
  readonly label: string;
  /** Why it is not read; null for a file to read. */
  readonly why: string | null;
}

async function* walk(path: string, label: string, bounds: Limits): AsyncGenerator<Found> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw isDenied(cause)
      ? unreadable(path, 'a folder on the way that may not be entered', cause)
      : missing(path, cause);
  });
  if (facts.isDirectory()) yield* walkFolder(path, label, bounds, 0);
  else if (facts.isFile())
    yield { path: await realpath(path), label: label || basename(path), why: null };
  else throw noFile(path);
}

async function* walkFolder(
  folder: string,
  label: string,
  bounds: Limits,
  depth: number,
): AsyncGenerator<Found> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(folder, 'a folder without permission to read', cause);
  });
  if (entries.length > bounds.files) throw tooMuch(folder);
  for (const entry of entries) {
    // What is no UTF-8 comes with this character in its place, and cannot be opened by that name.
    const isReadable = !entry.name.includes('\uFFFD');
    const found = { path: join(folder, entry.name), label: joined(label, entry.name), why: null };
    if (!isReadable) yield { ...found, why: 'its name is no text' };
    else if (entry.isSymbolicLink()) yield { ...found, why: 'it is a link' };
    else if (entry.isFile()) yield found;
    else if (!entry.isDirectory()) yield { ...found, why: 'it is no file' };
    else if (toolFolders.has(entry.name)) yield { ...found, why: 'it is a folder of a tool' };
    else if (depth >= bounds.depth) throw tooMuch(found.path);
    else yield* walkFolder(found.path, found.label, bounds, depth + 1);
  }
}

/**
 * At most `limit` + 1 bytes; of a larger file the digests are taken of all of it. A link or pipe that took the file's
 * place since it was listed is not followed.
 */
async function readBounded(
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

/** The last name of each, or the path as it was typed where two names are alike. */
function labelsFor(given: readonly string[]): readonly string[] {
  const names = given.map((path) => basename(normalize(path)));
  return given.map((path, index) => {
    const name = names[index] ?? '';
    const alone = names.filter((other) => other === name).length === 1;
    return alone && name !== '.' && name !== '..' ? name : slashed(normalize(path));
  });
}

function joined(label: string, name: string): string {
  return label === '' ? name : `${label}/${name}`;
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
}

function missing(path: string, cause: unknown): InputError {
  return new InputError('input.missing', `there is no file or folder ${basename(path)}`, {
    place: basename(path),
    hint: 'Check the name, or whether the stick is plugged in.',
    cause,
  });
}

function isDenied(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EACCES';
}

function noFile(path: string): InputError {
  return new InputError('input.unreadable', `${basename(path)} is neither a file nor a folder`, {
    place: basename(path),
    expected: 'a file or folder',
    found: 'a device, a pipe or a socket',
    hint: 'Give the file or the folder itself.',
  });
}

function unreadable(path: string, found: string, cause?: unknown): InputError {
  return new InputError('input.unreadable', `${basename(path)} cannot be read`, {
    place: basename(path),
    expected: 'a file or folder that may be read',
    found,
    hint: 'Give yourself permission to read it, or copy the files to another place.',
    cause,
  });
}

function tooMuch(path: string): InputError {
  return new InputError('input.too-much', `${basename(path)} holds more than an audit reads`, {
    place: basename(path),
    expected: `at most ${limits.files} files in ${limits.depth} levels, ${limits.totalBytes / 1024 / 1024} MiB`,
    hint: 'Choose the folder of the ceremony or the repository itself.',
  });
}
