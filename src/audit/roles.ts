import { StationError } from '../encoding/station-error.ts';
import type { Verifier } from '../keys/verify.ts';
import type { DelegatedRole, Delegations } from '../tuf/delegation.ts';
import type { TufKey } from '../tuf/key.ts';
import type { Role } from '../tuf/role.ts';
import type { Root } from '../tuf/root.ts';
import { parseTargets, type Targets } from '../tuf/targets.ts';
import { countSignatures, type SignatureCount } from '../tuf/threshold.ts';
import type { Repository, RoleFile } from './repository.ts';

/** A role's file, judged by whoever names its keys. */
export interface JudgedRole extends RoleFile {
  readonly repository: Repository;
  /** Signatures for the delegator that accepts it, else for the newest one; null where nobody here names its keys. */
  readonly count: SignatureCount | null;
  /** No newer version of this role lies beside it. */
  readonly newest: boolean;
  /** Its content, where it is targets metadata that can be read. */
  readonly targets: Targets | null;
  /** The root that vouches for it, directly or through delegations; null where none does. */
  readonly root: Root | null;
  /** Why its content cannot be read; null if it can. */
  readonly problem: StationError | null;
}

/** Somebody who names the keys of a role. */
interface Delegator {
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly role: Role;
  readonly root: Root;
}

/**
 * Judges every role of a repository: timestamp, snapshot and targets by its roots, delegated roles by the targets that
 * name them. An older version may have been signed for an older root, so any root beside it will do for it.
 */
export async function judgeRoles(
  repository: Repository,
  verifier: Verifier,
  signal?: AbortSignal,
): Promise<readonly JudgedRole[]> {
  const judged: JudgedRole[] = [];
  const open = repository.files.map((file) => ({ file, ...contentOf(file) }));
  for (const one of open.filter(({ file }) => isTop(file))) {
    judged.push(
      await judge(one, topDelegators(one.file, repository), repository, verifier, signal),
    );
  }
  // Delegations can go over several levels, and no role is its own delegator: every round takes one level.
  let rest = open.filter(({ file }) => !isTop(file));
  while (rest.length > 0) {
    const named = rest.filter(({ file }) => delegatorsOf(file, judged).length > 0);
    for (const one of named) {
      judged.push(await judge(one, delegatorsOf(one.file, judged), repository, verifier, signal));
    }
    rest = rest.filter((one) => !named.includes(one));
    if (named.length > 0) continue;
    for (const one of rest) judged.push(await judge(one, [], repository, verifier, signal));
    break;
  }
  return judged;
}

/** `targets.json` holds the role targets; a delegated role is of the type targets too, and named otherwise. */
function isTop({ role, metadata }: RoleFile): boolean {
  return role === metadata.type;
}

interface OpenFile {
  readonly file: RoleFile;
  readonly targets: Targets | null;
  readonly problem: StationError | null;
}

async function judge(
  { file, targets, problem }: OpenFile,
  delegators: readonly Delegator[],
  repository: Repository,
  verifier: Verifier,
  signal: AbortSignal | undefined,
): Promise<JudgedRole> {
  const newest = repository.files.every(
    ({ role, metadata }) => role !== file.role || metadata.version <= file.metadata.version,
  );
  const candidates = newest ? delegators.slice(0, 1) : delegators;
  let count: SignatureCount | null = null;
  let root: Root | null = null;
  for (const { keys, role, root: from } of candidates) {
    const next = await countSignatures(file.metadata, keys, role, verifier, signal);
    if (count === null || next.met) [count, root] = [next, from];
    if (next.met) break;
  }
  return { ...file, repository, count, newest, targets, root, problem };
}

function contentOf({ metadata }: RoleFile): Pick<OpenFile, 'targets' | 'problem'> {
  if (metadata.type !== 'targets') return { targets: null, problem: null };
  try {
    return { targets: parseTargets(metadata), problem: null };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return { targets: null, problem: error };
  }
}

function topDelegators({ metadata }: RoleFile, { roots }: Repository): readonly Delegator[] {
  const { type } = metadata;
  if (type !== 'targets' && type !== 'snapshot' && type !== 'timestamp') return [];
  return roots.map((root) => ({ keys: root.keys, role: root.roles[type], root }));
}

/** Newest delegator first. Only targets that a root vouches for can delegate. */
function delegatorsOf(file: RoleFile, judged: readonly JudgedRole[]): readonly Delegator[] {
  return judged
    .filter(({ count }) => count?.met === true)
    .toSorted((left, right) => right.metadata.version - left.metadata.version)
    .flatMap(({ targets, root }): Delegator[] => {
      const delegations = targets?.delegations ?? null;
      const role = roleIn(delegations, file.role);
      if (delegations === null || role === undefined || root === null) return [];
      return [{ keys: delegations.keys, role, root }];
    });
}

function roleIn(delegations: Delegations | null, name: string): DelegatedRole | undefined {
  return delegations?.roles.find((role) => role.name === name);
}
