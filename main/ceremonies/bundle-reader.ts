import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { BundleError } from '../../src/transfer/bundle-error.ts';
import {
  longestManifest,
  manifestName,
  parseManifest,
  requirePlan,
  type Manifest,
} from '../../src/transfer/manifest.ts';
import { within, type Directory } from './directory.ts';
import { openDirectory } from './linux-directory.ts';
import { readAt } from './path-in-folder.ts';

/** A bundle whose files are all there, with the digests that its manifest names. What they hold is not judged yet. */
export interface ReadBundle {
  readonly name: string;
  readonly manifest: Manifest;
  readonly manifestSha256: Sha256Hex;
  /** By path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads a bundle from a folder that a person chose: the bundle's own, or one with exactly one bundle in it.
 *
 * @param plan the digest of the plan that it has to belong to
 * @throws BundleError; FolderError
 */
export async function readBundle(source: string, plan: Sha256Hex): Promise<ReadBundle> {
  return within(openDirectory(source), async (directory) => {
    if ((await directory.kindOf(manifestName)) !== null)
      return readFrom(directory, 'the bundle', plan);
    const name = await onlyBundle(directory);
    return within(directory.open(name), (bundle) => readFrom(bundle, name, plan));
  });
}

async function readFrom(directory: Directory, name: string, plan: Sha256Hex): Promise<ReadBundle> {
  const bytes = await directory.read(manifestName, longestManifest);
  if (bytes === null) throw notOne(name);
  const manifest = parseManifest(bytes, `${name}/${manifestName}`);
  requirePlan(manifest, plan, name);
  const files = new Map<string, Uint8Array>();
  for (const fact of manifest.files) {
    const found = await readAt(directory, fact.path, fact.bytes);
    if (found?.length !== fact.bytes || sha256Hex(found) !== fact.sha256) {
      throw new BundleError('bundle.files', 'a file of the bundle is not what its manifest says', {
        place: `${name}/${fact.path}`,
        expected: `${fact.bytes} bytes, digest ${fact.sha256}`,
        found: found === null ? 'no file' : `${found.length} bytes, digest ${sha256Hex(found)}`,
        hint: 'The stick was changed or is damaged. Have the bundle written again.',
        notDone: ['Nothing was taken.'],
      });
    }
    files.set(fact.path, found);
  }
  return { name, manifest, manifestSha256: sha256Hex(bytes), files };
}

async function onlyBundle(directory: Directory): Promise<string> {
  const entries = await directory.entries();
  const names = entries
    .filter(({ kind, name }) => kind === 'folder' && /^[a-z0-9-]+\.ceremony$/.test(name))
    .map(({ name }) => name);
  const [name] = names;
  if (name === undefined) throw notOne('the folder');
  if (names.length === 1) return name;
  throw new BundleError('bundle.choose', 'there is more than one bundle in this folder', {
    found: names.toSorted().slice(0, 8).join(', '),
    hint: 'Choose one of them.',
    notDone: ['Nothing was taken.'],
  });
}

function notOne(place: string): BundleError {
  return new BundleError('bundle.malformed', 'there is no bundle in this folder', {
    place,
    expected: `a folder with the file ${manifestName} in it`,
    hint: 'Choose the folder whose name ends in .ceremony. If it is there, have it written again.',
    notDone: ['Nothing was taken.'],
  });
}
