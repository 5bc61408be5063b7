import { ceremonyTime } from '../../src/ceremony/ceremony-clock.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { publish, type RepositoryFile } from '../ceremonies/repository-writer.ts';
import { nodeVerifier } from '../verification/node.ts';
import { requireClientAccepts } from './client-check.ts';
import { StepError } from './desk.ts';
import { keysByParticipant } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { requireNoProblem, reviewMatter, reviewProblem, type ReviewMatter } from './review-root.ts';
import { requireSameWorld } from './rehearsal/real-repository.ts';
import { namesOf, roleParts } from './role-parts.ts';
import { progressOf } from './seats.ts';
import { recordRoleSignature, type RoleSigner } from './sign-role.ts';
import { requireShownTargets } from './shown-targets.ts';
import { stagedTargets, targetFacts, targetFiles } from './staged-targets.ts';
import { requireUnpublished } from './stage-root.ts';

/**
 * Publishes: the staged root with its signatures, and new targets, delegated roles, snapshot and timestamp, signed by
 * the tokens at hand. The root has to be the one that the plan describes. Nothing is written before every threshold
 * holds and tuf-js accepts it all as a client from the first root; the unversioned names move last. If it was cut off it is done again, and ends with the same files.
 * @param shown the digest of the list of target files that a person saw (`targetsDigest`); null where none was there
 * @throws StepError `host.not-ready` with what is missing, `step.changed` for target files that nobody was shown, or the
 *   code of what is wrong with the root; TokenError; RehearsalError; FolderError; OpinionError
 */
export async function publishRoot(
  ceremony: OpenCeremony,
  signers: readonly RoleSigner[],
  shown: string | null = null,
): Promise<void> {
  const { plan, folder } = ceremony;
  await requireUnpublished(ceremony);
  const matter = await reviewMatter(ceremony);
  if (matter === null) throw notReady('no root is staged');
  requireSameWorld(ceremony, matter.inUse);
  requireNoProblem(reviewProblem(ceremony, matter), 'Nothing was published.');
  const short = await shortOfThresholds(matter);
  if (short.length > 0) throw notReady(short.join('; '));
  const { staged, held } = matter;
  const targets = await stagedTargets(folder);
  requireShownTargets(targets, shown);
  const parts = await roleParts(ceremony, keysByParticipant(held), signers, targetFacts(targets));
  const rootBytes = staged.metadata.bytes;
  const files: RepositoryFile[] = [
    { path: `${staged.version}.root.json`, bytes: rootBytes },
    { path: 'root.json', bytes: rootBytes },
    ...targetFiles(targets, plan.tuf.consistentSnapshot),
    ...parts.flatMap((part) =>
      namesOf(part, plan.tuf.consistentSnapshot).map((path) => ({ path, bytes: part.bytes })),
    ),
  ];
  const at = ceremonyTime(ceremony.records, ceremony.now());
  await requireClientAccepts(folder, files, { version: staged.version, at });
  const facts = await publish(folder, files);
  for (const { bytes, made } of parts)
    for (const signature of made) await recordRoleSignature(ceremony, signature, sha256Hex(bytes));
  await ceremony.append({
    kind: 'root.published',
    participant: ceremony.youOrNull?.id ?? null,
    data: {
      version: staged.version,
      signedSha256: staged.metadata.signedSha256,
      files: [...facts],
    },
  });
}

/** What each threshold of the staged root still lacks, in words; empty when all hold. */
export async function shortOf(ceremony: OpenCeremony): Promise<readonly string[]> {
  const matter = await reviewMatter(ceremony);
  return matter === null ? ['no root is staged'] : shortOfThresholds(matter);
}

async function shortOfThresholds({ staged, inUse }: ReviewMatter): Promise<readonly string[]> {
  const progress = await progressOf(staged, inUse, nodeVerifier);
  return progress
    .filter(({ met }) => !met)
    .map(
      ({ version, threshold, signed }) =>
        `${threshold - signed.length} more from the keyholders of version ${version}`,
    );
}

function notReady(found: string): StepError {
  return new StepError('host.not-ready', 'the root cannot be published yet', {
    expected: 'every threshold met',
    found,
    hint: 'Bring in what is missing, then publish.',
    notDone: ['Nothing was published.'],
  });
}
