import { constants, type Dirent } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PlaceEntry, PlaceList } from '../../src/contract/places.ts';
import { contentOf } from './place-content.ts';
import { PlaceError, type PlaceRegister } from './place-register.ts';
import type { StationFolders } from './folders.ts';

const MOST_ENTRIES = 2000;
const VOLUME_ROOTS = ['/media', '/run/media', '/mnt'];

/** Lists the starting points: ceremonies, home, and every mounted volume under the usual folders. */
async function startingPoints(
  folders: StationFolders,
  register: PlaceRegister,
): Promise<PlaceList> {
  const entries: PlaceEntry[] = [];
  const add = async (path: string, name: string, removable: boolean): Promise<void> => {
    const listed = await list(path);
    if (listed === null) return;
    entries.push({
      id: register.name(path),
      name,
      kind: 'folder',
      contains: contentOf(listed),
      removable,
      writable: await mayWrite(path),
    });
  };
  await add(folders.ceremonies, 'Ceremonies', false);
  for (const volume of await volumes())
    await add(volume, `Stick or disk "${shown(basename(volume))}"`, true);
  await add(folders.home, 'Home', false);
  await add('/', 'This computer', false);
  return { here: null, trail: [], entries, note: '' };
}

/** Mount points below the folders where desktops and administrators mount volumes, from the kernel's list. */
async function volumes(): Promise<string[]> {
  const table = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  return table
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replaceAll(String.raw`\040`, ' '))
    .filter((path) => VOLUME_ROOTS.some((root) => path.startsWith(`${root}/`)));
}

/** Lists one folder by its opaque name: folders first, then files, hidden ones left out, at most 2,000. */
export async function listPlace(
  place: string | null,
  folders: StationFolders,
  register: PlaceRegister,
): Promise<PlaceList> {
  if (place === null) return startingPoints(folders, register);
  const path = register.path(place);
  const listed = await list(path);
  if (listed === null)
    throw new PlaceError('place.unreadable', 'this folder cannot be read', {
      place: shown(basename(path)),
      hint: 'Plug the stick in again, or choose another folder.',
    });
  const named = listed.filter((entry) => !entry.name.startsWith('.'));
  const kinds = await Promise.all(named.map((entry) => kindOf(path, entry)));
  const visible = named.flatMap((entry, index) => {
    const kind = kinds[index];
    return kind == null ? [] : [{ name: entry.name, kind }];
  });
  const ordered = visible.toSorted(
    (a, b) =>
      Number(b.kind === 'folder') - Number(a.kind === 'folder') ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  const entries = await Promise.all(
    ordered.slice(0, MOST_ENTRIES).map((entry) => entryView(path, entry, register)),
  );
  return {
    here: { id: place, name: nameOf(path, folders), writable: await mayWrite(path) },
    trail: trailOf(path, folders).map((step) => ({
      id: register.name(step),
      name: nameOf(step, folders),
    })),
    entries,
    note:
      ordered.length > MOST_ENTRIES
        ? `Only the first ${MOST_ENTRIES} of ${ordered.length} are shown. Choose a folder further down.`
        : '',
  };
}

interface Visible {
  readonly name: string;
  readonly kind: PlaceEntry['kind'];
}

/** What an entry is, links followed: many libraries are links. Null for what is neither a folder nor a file, or leads nowhere. */
async function kindOf(folder: string, entry: Dirent): Promise<Visible['kind'] | null> {
  if (entry.isDirectory()) return 'folder';
  if (entry.isFile()) return 'file';
  if (!entry.isSymbolicLink()) return null;
  try {
    const target = await stat(join(folder, entry.name));
    return target.isDirectory() ? 'folder' : target.isFile() ? 'file' : null;
  } catch {
    // A link that leads nowhere cannot be chosen.
    return null;
  }
}

async function entryView(
  folder: string,
  { name, kind }: Visible,
  register: PlaceRegister,
): Promise<PlaceEntry> {
  const path = join(folder, name);
  const inside = kind === 'folder' ? await list(path) : null;
  return {
    id: register.name(path),
    name: shown(name),
    kind,
    contains: inside === null ? '' : contentOf(inside),
    removable: false,
    writable: await mayWrite(path),
  };
}

/** Every folder from the starting point (home, or the file system's root) down to this one. */
function trailOf(path: string, folders: StationFolders): string[] {
  const trail = [path];
  for (
    let at = path;
    at !== folders.home && at !== folders.ceremonies && at !== dirname(at);
    at = dirname(at)
  )
    trail.unshift(dirname(at));
  return trail.slice(-64);
}

/** The name to show: never a path, and never the home folder's own name, which is a person's. */
export function nameOf(path: string, folders: StationFolders): string {
  if (path === folders.home) return 'Home';
  if (path === '/') return 'This computer';
  return shown(basename(path));
}

/** A file name is untrusted text: control characters and direction marks are replaced, length is bounded. */
function shown(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�').slice(0, 180);
}

async function list(path: string): Promise<Dirent[] | null> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch {
    // A folder that cannot be read is shown as one without content; opening it says so.
    return null;
  }
}

async function mayWrite(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
