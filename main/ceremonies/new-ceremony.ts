import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parsePlan } from '../../src/ceremony/plan.ts';
import { planName } from './ceremony-folder.ts';
import { within } from './directory.ts';
import { diskError, errnoOf } from './disk-error.ts';
import { createFile } from './durable-file.ts';
import { FolderError } from './folder-error.ts';
import { openDirectory } from './linux-directory.ts';

const nameForm = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u;

/**
 * Makes the folder of a new ceremony with its plan in it. The parent folder is made if it is missing.
 *
 * @param name the folder's name, for people: letters, digits, spaces and . _ -
 * @param plan the bytes of `ceremony.yaml`
 * @returns the path, to be opened
 * @throws PlanError; FolderError `folder.exists` if there is a folder of this name with something in it
 */
export async function createCeremony(
  parent: string,
  name: string,
  plan: Uint8Array,
): Promise<string> {
  parsePlan(plan, planName);
  return createPlanFolder(parent, name, plan);
}

/**
 * The same for a plan that is still being written: it may not be one yet, and cannot be opened as a ceremony then.
 * @throws FolderError
 */
export async function createPlanFolder(
  parent: string,
  name: string,
  plan: Uint8Array,
): Promise<string> {
  const path = join(parent, requireName(name));
  await makeFolder(path);
  await within(openDirectory(path), async (directory) => {
    const entries = await directory.entries();
    // A folder whose making was cut off holds nothing, or a temporary file.
    if (entries.some((entry) => !entry.name.startsWith('.station-'))) throw taken(name);
    await createFile(directory, planName, plan);
  });
  await within(openDirectory(parent), (directory) => directory.sync());
  return path;
}

/** This name, or the first of `name 2`, `name 3`, … that nothing in the parent folder has. */
export async function unusedName(parent: string, name: string): Promise<string> {
  let taken: ReadonlySet<string>;
  try {
    const entries = await within(openDirectory(parent), (directory) => directory.entries());
    taken = new Set(entries.map((entry) => entry.name.toLowerCase()));
  } catch (error) {
    if (error instanceof FolderError && error.code === 'folder.missing') return name;
    throw error;
  }
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** A name for the folder of a plan, out of its title: what no folder's name can hold is left out. */
export function folderNameFor(title: string): string {
  const plain = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  return (
    Array.from(plain)
      .slice(0, 60)
      .join('')
      .replace(/[ .]+$/, '') || 'Ceremony'
  );
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw diskError(error, 'the new folder');
  }
}

function requireName(name: string): string {
  if (nameForm.test(name) && name.trim() === name && !name.endsWith('.')) return name;
  throw new FolderError('folder.name', 'this cannot be the name of a folder', {
    expected: 'letters, digits, spaces and . _ -, at most 80 characters',
    hint: 'Choose another name.',
    notDone: ['No folder was made.'],
  });
}

function taken(name: string): FolderError {
  return new FolderError('folder.exists', 'there is a folder of this name already', {
    place: name,
    hint: 'Choose another name, or open the ceremony that is there.',
    notDone: ['Nothing was written.'],
  });
}
