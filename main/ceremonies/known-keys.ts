import { isJsonObject } from '../../src/encoding/json.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { parseDelegations } from '../../src/tuf/delegation.ts';
import type { TufKey } from '../../src/tuf/key.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { readAt } from './path-in-folder.ts';
import type { ReadableFolder } from './readable-folder.ts';
import { longestMetadata } from './staged-file.ts';

/** Every key that a metadata file lists: those of a root, and those of a targets role's delegations. */
export function keysListedIn(metadata: Metadata): readonly TufKey[] {
  if (metadata.type === 'root') return [...parseRoot(metadata).keys.values()];
  const delegations = metadata.signed['delegations'];
  if (metadata.type !== 'targets' || !isJsonObject(delegations)) return [];
  const place = `${metadata.place}, signed.delegations`;
  return [...parseDelegations({ value: delegations, place }).keys.values()];
}

/** Every key that the staged and the published root and targets of a ceremony list. Files that cannot be read list none. */
export async function keysKnownTo(folder: ReadableFolder): Promise<readonly TufKey[]> {
  const paths = [
    'staged/root.json',
    'staged/targets.json',
    'repository/root.json',
    'repository/targets.json',
  ];
  const keys = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readAt(folder.directory, path, longestMetadata);
      return bytes === null ? [] : keysIn(bytes, path);
    }),
  );
  return keys.flat();
}

function keysIn(bytes: Uint8Array, path: string): readonly TufKey[] {
  try {
    return keysListedIn(parseMetadata(bytes, path));
  } catch (error) {
    if (error instanceof StationError) return [];
    throw error;
  }
}
