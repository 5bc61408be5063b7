import { basename } from 'node:path';
import type { RecordData } from '../../src/ceremony/record.ts';
import type { Sha256Hex } from '../../src/encoding/digest.ts';
import { isFolderName } from '../../src/ceremony/folder-path.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';
import { longestBundle, longestBundleFile, manifestName } from '../../src/transfer/manifest.ts';
import { BundleError } from '../../src/transfer/bundle-error.ts';
import { readBundle } from './bundle-reader.ts';
import { within, type Directory } from './directory.ts';
import { openDirectory } from './linux-directory.ts';
import { readAt } from './path-in-folder.ts';

/** Somebody's work on its way into a ceremony: which files, and where they come from. Nothing in it is judged yet. */
export interface CarriedWork {
  /** How errors name it. */
  readonly name: string;
  readonly source: RecordData<'work.taken'>['source'];
  /** Whose it is, as it says of itself; null where it does not say. */
  readonly from: string | null;
  /** By their paths in a ceremony folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const mostFiles = 512;
const keyFileForm = /^([A-Za-z0-9-]+)_(?:pubkey|key_cert|device_cert)\.pem$/;

/**
 * Reads what a person chose: a bundle, or a folder with one bundle in it; a whole ceremony folder; a folder `keys`, the
 * folder of one key, or one with several of them. Other files are passed over, links are not followed.
 *
 * @param plan the digest of the plan, to which a bundle has to belong
 * @throws BundleError `bundle.malformed` where there is nothing of the kind, and others; FolderError
 */
export async function folderWork(path: string, plan: Sha256Hex): Promise<CarriedWork> {
  const name = shownName(basename(path));
  return within(openDirectory(path), async (directory) => {
    if (await holdsBundle(directory)) return bundleWork(path, plan);
    const paths = await partsIn(directory);
    const files = new Map<string, Uint8Array>();
    let total = 0;
    for (const [at, part] of paths) {
      const bytes = await readAt(directory, at, longestBundleFile);
      if (bytes === null) continue;
      total += bytes.length;
      if (total > longestBundle || files.size >= mostFiles) throw tooMuch(name);
      files.set(part, bytes);
    }
    if (files.size === 0) throw nothing(name);
    const source = {
      kind: 'folder',
      name,
      branch: null,
      commit: null,
      manifestSha256: null,
    } as const;
    return { name, source, from: null, files };
  });
}

async function bundleWork(path: string, plan: Sha256Hex): Promise<CarriedWork> {
  const { name, manifest, manifestSha256, files } = await readBundle(path, plan);
  const shown = shownName(name === 'the bundle' ? basename(path) : name);
  const source = {
    kind: 'bundle',
    name: shown,
    branch: null,
    commit: null,
    manifestSha256,
  } as const;
  return { name, source, from: manifest.from, files };
}

async function holdsBundle(directory: Directory): Promise<boolean> {
  if ((await directory.kindOf(manifestName)) !== null) return true;
  const entries = await directory.entries();
  return entries.some(({ kind, name }) => kind === 'folder' && name.endsWith('.ceremony'));
}

/** Where each part lies below what was chosen, and the path that it has in a ceremony folder. */
async function partsIn(directory: Directory): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  const add = (at: string, path: string): void => {
    if (bundlePart(path) !== null && parts.size <= mostFiles) parts.set(at, path);
  };
  for (const { kind, name } of await directory.entries()) {
    if (kind === 'file') {
      add(
        name,
        keyFileForm.test(name) ? `keys/${keyFileForm.exec(name)?.[1] ?? ''}/${name}` : name,
      );
      continue;
    }
    if (kind !== 'folder' || !isFolderName(name)) continue;
    for (const below of await entriesOf(directory, name)) {
      if (below.kind === 'file') {
        add(`${name}/${below.name}`, `${name}/${below.name}`);
        add(`${name}/${below.name}`, `keys/${name}/${below.name}`);
      } else if (below.kind === 'folder' && name === 'keys' && isFolderName(below.name)) {
        const files = await within(directory.open(name), (keys) => entriesOf(keys, below.name));
        for (const file of files)
          if (file.kind === 'file')
            add(`keys/${below.name}/${file.name}`, `keys/${below.name}/${file.name}`);
      }
    }
  }
  return parts;
}

async function entriesOf(directory: Directory, name: string) {
  return within(directory.open(name), (below) => below.entries());
}

/** A path on this machine may hold a person's name; its last step, in safe letters, does for a record. */
export function shownName(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{N}:/.@~+ _-]/gu, '-')
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '');
}

export function nothing(place: string): BundleError {
  return new BundleError('bundle.malformed', 'there is no work of a keyholder here', {
    place,
    expected: 'a bundle, a ceremony folder, or key files like 24617802_pubkey.pem',
    found: 'nothing of the kind',
    hint: 'Choose the folder that the keyholder gave you.',
    notDone: ['Nothing was taken.'],
  });
}

export function tooMuch(place: string): BundleError {
  return new BundleError('bundle.malformed', 'there is more here than a keyholder brings', {
    place,
    expected: `at most ${mostFiles} files`,
    hint: 'Choose the folder of one keyholder.',
    notDone: ['Nothing was taken.'],
  });
}
