import { binFor, speaksFor } from '../tuf/delegated-path.ts';
import { finding } from './findings.ts';
import type { Finding } from './report.ts';
import { nameOfRole } from './role-findings.ts';
import type { JudgedRole } from './roles.ts';

/** As many roles as clients look into for one target before they give up. */
const mostVisits = 256;
/** Bounds the work for a hostile list: targets that are looked for, in one audit. */
const mostTargets = 20_000;

/**
 * Looks for every target of a delegated role as a client does, depth first from the top, in the order of the
 * delegations, and not past one that ends the search. What a client does not find there, it never gets.
 */
export function reachFindings(roles: readonly JudgedRole[]): Finding[] {
  let left = mostTargets;
  return [...Map.groupBy(roles, ({ repository }) => repository).values()].flatMap((all) => {
    const newest = new Map(
      all
        .filter((role) => role.newest && role.count?.met === true && role.listed !== null)
        .map((role) => [role.role, role]),
    );
    return [...newest.values()].flatMap((role) => {
      if (role.role === 'targets' || !newest.has('targets')) return [];
      const names = [...(role.listed?.().keys() ?? [])].slice(0, Math.max(0, left));
      left -= names.length;
      const lost = names.filter((name) => visit(newest, 'targets', name, new Set()).found !== role);
      return lost.length === 0 ? [] : [unreachable(role, lost)];
    });
  });
}

interface Visit {
  /** The first role that lists the target. */
  readonly found: JudgedRole | null;
  /** A delegation on the way ends the search, whatever comes of it. */
  readonly ended: boolean;
}

function visit(
  roles: ReadonlyMap<string, JudgedRole>,
  name: string,
  target: string,
  seen: Set<string>,
): Visit {
  const role = roles.get(name);
  if (role === undefined || seen.has(name) || seen.size >= mostVisits) {
    return { found: null, ended: false };
  }
  seen.add(name);
  if (role.listed?.().has(target) === true) return { found: role, ended: true };
  const { delegations } = role;
  if (delegations === null) return { found: null, ended: false };
  if (delegations.succinct !== null) {
    const { found } = visit(roles, binFor(delegations.succinct, target), target, seen);
    return { found, ended: true };
  }
  for (const delegated of delegations.roles.filter((one) => speaksFor(one, target))) {
    const { found, ended } = visit(roles, delegated.name, target, seen);
    if (found !== null || ended || delegated.terminating) return { found, ended: true };
  }
  return { found: null, ended: false };
}

function unreachable(role: JudgedRole, lost: readonly string[]): Finding {
  return finding('target.unreachable', {
    subject: role.path,
    message: `${nameOfRole(role)} lists ${lost.length === 1 ? 'a target' : `${lost.length} targets`} for which clients do not come here`,
    hint: 'The delegation does not cover the name, or another role stands before this one.',
    data: { role: role.role, version: role.head.version, targets: lost.slice(0, 100) },
  });
}
