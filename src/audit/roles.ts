import type { Verifier } from '../keys/verify.ts';
import type { Delegations } from '../tuf/delegation.ts';
import { roleNamed } from '../tuf/delegated-path.ts';
import type { TufKey } from '../tuf/key.ts';
import type { UnusableKey } from '../tuf/key-list.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { Oddity } from '../tuf/oddity.ts';
import type { Role } from '../tuf/role.ts';
import { countSignatures, type SignatureCount } from '../tuf/threshold.ts';
import { folderOf } from './file-path.ts';
import { shelfOf } from './history.ts';
import type { ReplayedRoot } from './replay.ts';
import type { Repository, RoleFile } from './repository.ts';
import { contentOf, type RoleContent } from './role-content.ts';

/** Somebody who names the keys of a role. */
export interface Delegator {
  /** "root 4", "targets 2". */
  readonly what: string;
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly unusable: readonly UnusableKey[];
  readonly role: Role;
  /** The history of roots that it belongs to. */
  readonly history: number;
  readonly oddities: readonly Oddity[];
  /** Its whole file. */
  readonly load: () => Metadata;
}

/** A role's file, judged by whoever names its keys. */
export interface JudgedRole extends RoleFile, RoleContent {
  /** The name under which its keys are named. */
  readonly role: string;
  readonly repository: Repository;
  /** Signatures for the delegator that accepts it, else for the newest one; null where nobody here names its keys. */
  readonly count: SignatureCount | null;
  readonly delegator: Delegator | null;
  /** No newer version of this role lies beside it. */
  readonly newest: boolean;
}

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
  // Delegations go over several levels: every round adds those whose delegator was accepted in the one before.
  for (let accepted = -1; accepted !== countAccepted(judged);) {
    accepted = countAccepted(judged);
    const rest: Open[] = [];
    const round: JudgedRole[] = [];
    const results = await eachOf(open, async (one) => {
      const named = delegatorsOf(one, judged);
      return named.length === 0 ? null : judge(one, named, verifier, signal);
    });
    for (const [index, one] of open.entries()) {
      const result = results[index] ?? null;
      if (result?.count?.met === true) round.push(result);
      else rest.push(one);
    }
    judged.push(...round);
    open = rest;
  }
  for (const one of open) judged.push(await judgeLast(one, judged, verifier, signal));
  return judged;
}

function isDelegated({ file }: Open): boolean {
  return topType(file) === null && file.head.type === 'targets';
}

/** So many files are read and judged together, so that the verifier has work for every core. */
const mostAtOnce = 16;
const mostBytesAtOnce = 1024 * 1024;

/** Judges files in parts that are not too large to be held; the answers come in the order of the files. */
async function eachOf<Answer>(
  open: readonly Open[],
  judgeOne: (one: Open) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let part: Open[] = [];
  let bytes = 0;
  for (const one of open) {
    part.push(one);
    bytes += one.file.facts.length;
    if (part.length < mostAtOnce && bytes < mostBytesAtOnce) continue;
    answers.push(...(await Promise.all(part.map(judgeOne))));
    part = [];
    bytes = 0;
  }
  return [...answers, ...(await Promise.all(part.map(judgeOne)))];
}

interface Open {
  readonly file: RoleFile;
  readonly repository: Repository;
  readonly newest: boolean;
}

type Named = Delegator & { readonly name: string };

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
  for (const next of delegators) {
    const counted = await countSignatures(metadata, next.keys, next.role, verifier, signal);
    if (count === null || counted.met) [count, delegator] = [counted, next];
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
    newest,
  };
}

/** The role that a file is by its content; null for targets metadata that are not called targets. */
function topType({ head, names }: RoleFile): string | null {
  return head.type === 'targets' && !names.includes('targets') ? null : head.type;
}

