import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stationFolders, type StationFolders } from '../../../main/station/folders.ts';
import { createStation } from '../../../main/station/station.ts';
import type { Station } from '../../../main/shells/shell.ts';
import type { PlaceList } from '../../../src/contract/places.ts';

/** A station on a home folder of its own, driven as the page drives it: through the handlers of the contract. */
export interface PracticeStation {
  readonly home: string;
  readonly folders: StationFolders;
  readonly handlers: Station['handlers'];
  readonly witness: Station['witness'];
  /** The opaque name of a folder below home, found as a person finds it: step by step through the picker. */
  place(...names: string[]): Promise<string>;
  /** The same from any starting point; the last name may be a file's. */
  placeFrom(...names: string[]): Promise<string>;
  /** Ends this station as closing its window does; the home folder stays. */
  close(): Promise<void>;
}

export function freshHome(): string {
  return mkdtempSync(join(tmpdir(), 'station-home-'));
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true });
}

export async function startStation(home: string, root = true): Promise<PracticeStation> {
  const folders = stationFolders({ HOME: home });
  const station = await createStation(
    { name: 'chromium', version: '0.0.0', root, pageNetwork: 'empty' },
    { folders },
  );
  const { handlers } = station;
  return {
    home,
    folders,
    handlers,
    witness: station.witness,
    close: () => station.close(),
    place: (...names) => placeFrom(handlers, ['Home', ...names]),
    placeFrom: (...names) => placeFrom(handlers, names),
  };
}

/** A station with a practice ceremony that is open for its host. */
export async function startHost(): Promise<PracticeStation> {
  const station = await startStation(freshHome());
  await station.handlers['ceremony.startPractice']({ role: 'host' }, idle());
  return station;
}

/** Ends a station and takes its home folder away. */
export async function endStation(station: PracticeStation): Promise<void> {
  await station.close();
  removeHome(station.home);
}

async function placeFrom(handlers: Station['handlers'], names: readonly string[]): Promise<string> {
  let list: PlaceList = await handlers['places.list']({ place: null }, idle());
  let at = '';
  for (const [step, name] of names.entries()) {
    const entry = list.entries.find((each) => each.name === name);
    if (entry === undefined)
      throw new Error(`no ${name} among ${list.entries.map((each) => each.name).join(', ')}`);
    at = entry.id;
    if (step < names.length - 1 || entry.kind === 'folder')
      list = await handlers['places.list']({ place: at }, idle());
  }
  return at;
}

/** A call that nobody cancels and whose progress nobody watches. */
export function idle<Progress>(
  progress: (value: Progress) => void = () => {},
  signal = new AbortController().signal,
) {
  return { signal, progress };
}
