import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlaceRegister } from '../../../main/station/place-register.ts';
import { stationFolders, type StationFolders } from '../../../main/station/folders.ts';
import { createStation } from '../../../main/station/station.ts';
import type { Station } from '../../../main/shells/shell.ts';
import type { PlaceList } from '../../../src/contract/places.ts';

/** A station on a home folder of its own, driven as the page drives it: through the handlers of the contract. */
export interface PracticeStation {
  readonly home: string;
  readonly folders: StationFolders;
  readonly handlers: Station['handlers'];
  /** The opaque name of a folder below home, found as a person finds it: step by step through the picker. */
  place(...names: string[]): Promise<string>;
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
    close: () => station.close(),
    async place(...names) {
      let list: PlaceList = await handlers['places.list']({ place: null }, idle());
      for (const name of ['Home', ...names]) {
        const entry = list.entries.find((each) => each.name === name);
        if (entry === undefined)
          throw new Error(`no ${name} among ${list.entries.map((each) => each.name).join(', ')}`);
        list = await handlers['places.list']({ place: entry.id }, idle());
      }
      return list.here?.id ?? '';
    },
  };
}

/** A call that nobody cancels and whose progress nobody watches. */
export function idle<Progress>(
  progress: (value: Progress) => void = () => {},
  signal = new AbortController().signal,
) {
  return { signal, progress };
}

/** A register that knows one path, for handlers that are given a place by hand. */
export function placeOf(
  path: string,
  register = new PlaceRegister(),
): { id: string; register: PlaceRegister } {
  return { id: register.name(path), register };
}