/** The highest version under each name: of one folder all files, of a Git history those in its last commit. */
function highestOf({ files }: Repository): ReadonlyMap<string | undefined, number> {
  const highest = new Map<string | undefined, number>();
  for (const file of files.filter(({ present }) => present)) {
    const name = topType(file) ?? file.names[0];
    highest.set(name, Math.max(highest.get(name) ?? 0, file.head.version));
  }
  return highest;
}

function isNewest(file: RoleFile, highest: ReadonlyMap<string | undefined, number>): boolean {
  const version = highest.get(topType(file) ?? file.names[0]) ?? 0;
  return file.present && file.head.version >= version;
}

function topDelegators({ newest, repository }: Open, type: string | null): readonly Named[] {
  if (type !== 'targets' && type !== 'snapshot' && type !== 'timestamp') return [];
  const { roots, beside } = repository;
  const decides = (root: ReplayedRoot) => !beside || !newest || root.version === roots[0]?.version;
  return roots.filter(decides).map((root) => rootDelegator(root, type));
}

function rootDelegator(
  { best: { root }, version, history }: ReplayedRoot,
  type: 'targets' | 'snapshot' | 'timestamp',
): Named {
  return {
    name: type,
    what: `root ${version}`,
    keys: root.keys,
    unusable: root.unusableKeys,
    role: root.roles[type],
    history,
    oddities: root.oddities,
    load: () => root.metadata,
  };
}

/**
 * Those who name the role, newest first. Only targets that were accepted can delegate; for the newest file of a role
 * only the newest of each of its parents counts.
 */
function delegatorsOf({ file, newest }: Open, judged: readonly JudgedRole[]): readonly Named[] {
  const parents = parentsOf(file, judged).flatMap((parent) => {
    const { delegations } = parent;
    const name = delegations && file.names.find((one) => roleNamed(delegations, one) !== null);
    if (delegations === null || name === null || name === undefined) return [];
    const role = roleNamed(delegations, name);
    return role === null
      ? []
      : [{ parent, delegator: delegatorOf(parent, delegations, role, name) }];
  });
  return parents
    .filter(
      ({ parent }) => !newest || parent.newest || !parents.some((other) => other.parent.newest),
    )
    .map(({ delegator }) => delegator);
}

/** For a file under any name: delegated roles with a keyid under which it is signed. */
function delegatorsByKey({ file, repository }: Open, judged: readonly JudgedRole[]) {
  const signs = ({ keyids }: Role) => keyids.some((keyid) => file.head.keyids.includes(keyid));
  const delegated = parentsOf(file, judged).flatMap((parent): Named[] => {
    const { delegations } = parent;
    if (delegations === null) return [];
    return delegations.roles
      .filter(signs)
      .map((role) => delegatorOf(parent, delegations, role, role.name));
  });
  const roots = repository.roots
    .filter(({ best }) => signs(best.root.roles.targets))
    .map((root) => rootDelegator(root, 'targets'));
  return [...delegated, ...roots];
}

/** Accepted targets metadata with delegations: from the same folder if there are any, else from everywhere. */
function parentsOf(file: RoleFile, judged: readonly JudgedRole[]): readonly JudgedRole[] {
  const accepted = judged.filter(
    ({ count, delegations }) => count?.met === true && delegations !== null,
  );
  const shelf = shelfOf(folderOf(file.place));
  const beside = accepted.filter(({ place }) => shelfOf(folderOf(place)) === shelf);
  return (beside.length > 0 ? beside : accepted).toSorted(
    (left, right) => right.head.version - left.head.version,
  );
}

function delegatorOf(
  { role: parent, head, delegator, oddities, load }: JudgedRole,
  delegations: Delegations,
  role: Role,
  name: string,
): Named {
  return {
    name,
    what: `${parent} ${head.version}`,
    keys: delegations.keys,
    unusable: delegations.unusable,
    role,
    history: delegator?.history ?? -1,
    oddities,
    load,
  };
}

function countAccepted(judged: readonly JudgedRole[]): number {
  return judged.filter(({ count }) => count?.met === true).length;
}
