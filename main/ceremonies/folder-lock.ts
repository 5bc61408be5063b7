import { setTimeout as pause } from 'node:timers/promises';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import type { Directory } from './directory.ts';
import { withPart } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import {
  holderBytes,
  isSurelyDead,
  mayRunHere,
  parseHolder,
  thisHolder,
  type LockHolder,
} from './lock-holder.ts';

/** The lock's name in a ceremony folder. */
export const lockName = '.station-lock';

const longestLock = 4096;
const tries = 20;
const pauseBetweenMs = 25;

/** The right to write to one ceremony folder, held by this process. */
export interface FolderLock {
  /** @throws FolderError `folder.in-use` if the lock is not there any more, or is another's */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/** A lock that cannot be shown to be dead from here, and does not belong to this machine's running system. */
export interface ForeignLock {
  /** Of the lock file: what was confirmed is what is buried. */
  readonly sha256: Sha256Hex;
  /** As the other machine calls itself. */
  readonly host: string;
  /** When it opened the folder, RFC 3339. */
  readonly at: string;
}

/**
 * The lock of another machine, for a person to decide about: only they know that it is off, or lost. Null where the
 * folder is free, where the lock will be taken over anyway, and where its process may run on this machine.
 */
export async function foreignLock(directory: Directory, at: string): Promise<ForeignLock | null> {
  const found = await directory.read(lockName, longestLock);
  const holder = found === null ? null : parseHolder(found);
  if (found === null || holder === null) return null;
  const here = await thisHolder(at);
  if (mayRunHere(holder, here) || (await isSurelyDead(holder, here))) return null;
  return { sha256: sha256Hex(found), host: holder.host, at: holder.at };
}

/**
 * Takes the lock of a ceremony folder. A lock whose process is surely dead is taken over.
 *
 * @param at now, RFC 3339
 * @param gone the lock whose machine will not come back, as `foreignLock` gave it and a person confirmed it
 * @throws FolderError `folder.in-use` while another station has the folder open, or may have
 */
export async function lockFolder(
  directory: Directory,
  at: string,
  gone: ForeignLock | null = null,
): Promise<FolderLock> {
  const here = await thisHolder(at);
  const mine = holderBytes(here);
  await take(directory, lockName, mine, here, gone?.sha256 ?? null);
  return {
    assertHeld: async () => {
      const found = await directory.read(lockName, longestLock);
      if (found !== null && equalBytes(found, mine)) return;
      throw inUse(found === null ? null : parseHolder(found));
    },
    release: () => release(directory, lockName, mine),
  };
}

/**
 * Only one process may bury a dead one's lock, or the second would bury the lock of the first. So who takes over
 * holds a guard meanwhile: a lock named after the content of the dead one, taken the same way. Whoever gets the guard
 * later finds other content under the first name, and looks again.
 */
async function take(
  directory: Directory,
  name: string,
  mine: Uint8Array,
  here: LockHolder,
  gone: Sha256Hex | null = null,
): Promise<void> {
  let holder: LockHolder | null = null;
  for (let attempt = 0; attempt < tries; attempt++) {
    if (await claim(directory, name, mine)) return;
    const found = await directory.read(name, longestLock);
    if (found === null) continue;
    holder = parseHolder(found);
    if (holder === null) {
      // Where there are no hard links, a lock has no content for a moment.
      await pause(pauseBetweenMs);
      continue;
    }
    const buried = sha256Hex(found) === gone && !mayRunHere(holder, here);
    if (!buried && !(await isSurelyDead(holder, here))) throw inUse(holder);
    const guard = `${name}.${sha256Hex(found).slice(0, 16)}`;
    if (guard.length > 100) break;
    await take(directory, guard, mine, here);
    try {
      if (await replaceExactly(directory, name, found, mine)) return;
    } finally {
      await release(directory, guard, mine);
    }
  }
  throw inUse(holder);
}

/** True if the lock was free and is ours now. */
async function claim(directory: Directory, name: string, mine: Uint8Array): Promise<boolean> {
  try {
    await withPart(directory, mine, async (part) => {
      await directory.link(part, name);
      await directory.remove(part);
    });
    return true;
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    // Missing: the holder has swept our temporary file away. Then it is held, which the next look shows.
    if (error.code === 'folder.exists' || error.code === 'folder.missing') return false;
    if (error.code !== 'folder.no-links') throw error;
  }
  return claimWithoutLinks(directory, name, mine);
}

async function claimWithoutLinks(
  directory: Directory,
  name: string,
  mine: Uint8Array,
): Promise<boolean> {
  let file;
  try {
    file = await directory.create(name);
  } catch (error) {
    if (error instanceof FolderError && error.code === 'folder.exists') return false;
    throw error;
  }
  try {
    await file.write(mine);
    await file.sync();
  } finally {
    await file.close();
  }
  await directory.sync();
  return true;
}

async function replaceExactly(
  directory: Directory,
  name: string,
  dead: Uint8Array,
  mine: Uint8Array,
): Promise<boolean> {
  const found = await directory.read(name, longestLock);
  if (found === null || !equalBytes(found, dead)) return false;
  await withPart(directory, mine, (part) => directory.rename(part, name));
  return true;
}

/**
 * Removes guards that takers who were killed left behind. Only for who holds the lock: the lock that a guard was about
 * is buried then, so a guard decides nothing any more.
 */
export async function sweepGuards(directory: Directory): Promise<void> {
  for (const { name } of await directory.entries()) {
    if (name.startsWith(`${lockName}.`)) await directory.remove(name);
  }
}

async function release(directory: Directory, name: string, mine: Uint8Array): Promise<void> {
  const found = await directory.read(name, longestLock);
  if (found === null || !equalBytes(found, mine)) return;
  await directory.remove(name);
  await directory.sync();
}

function inUse(holder: LockHolder | null): FolderError {
  return new FolderError(
    'folder.in-use',
    'another station has this ceremony open, or had it and was cut off',
    {
      place: lockName,
      expected: 'one station at a time',
      found:
        holder === null
          ? 'a lock that does not say whose it is'
          : `opened on ${holder.host} at ${holder.at}`,
      hint:
        holder === null
          ? `If no station has the folder open, delete the file ${lockName} in it.`
          : 'Close the ceremony there. If that machine is off or lost and will not go on, take the folder over.',
      notDone: ['The ceremony was not opened for writing.'],
    },
  );
}
