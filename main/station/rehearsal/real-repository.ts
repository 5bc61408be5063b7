import { realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RehearsalError } from '../../../src/ceremony/ceremony-error.ts';
import { longestPlan, parsePlan } from '../../../src/ceremony/plan.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { parseRoot, type Root } from '../../../src/tuf/root.ts';
import { planName } from '../../ceremonies/ceremony-folder.ts';
import { within } from '../../ceremonies/directory.ts';
import { FolderError } from '../../ceremonies/folder-error.ts';
import { openDirectory } from '../../ceremonies/linux-directory.ts';
import { longestMetadata } from '../../ceremonies/staged-file.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

/** Where a repository keeps its roots: at its top, in a ceremony folder, as tuf-on-ci does. */
const places = ['', 'repository', 'metadata'] as const;
const rootName = /^(?:\d{1,9}\.)?root\.json$/;
/** Enough to know a repository by, and not so many that a look takes long. */
const mostRoots = 3;

/**
 * Refuses a folder in which a rehearsal is to be made, if it or one around it is a real ceremony or holds a real root.
 * A folder that is not there yet is looked for upwards.
 * @throws RehearsalError `rehearsal.real-repository`
 */
export async function refuseRealFolder(path: string): Promise<void> {
  let folder = await nearestFolder(resolve(path));
  for (;;) {
    await refuseReal(folder);
    const above = dirname(folder);
    if (above === folder) return;
    folder = above;
  }
}

/**
 * A rehearsal stands on a rehearsal's repository, and a real ceremony on a real one.
 * @param inUse the root before the one that the plan makes
 * @throws RehearsalError `rehearsal.real-repository`, or `rehearsal.repository` the other way round
 */
export function requireSameWorld({ plan }: Pick<OpenCeremony, 'plan'>, inUse: Root | null): void {
  if (inUse === null || (inUse.rehearsal !== null) === (plan.mode === 'rehearsal')) return;
  const place = `repository/${inUse.version}.root.json`;
  if (plan.mode === 'rehearsal') throw real(place);
  throw new RehearsalError('rehearsal.repository', 'this repository is from a rehearsal', {
    place,
    expected: 'a root without the mark of a rehearsal',
    found: 'a root of a rehearsal',
    hint: 'Bring the repository that is in use into this folder.',
    notDone: ['Nothing was staged, signed or published.'],
  });
}

/** The folder itself, or the nearest one above it that is there; links on the way are followed. */
async function nearestFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const above = dirname(path);
    if (above === path) throw error;
    return nearestFolder(above);
  }
}

async function refuseReal(folder: string): Promise<void> {
  const plan = await readIn(folder, '', planName, longestPlan);
  if (plan !== null && isRealPlan(plan)) throw real(planName);
  for (const place of places)
    for (const name of (await rootsIn(join(folder, place))).slice(0, mostRoots)) {
      const bytes = await readIn(folder, place, name, longestMetadata);
      if (bytes !== null && isRealRoot(bytes, name)) throw real(join(place, name));
    }
}

function isRealPlan(bytes: Uint8Array): boolean {
  try {
    return parsePlan(bytes, planName).mode === 'real';
  } catch (error) {
    if (error instanceof StationError) return false;
    throw error;
  }
}

/** What cannot be read as a root is nobody's, and what has no mark counts. */
function isRealRoot(bytes: Uint8Array, name: string): boolean {
  try {
    return parseRoot(parseMetadata(bytes, name)).rehearsal === null;
  } catch (error) {
    if (error instanceof StationError) return false;
    throw error;
  }
}

async function rootsIn(folder: string): Promise<readonly string[]> {
  return orMissing(
    () => within(openDirectory(folder), (directory) => directory.entries()),
    [],
  ).then((entries) =>
    entries
      .filter(({ kind, name }) => kind === 'file' && rootName.test(name))
      .map(({ name }) => name),
  );
}

async function readIn(
  folder: string,
  place: string,
  name: string,
  limit: number,
): Promise<Uint8Array | null> {
  return orMissing(
    () => within(openDirectory(join(folder, place)), (directory) => directory.read(name, limit)),
    null,
  );
}

async function orMissing<Value>(look: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof FolderError) return otherwise;
    throw error;
  }
}

function real(place: string): RehearsalError {
  return new RehearsalError('rehearsal.real-repository', 'this is no place for a rehearsal', {
    place,
    expected: 'a folder without anything real in it, or around it',
    found: 'a real ceremony or a real root',
    hint: 'Choose another folder. A rehearsal makes everything that it needs.',
    notDone: ['Nothing was staged, signed or published.', 'Nothing here was changed.'],
  });
}
