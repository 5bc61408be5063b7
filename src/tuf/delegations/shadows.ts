import type { DelegatedRole } from '../delegation.ts';
import { speaksFor } from '../delegated-path.ts';
import { list } from '../difference/words.ts';
import { patternCovers, patternsOverlap } from '../pattern-overlap.ts';

type Named = Pick<DelegatedRole, 'name' | 'paths' | 'pathHashPrefixes' | 'terminating'>;

/** Most pairs of patterns that are compared: beyond, the answer is that nobody looked. */
const mostPairs = 20_000;

/**
 * What a role in this place gives and takes, in plain words. Clients ask the targets role first, then delegated roles
 * in the order of the file, and stop behind a terminating one that may speak of the path
 * (TUF specification 1.0, section 5.6.7).
 *
 * @param roles all delegated roles in their order, the one in question among them
 * @param targets the paths that the delegating role lists itself
 */
export function shadowWarnings(
  name: string,
  roles: readonly Named[],
  targets: readonly string[],
): readonly string[] {
  const place = roles.findIndex((role) => role.name === name);
  const own = roles[place];
  if (own === undefined) return [];
  const listed = targets.filter((target) => speaks(own, target));
  return [
    ...(listed.length === 0
      ? []
      : [
          `The targets role lists ${list(listed, 3)} itself. Clients take that, whatever ${name} says of it.`,
        ]),
    ...roles.slice(0, place).flatMap((other) => between(other, own)),
    ...roles.slice(place + 1).flatMap((other) => between(own, other)),
  ];
}

function between(first: Named, second: Named): string[] {
  const overlap = overlapOf(first, second);
  if (overlap === 'none') return [];
  if (overlap === 'unknown')
    return [`Whether ${first.name} and ${second.name} may sign the same files was not worked out.`];
  if (!first.terminating)
    return [
      `Both ${first.name} and ${second.name} may sign files such as ${overlap}. Clients ask ${first.name} first and take what it says.`,
    ];
  const hidden = (second.paths ?? []).filter((path) =>
    (first.paths ?? []).some((wide) => patternCovers(wide, path)),
  );
  if (hidden.length > 0 && hidden.length === second.paths?.length)
    return [
      `${second.name} is never asked: ${first.name} comes before it, covers ${list(hidden, 3)}, and ends the search there.`,
    ];
  return [
    `${first.name} ends the search for files such as ${overlap}. What ${second.name} says of them is never read.`,
  ];
}

/** `none`, `unknown`, or a pattern that both speak for. */
function overlapOf(first: Named, second: Named): string {
  if (first.paths === null || second.paths === null) return 'unknown';
  if (first.paths.length * second.paths.length > mostPairs) return 'unknown';
  const both = second.paths.find((path) =>
    first.paths?.some((other) => patternsOverlap(other, path)),
  );
  return both ?? 'none';
}

function speaks(role: Named, target: string): boolean {
  return speaksFor({ ...role, keyids: [], threshold: 1 }, target);
}
