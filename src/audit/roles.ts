import type { Verifier } from '../keys/verify.ts';
import { countSignatures, type SignatureCount } from '../tuf/threshold.ts';
import { isLaxlyMet } from './replay.ts';
import type { Repository } from './repository.ts';
import { contentOf } from './role-content.ts';
import { delegatorsByKey, delegatorsOf, isNamedBy, topDelegators } from './roles/delegators.ts';
import { eachOf } from './roles/in-parts.ts';
import type { JudgedRole, Named, Open } from './roles/judged-role.ts';
import { highestOf, isNewest, topType } from './roles/newest.ts';

export type { Delegator, JudgedRole } from './roles/judged-role.ts';

/**
 * Judges every role: timestamp, snapshot and targets by the roots, delegated roles by the targets that name them. An
 * older version may have been signed for an older root, so any root of its history will do for it; what clients get
 * today has to be signed for the newest.
 */
export async function judgeRoles(
  repositories: readonly Repository[],
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<readonly JudgedRole[]> {
  const all = repositories.flatMap((repository): Open[] => {
    const highest = highestOf(repository);
    return repository.files.map((file) => ({
      file,
      repository,
      newest: isNewest(file, highest),
    }));
  });
  const judged: JudgedRole[] = await eachOf(
    all.filter((one) => !isDelegated(one)),
    (one) => judge(one, topDelegators(one, topType(one.file)), verifier, signal),
  );
  let open = all.filter(isDelegated);
  // Delegations go over several levels: every round adds those whose delegator was accepted in the one before. What none
  // of these names is not looked at again, so that a long way down costs no more than a broad one.
  for (let fresh: readonly JudgedRole[] = judged; fresh.length > 0;) {
    const parents = fresh.filter(isAccepted);
    const named = open.filter((one) => parents.some((parent) => isNamedBy(one, parent)));
    const results = await eachOf(named, (one) =>
      judge(one, delegatorsOf(one, judged), verifier, signal),
    );
    const accepted = new Set(named.filter((_, index) => isAccepted(results[index])));
    fresh = results.filter(isAccepted);
    judged.push(...fresh);
    open = open.filter((one) => !accepted.has(one));
  }
  for (const one of open) judged.push(await judgeLast(one, judged, verifier, signal));
  return judged;
}

function isDelegated({ file }: Open): boolean {
  return topType(file) === null && file.head.type === 'targets';
}

/** What no delegator accepted: by those who name it; else, where its name says nothing, by whoever names its keys. */
async function judgeLast(
  one: Open,
  judged: readonly JudgedRole[],
  verifier: Verifier,
  signal: AbortSignal | undefined,
): Promise<JudgedRole> {
  const named = delegatorsOf(one, judged);
  if (named.length > 0) return judge(one, named, verifier, signal);
  const byKey = await judge(one, delegatorsByKey(one, judged), verifier, signal);
  return byKey.count?.met === true ? byKey : judge(one, [], verifier, signal);
}

async function judge(
  { file, repository, newest }: Open,
  delegators: readonly Named[],
  verifier: Verifier,
  signal: AbortSignal | undefined,
): Promise<JudgedRole> {
  const metadata = file.load();
  let count: SignatureCount | null = null;
  let delegator: Named | null = null;
  let acceptable = false;
  for (const next of delegators) {
    const counted = await countSignatures(metadata, next.keys, next.role, verifier, signal);
    if (count === null || counted.met) [count, delegator] = [counted, next];
    acceptable ||= isLaxlyMet(counted);
    if (counted.met) break;
  }
  const role = delegator?.name ?? topType(file) ?? file.names[0] ?? '';
  return {
    ...file,
    ...contentOf(metadata, newest ? null : file.load),
    role,
    repository,
    count,
    delegator,
    acceptable,
    newest,
  };
}

function isAccepted(role: JudgedRole | undefined): boolean {
  return role?.count?.met === true;
}
