import { randomBytes } from 'node:crypto';
import { StationError } from '../../src/encoding/station-error.ts';

/** Raised when the page names a place that main did not offer, or that cannot be read. */
export class PlaceError extends StationError<'place.unknown' | 'place.unreadable'> {}

/**
 * Opaque names for paths. The page only ever holds these names, so that no path is built from its text and no path
 * with a user's name is shown.
 */
export class PlaceRegister {
  readonly #pathOf = new Map<string, string>();
  readonly #idOf = new Map<string, string>();

  /** Gives the name of a path; the same path keeps its name while the station runs. */
  name(path: string): string {
    const known = this.#idOf.get(path);
    if (known !== undefined) return known;
    const id = randomBytes(12).toString('hex');
    this.#idOf.set(path, id);
    this.#pathOf.set(id, path);
    return id;
  }

  /** @throws PlaceError `place.unknown` for a name that was never given out. */
  path(id: string): string {
    const path = this.#pathOf.get(id);
    if (path === undefined)
      throw new PlaceError('place.unknown', 'the station does not know this place', {
        hint: 'Choose the folder again.',
      });
    return path;
  }
}
