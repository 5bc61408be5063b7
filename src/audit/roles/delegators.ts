import { roleNamed } from '../../tuf/delegated-path.ts';
import type { Delegations } from '../../tuf/delegation.ts';
import type { Role } from '../../tuf/role.ts';
import { folderOf } from '../file-path.ts';
import { shelfOf } from '../history.ts';
import type { ReplayedRoot } from '../replay.ts';
import type { RoleFile } from '../repository.ts';
import type { JudgedRole, Named, Open } from './judged-role.ts';

/**
 * The roots that name the keys of a top role: any of its history, but beside the roots only the newest one for what clients
 * get today.
 */
export function topDelegators({ newest, repository }: Open, type: string | null): readonly Named[] {
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
export function delegatorsOf(
  { file, newest }: Open,
  judged: readonly JudgedRole[],
): readonly Named[] {
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

/** True if this role delegates to one of the names that the file may have. */
export function isNamedBy({ file }: Open, { delegations }: JudgedRole): boolean {
  return delegations !== null && file.names.some((one) => roleNamed(delegations, one) !== null);
}

/** For a file under any name: delegated roles with a keyid under which it is signed. */
export function delegatorsByKey({ file, repository }: Open, judged: readonly JudgedRole[]) {
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
