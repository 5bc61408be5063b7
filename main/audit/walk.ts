import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { joined } from './input-labels.ts';
import { isDenied, missing, noFile, tooMuch, unreadable } from './input-refusals.ts';
import type { Limits } from './limits.ts';

/** Folders of tools, never part of a ceremony. */
const toolFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Something that lies there: a file to read, or why it is passed over. */
interface Found {
  readonly path: string;
  readonly label: string;
  /** Why it is not read; null for a file to read. */
  readonly why: string | null;
  readonly isLink?: true;
}

/**
 * Everything below a path, folder by folder; links below it are not followed. What was given by name may be a link: somebody
 * chose it. @throws InputError
 */
export async function* walk(path: string, label: string, bounds: Limits): AsyncGenerator<Found> {
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
    else if (entry.isSymbolicLink()) yield { ...found, why: 'it is a link', isLink: true };
    else if (entry.isFile()) yield found;
    else if (!entry.isDirectory()) yield { ...found, why: 'it is no file' };
    else if (toolFolders.has(entry.name)) yield { ...found, why: 'it is a folder of a tool' };
    else if (depth >= bounds.depth) throw tooMuch(found.path);
    else yield* walkFolder(found.path, found.label, bounds, depth + 1);
  }
}
