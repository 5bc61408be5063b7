import { abandonedDigests } from '../../src/ceremony/abandoned.ts';
import { parseRoot, type Root } from '../../src/tuf/root.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import type { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import type { ReadableFolder } from '../ceremonies/readable-folder.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { longestMetadata, readStaged } from '../ceremonies/staged-file.ts';

/** The name under which a root waits for its signatures. */
export const stagedRootName = 'root.json';

/** The root that is staged in this folder, read from the disk now; null where none is, or where it was given up. */
export async function stagedRoot(folder: CeremonyFolder): Promise<Root | null> {
  const metadata = await readStaged(folder, stagedRootName);
  // Between the record that gives a root up and the file that goes, a crash can lie.
  if (metadata === null || abandonedDigests(folder.records).has(metadata.signedSha256)) return null;
  return parseRoot(metadata);
}

/** The root in use before the one that the plan makes, from `repository/`; null for a first root. */
export async function rootInUse(folder: ReadableFolder): Promise<Root | null> {
  const version = folder.plan.tuf.rootVersion - 1;
  return version < 1 ? null : publishedRoot(folder, version);
}

/** A published root by version, or null. */
export async function publishedRoot(folder: ReadableFolder, version: number): Promise<Root | null> {
  const path = `repository/${version}.root.json`;
  const bytes = await readAt(folder.directory, path, longestMetadata);
  return bytes === null ? null : parseRoot(parseMetadata(bytes, path));
}

/**
 * Whether the root of the plan is published, whole: the record says that publication came to its end, and the file is
 * the one that it names. A publication that was cut off has neither, and is done again.
 */
export async function isPublished(folder: CeremonyFolder): Promise<boolean> {
  const { rootVersion } = folder.plan.tuf;
  const record = folder.records.findLast(
    (each) => each.kind === 'root.published' && each.data.version === rootVersion,
  );
  if (record?.kind !== 'root.published') return false;
  const root = await publishedRoot(folder, rootVersion);
  return root?.metadata.signedSha256 === record.data.signedSha256;
}
