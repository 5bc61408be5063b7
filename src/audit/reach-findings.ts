import { finding } from './findings.ts';
import type { Finding } from './report.ts';
import { nameOfRole } from './role-findings.ts';
import type { JudgedRole } from './roles.ts';
import { TargetSearch } from './target-search.ts';
import { count } from './words.ts';

/** Bounds the work for a hostile list: targets that are looked for, in one audit. */
const mostTargets = 20_000;

/**
 * Looks for every target of a delegated role as a client does, depth first from the top, in the order of the
 * delegations, and not past one that ends the search. What a client does not find there, it never gets.
 */
export function reachFindings(roles: readonly JudgedRole[]): Finding[] {
  let [left, unasked] = [mostTargets, 0];
  const findings = [...Map.groupBy(roles, ({ repository }) => repository).values()].flatMap(
    (all) => {
      const newest = new Map(
        all
          .filter((role) => role.newest && role.count?.met === true && role.listed !== null)
          .map((role) => [role.role, role]),
      );
      const search = new TargetSearch(newest);
      return [...newest.values()].flatMap((role): Finding[] => {
        if (role.role === 'targets' || !newest.has('targets')) return [];
        const listed = [...(role.listed?.().keys() ?? [])];
        const names = listed.slice(0, left);
        left -= names.length;
        unasked += listed.length - names.length;
        const lost = names.filter((name) => search.find(name) !== role);
        return lost.length === 0 ? [] : [unreachable(role, lost)];
      });
    },
  );
  return unasked === 0 ? findings : [...findings, notLookedFor(unasked)];
}

/** What was not looked at is said: nobody may take its silence for a search. */
function notLookedFor(targets: number): Finding {
  return finding('target.unreachable', {
    subject: 'further targets',
    message: `${count(targets, 'further target')} of delegated roles ${targets === 1 ? 'was' : 'were'} not looked for`,
    hint: `An audit looks for ${mostTargets.toLocaleString('en-US')} as a client does. Of the others it is not known whether clients find them.`,
    data: { count: targets },
  });
}

function unreachable(role: JudgedRole, lost: readonly string[]): Finding {
  return finding('target.unreachable', {
    subject: role.path,
    message: `${nameOfRole(role)} lists ${lost.length === 1 ? 'a target' : `${lost.length} targets`} for which clients do not come here`,
    hint: 'The delegation does not cover the name, or another role stands before this one.',
    data: { role: role.role, version: role.head.version, targets: lost.slice(0, 100) },
  });
}
