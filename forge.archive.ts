import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

/** Electron's release archive in a folder, so that packing needs no network. */
export interface Archive {
  readonly folder: string;
  /** A stand-in that tests make to try the packing: not Electron, never to be given to anybody. */
  readonly standIn: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The archive that the environment names, or null: Forge then looks for one itself. */
export function namedArchive(environment: Environment): Archive | null {
  const carried = environment['STATION_ELECTRON_ZIP_DIR'];
  if (carried !== undefined) return { folder: carried, standIn: false };
  const standIn = environment['STATION_ELECTRON_STAND_IN_DIR'];
  return standIn === undefined ? null : { folder: standIn, standIn: true };
}

const require = createRequire(import.meta.url);
const Checksums = z.record(z.string(), z.string());
const Manifest = z.object({ version: z.string() });

/**
 * Compares an archive that was carried by hand with the digest that Electron's npm package has for
 * it; that package is pinned by the lockfile.
 * @throws Error when it differs, or is not there
 */
export async function checkArchive(folder: string): Promise<void> {
  const { version } = Manifest.parse(require('electron/package.json'));
  const name = `electron-v${version}-linux-x64.zip`;
  const expected = Checksums.parse(require('electron/checksums.json'))[name];
  const found = createHash('sha256')
    .update(await readFile(join(folder, name)))
    .digest('hex');
  if (found !== expected) {
    throw new Error(
      `${name} is not Electron's: expected ${expected ?? 'no such file'}, found ${found}`,
    );
  }
}
