import { realpath } from 'node:fs/promises';
import type { AuditFile, Skipped } from '../../src/audit/audit.ts';
import { gitFindings, type GitProblem } from '../../src/audit/git-findings.ts';
import type { Finding } from '../../src/audit/report.ts';
import { readBounded } from './bounded-read.ts';
import type { FilePlace } from './file-place.ts';
import { gitHistory, type Reading } from './git/history.ts';
import { labelsFor } from './input-labels.ts';
import { tooMuch } from './input-refusals.ts';
import { type Limits, limits } from './limits.ts';
import { walk } from './walk.ts';

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
    const seen = new Map<string, string>();
    const links: NotedLink[] = [];
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
        : filesBelow(path, label, bounds, { skipped, seen, links, where }, { signal, progress });
      for await (const file of found) {
        signal?.throwIfAborted();
        read += 1;
        bytes += file.whole?.length ?? file.bytes.length;
        if (bytes > bounds.totalBytes || read > bounds.files) throw tooMuch(path);
        yield file;
      }
    }
    for (const { leads, note } of links) {
      const leadsTo = seen.get(leads);
      if (leadsTo !== undefined) note.leadsTo = leadsTo;
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

/** What a link leads to is known when everything was read. */
interface LinkNote extends Skipped {
  leadsTo?: string;
}

interface NotedLink {
  /** Where it really leads. */
  readonly leads: string;
  readonly note: LinkNote;
}

interface FolderNotes {
  readonly skipped: Skipped[];
  /** The path in the audit of each file that was read, by where it really lies. */
  readonly seen: Map<string, string>;
  /** Links that were passed over. */
  readonly links: NotedLink[];
  readonly where: Map<string, FilePlace>;
}

async function* filesBelow(
  path: string,
  label: string,
  bounds: Limits,
  { skipped, seen, links, where }: FolderNotes,
  reading: Reading,
): AsyncGenerator<AuditFile> {
  for await (const found of walk(path, label, bounds)) {
    if (found.why !== null) {
      const note: LinkNote = { path: found.label, why: found.why };
      skipped.push(note);
      // A link that leads nowhere leads to no file that is read.
      const leads = found.isLink === true ? await realpath(found.path).catch(() => null) : null;
      if (leads !== null) links.push({ leads, note });
      continue;
    }
    const identity = await realpath(found.path);
    if (seen.has(identity)) continue;
    seen.set(identity, found.label);
    where.set(found.label, { kind: 'file', path: found.path });
    const content = await readBounded(found.path, found.label, bounds.fileBytes, reading);
    yield { path: found.label, ...content };
  }
}
