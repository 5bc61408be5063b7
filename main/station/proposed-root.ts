import { assembleRoot } from '../../src/ceremony/assembly.ts';
import type { Sha256Hex } from '../../src/encoding/digest.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { rootDifference, type RootDifference } from '../../src/tuf/difference.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { heldKeys, keysByParticipant } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse, stagedRootName } from './root-at-hand.ts';

/** The root that the plan and the keys describe now, and what it changes; staged or not. */
export interface ProposedRoot {
  readonly version: number;
  /** Of the bytes that would be signed. */
  readonly signedSha256: Sha256Hex;
  readonly difference: RootDifference;
}

/**
 * Builds the root in memory and holds it against the root in use, in plain words. Nothing is written.
 * @throws AssemblyError `assembly.key-missing`, `assembly.key-shared`; TufError `tuf.build`; FolderError
 */
export async function proposedRoot(
  ceremony: Pick<OpenCeremony, 'plan' | 'folder'>,
): Promise<ProposedRoot> {
  const held = await heldKeys(ceremony.folder);
  const signed = assembleRoot(ceremony.plan, keysByParticipant(held));
  const next = parseRoot(parseMetadata(metadataFile(signed, []), stagedRootName));
  const difference = rootDifference(await rootInUse(ceremony.folder), next, (spki) => {
    const holder = held.find(({ publicKey }) => publicKey.digest === spki);
    return holder === undefined ? null : { name: holder.name, serial: holder.serial };
  });
  return { version: next.version, signedSha256: next.metadata.signedSha256, difference };
}
