import { ceremonyAbandoned } from '../../src/ceremony/abandoned.ts';
import type { TranscriptRecord } from '../../src/ceremony/record.ts';
import { assembleRoot, missingKeys } from '../../src/ceremony/assembly.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { recordStaged } from '../ceremonies/staged-record.ts';
import { stage } from '../ceremonies/staged-file.ts';
import { StepError } from './desk.ts';
import { heldKeys, keysByParticipant } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { isPublished, rootInUse, stagedRoot, stagedRootName } from './root-at-hand.ts';
import { requireSameWorld } from './rehearsal/real-repository.ts';

/** Names of people whose exported key the plan's root still needs. */
export async function namesOfMissing(ceremony: OpenCeremony): Promise<readonly string[]> {
  const keys = keysByParticipant(await heldKeys(ceremony.folder));
  return missingKeys(ceremony.plan, keys).map((id) => participantOf(ceremony.plan, id)?.name ?? id);
}

/** Whether staging would change anything: nothing is staged, or the plan and the keys say another root by now. */
export async function stagingDiffers(ceremony: OpenCeremony): Promise<boolean> {
  const staged = await stagedRoot(ceremony.folder);
  if (staged === null) return true;
  const keys = keysByParticipant(await heldKeys(ceremony.folder));
  if (missingKeys(ceremony.plan, keys).length > 0) return false;
  return !equalBytes(
    canonicalBytes(assembleRoot(ceremony.plan, keys)),
    staged.metadata.signedBytes,
  );
}

/**
 * Builds the root from the plan and the exported keys, and puts it up for signatures. The same root staged again keeps
 * the signatures it has; another one keeps the former in `replaced/`.
 * @param by the participant who stages it: whoever sits here, or a host whom the station plays
 * @throws AssemblyError; StepError `host.not-ready` without the root in use; FolderError; RehearsalError on a repository
 *   of the other kind, real or rehearsed
 */
export async function stageRoot(
  ceremony: OpenCeremony,
  by: string | null = ceremony.youOrNull?.id ?? null,
): Promise<void> {
  const { plan, folder } = ceremony;
  await requireUnpublished(ceremony);
  requireMakesRoot(ceremony);
  const inUse = await rootInUse(folder);
  requireSameWorld(ceremony, inUse);
  if (plan.tuf.rootVersion > 1 && inUse === null) {
    throw new StepError('host.not-ready', 'the root in use is not in this folder', {
      expected: `repository/${plan.tuf.rootVersion - 1}.root.json`,
      found: 'no such file',
      hint: 'Copy the repository of the ceremony before into this folder.',
      notDone: ['No root was staged.'],
    });
  }
  const keys = keysByParticipant(await heldKeys(folder));
  await stage(folder, stagedRootName, metadataFile(assembleRoot(plan, keys), []));
  await recordStaged(folder, by, ceremony.now());
}

/** @throws StepError `host.not-ready` in a delegate's ceremony: it makes one delegated role, and no root */
function requireMakesRoot({ plan }: OpenCeremony): void {
  if (plan.kind !== 'delegation') return;
  throw new StepError('host.not-ready', 'no root is made in the ceremony of a delegate', {
    expected: 'the plan of a root',
    found: `a plan of the kind ${plan.kind}`,
    hint: 'Stage and sign the metadata of the role: station delegation role.',
    notDone: ['No root was staged.'],
  });
}

/**
 * @throws StepError `ceremony.abandoned` for a ceremony that was given up
 */
export function requireGoesOn(records: readonly TranscriptRecord[]): void {
  const end = ceremonyAbandoned(records);
  if (end === null) return;
  throw new StepError('ceremony.abandoned', 'this ceremony was given up', {
    found: `record ${end.number} of ${end.at}: ${end.data.reason}`,
    hint: 'What was done stays to be read. Begin a new ceremony with a plan of its own.',
    notDone: ['Nothing was changed.', 'Nothing was signed.'],
  });
}

/** @throws StepError `host.not-ready` once the root of the plan is published: it is not staged or published again */
export async function requireUnpublished({ folder }: OpenCeremony): Promise<void> {
  requireGoesOn(folder.records);
  if (!(await isPublished(folder))) return;
  throw new StepError('host.not-ready', 'the root of this ceremony is published already', {
    found: `repository/${folder.plan.tuf.rootVersion}.root.json`,
    hint: 'The next root needs a ceremony of its own.',
    notDone: ['Nothing was changed.'],
  });
}
