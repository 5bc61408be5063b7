import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, normalize } from 'node:path';
import type { AuditFile, Skipped } from '../../src/audit/audit.ts';
import { InputError } from './input-error.ts';

/** Bounds for what one audit reads, so that a hostile or wrong folder cannot exhaust the machine. */
export interface Limits {
  readonly files: number;
  readonly depth: number;
  /** Of one file. One more byte is read, so that whoever parses it sees that it is too large. */
  readonly fileBytes: number;
  readonly totalBytes: number;
}

export const limits: Limits = {
  files: 20_000,
  depth: 16,
  fileBytes: 16 * 1024 * 1024,
  totalBytes: 512 * 1024 * 1024,
};

export interface Collected {
  readonly files: readonly AuditFile[];
  readonly skipped: readonly Skipped[];
}

/** Folders of tools, never part of a ceremony. */
const toolFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/**
 * Reads files and folders for an audit. Paths in the result are relative to what was given, with `/`: below a folder
 * that is given alone they start in it; several are told apart by their names. Links are not followed.
 * @throws InputError
 */
export async function collect(
  given: readonly string[],
  bounds: Limits = limits,
  signal?: AbortSignal,
): Promise<Collected> {
  const files: AuditFile[] = [];
  const skipped: Skipped[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  const labels = labelsFor(given);
  for (const [index, path] of given.entries()) {
    for await (const found of walk(path, labels[index] ?? '', bounds)) {
      signal?.throwIfAborted();
      if (found.why !== null) {
        skipped.push({ path: found.label, why: found.why });
        continue;
      }
      const identity = await realpath(found.path);
      if (seen.has(identity)) continue;
      seen.add(identity);
      const content = await readBounded(found.path, found.label, bounds.fileBytes);
      bytes += content.length;
      if (bytes > bounds.totalBytes || files.length >= bounds.files) throw tooMuch(path);
      files.push({ path: found.label, bytes: content });
    }
  }
  return { files, skipped };
}

interface Found {
  readonly path: string;
  readonly label: string;
  /** Why it is not read; null for a file to read. */
  readonly why: string | null;
}

async function* walk(path: string, label: string, bounds: Limits): AsyncGenerator<Found> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw missing(path, cause);
  });
  if (facts.isDirectory()) yield* walkFolder(path, label, bounds, 0);
  else if (facts.isFile())
    yield { path: await realpath(path), label: label || basename(path), why: null };
  else throw unreadable(path, 'a device or socket');
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
    const found = { path: join(folder, entry.name), label: joined(label, entry.name), why: null };
    if (entry.isSymbolicLink()) yield { ...found, why: 'it is a link' };
    else if (entry.isFile()) yield found;
    else if (!entry.isDirectory()) yield { ...found, why: 'it is no file' };
    else if (toolFolders.has(entry.name)) yield { ...found, why: 'it is a folder of a tool' };
    else if (depth >= bounds.depth) throw tooMuch(found.path);
    else yield* walkFolder(found.path, found.label, bounds, depth + 1);
  }
}

/** At most `limit` + 1 bytes. A link or pipe that took the file's place since it was listed is not followed. */
async function readBounded(path: string, label: string, limit: number): Promise<Uint8Array> {
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
    return buffer.slice(0, length);
  } finally {
    await file.close();
  }
}

/** "" for one path alone; else its last name, or the path as it was typed where two names are alike. */
function labelsFor(given: readonly string[]): readonly string[] {
  if (given.length < 2) return given.map(() => '');
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
