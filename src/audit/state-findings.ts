import { roleNamed } from '../tuf/delegated-path.ts';
import { folderOf, nameOf, pathFrom } from './file-path.ts';
import { finding } from './findings.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';
import { compare, notListed, staleRoot } from './state-findings/listed.ts';
import { passedOver, rollbacks } from './state-findings/rollback.ts';

/**
 * Holds each repository together, as a client does: the timestamp names a snapshot, the snapshot names every targets
 * file, by version and, where they are given, by length and digests. Nothing is said of what lies there alone.
 */
export function stateFindings(roles: readonly JudgedRole[]): Finding[] {
  return [...Map.groupBy(roles, ({ repository }) => repository).values()].flatMap((all) => {
    const here = all.filter(({ present, staged, count }) => present && !staged && count !== null);
    return [...state(here, roles), ...rollbacks(all), ...here.flatMap(misnamed)];
  });
}

function state(here: readonly JudgedRole[], everywhere: readonly JudgedRole[]): Finding[] {
  const timestamp = newest(here, 'timestamp');
  const snapshots = here.filter(({ role }) => role === 'snapshot');
  const listed = timestamp?.meta?.get('snapshot.json');
  // A timestamp is what clients begin with; one that lies alone is only a file.
  const isWhole =
    timestamp !== null && here.some(({ role }) => ['snapshot', 'targets'].includes(role));
  const findings =
    timestamp === null || listed === undefined
      ? []
      : [
          ...compare(timestamp, 'snapshot', listed, snapshots, isWhole),
          ...passedOver(timestamp, 'snapshot.json', listed, snapshots),
        ];
  const current =
    snapshots.find(({ head }) => head.version === listed?.version) ?? newest(here, 'snapshot');
  if (current === null || current.meta === null) return findings;
  for (const [name, named] of current.meta) {
    const role = name.replace(/\.json$/, '');
    const beside = here.filter((one) => one.role === role && one.head.type === 'targets');
    const files = beside.length > 0 ? beside : whereNameLeads(role, current, everywhere);
    if (role === 'root') findings.push(staleRoot(current, named));
    else {
      findings.push(...compare(current, role, named, files, isWhole && isLookedFor(role, here)));
      findings.push(...passedOver(current, name, named, files));
    }
  }
  return [...findings, ...notListed(current, here)];
}

/**
 * Files of a role whose name is a path: some programs take `../a` for a way out of the folder of the metadata, and write
 * the file there. Only what somebody who names the role has accepted is taken for it.
 */
function whereNameLeads(
  role: string,
  snapshot: JudgedRole,
  everywhere: readonly JudgedRole[],
): readonly JudgedRole[] {
  if (!role.includes('/')) return [];
  const folder = pathFrom(folderOf(snapshot.place), folderOf(role));
  return everywhere.filter(
    (one) =>
      one.role === role &&
      one.head.type === 'targets' &&
      one.count?.met === true &&
      one.present &&
      folderOf(one.place) === folder,
  );
}

/** Clients look for targets, and for what the newest targets delegate to; an old snapshot may name more. */
function isLookedFor(role: string, here: readonly JudgedRole[]): boolean {
  return (
    role === 'targets' ||
    here.some(
      ({ newest: isNewest, delegations }) =>
        isNewest && delegations !== null && roleNamed(delegations, role) !== null,
    )
  );
}

function newest(here: readonly JudgedRole[], role: string): JudgedRole | null {
  const all = here.filter((one) => one.role === role && one.count?.met === true);
  return all.find((one) => one.newest) ?? all[0] ?? null;
}

/** A client asks for `4.targets.json` by its name. */
function misnamed({ place, path, head, role, names }: JudgedRole): Finding[] {
  const number = /^(\d{1,15})\./.exec(nameOf(place))?.[1];
  if (number === undefined || Number(number) === head.version || names[0] === role) return [];
  return [
    finding('role.mismatch', {
      subject: path,
      message: `the file is named for version ${Number(number)} and holds version ${head.version}`,
      hint: 'A client that asks for the version in the name does not get it. Find the right file.',
      data: { role, version: head.version, named: Number(number), reason: 'name' },
    }),
  ];
}
