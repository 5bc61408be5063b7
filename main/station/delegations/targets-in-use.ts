import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { Delegations } from '../../../src/tuf/delegation.ts';
import { delegationsIn } from '../../../src/tuf/delegations/change.ts';
import { parseMetadata, requireType, type Metadata } from '../../../src/tuf/metadata.ts';
import type { Root } from '../../../src/tuf/root.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import { readAt } from '../../ceremonies/path-in-folder.ts';
import { longestMetadata, readStaged } from '../../ceremonies/staged-file.ts';
import { nodeVerifier } from '../../verification/node.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { isPublished, publishedRoot } from '../root-at-hand.ts';
import { requireGoesOn } from '../stage-root.ts';

/** The name under which targets wait for their signatures. */
export const stagedTargetsName = 'targets.json';

/** What is published now, and vouched for: the root of this ceremony, and targets that its keyholders signed. */
export interface TargetsInUse {
  readonly root: Root;
  readonly targets: Metadata;
  readonly delegations: Delegations | null;
}

/**
 * Read from the disk now.
 * @throws DelegationError `delegation.nothing` before the root of this ceremony is published, or where the published
 *   targets are not signed as its root asks; StepError `ceremony.abandoned`
 */
export async function targetsInUse({ folder }: OpenCeremony): Promise<TargetsInUse> {
  requireGoesOn(folder.records);
  const root = (await isPublished(folder))
    ? await publishedRoot(folder, folder.plan.tuf.rootVersion)
    : null;
  if (root === null) throw nothing('a published root of this ceremony', 'none');
  const path = 'repository/targets.json';
  const bytes = await readAt(folder.directory, path, longestMetadata);
  if (bytes === null) throw nothing(path, 'no such file');
  const targets = requireType(parseMetadata(bytes, path), 'targets');
  const { met } = await countSignatures(targets, root.keys, root.roles.targets, nodeVerifier);
  if (!met) throw nothing(`${path}, signed by its keyholders`, 'too few valid signatures');
  return { root, targets, delegations: delegationsIn(targets.signed, path) };
}

/** The targets that wait, if they are the version after those in use; null where nothing waits. */
export async function stagedChange(
  { folder }: OpenCeremony,
  { targets }: TargetsInUse,
): Promise<Metadata | null> {
  const staged = await readStaged(folder, stagedTargetsName);
  return staged !== null && staged.version > targets.version
    ? requireType(staged, 'targets')
    : null;
}

function nothing(expected: string, found: string): DelegationError {
  return new DelegationError('delegation.nothing', 'there is nothing published to delegate from', {
    expected,
    found,
    place: 'repository',
    hint: 'Publish the root of this ceremony first. Delegations change under a root that is in use.',
    notDone: ['Nothing was changed.'],
  });
}
