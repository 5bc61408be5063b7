import { sha512 } from '../encoding/digest.ts';
import { toHex } from '../encoding/hex.ts';
import { roleNamed } from '../tuf/delegated-path.ts';
import type { ListedMetadata } from '../tuf/snapshot.ts';
import { folderOf, nameOf, pathFrom } from './file-path.ts';
import { finding, findingOf } from './findings.ts';
import type { Finding } from './report.ts';
import { nameOfRole } from './role-findings.ts';
import type { JudgedRole } from './roles.ts';

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
  if (snapshots.length === 0) return [];
  const findings =
    timestamp === null || listed === undefined
      ? []
      : [
          ...compare(timestamp, 'snapshot', listed, snapshots, true),
          ...passedOver(timestamp, 'snapshot.json', listed, snapshots),
        ];
  const current =
    snapshots.find(({ head }) => head.version === listed?.version) ?? newest(here, 'snapshot');
  if (current === null || current.meta === null) return findings;
  const isWhole = timestamp !== null && here.some(({ role }) => role === 'targets');
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

/** The files of a role against what another role says of it. */
function compare(
  by: JudgedRole,
  role: string,
  named: ListedMetadata,
  files: readonly JudgedRole[],
  mustBeThere: boolean,
): Finding[] {
  const data = { role, version: named.version, listedIn: by.path };
  if (files.length === 0) {
    if (!mustBeThere) return [];
    return [
      finding('role.missing', {
        subject: by.path,
        message: `${nameOfRole(by)} names ${role} ${named.version}, and it is not among the files`,
        hint: 'A client that needs it stops there. Add the file.',
        data,
      }),
    ];
  }
  const ofVersion = files.filter(({ head }) => head.version === named.version);
  if (ofVersion.length === 0) {
    const versions = [...new Set(files.map(({ head }) => head.version))];
    return [
      finding('role.mismatch', {
        subject: files[0]?.path ?? by.path,
        message: `${nameOfRole(by)} names ${role} ${named.version}, and the files have version ${versions.join(', ')}`,
        hint: 'Clients refuse it. Find out which of the two files is the old one.',
        data: { ...data, reason: 'version', found: versions },
      }),
    ];
  }
  return ofVersion.flatMap((file) => {
    const reason = differenceOf(file, named);
    if (reason === null) return [];
    return [
      finding('role.mismatch', {
        subject: file.path,
        message: `this is not the file of ${role} ${named.version} that ${nameOfRole(by)} names: its ${reason} differs`,
        hint: 'Clients refuse it. Find out which of the two was changed.',
        data: { ...data, reason, sha256: file.facts.sha256, length: file.facts.length },
      }),
    ];
  });
}

/** A higher version that is signed as it has to be lies beside the one that is named: somebody went back. */
function passedOver(
  by: JudgedRole,
  name: string,
  { version }: ListedMetadata,
  files: readonly JudgedRole[],
): Finding[] {
  const named = files.some(({ head }) => head.version === version);
  const higher = files.filter(({ head, count }) => count?.met === true && head.version > version);
  const last = higher.toSorted((left, right) => right.head.version - left.head.version)[0];
  // Where the named version is not there, that is the finding.
  if (!named || last === undefined) return [];
  return [
    findingOf('role.rollback', 'error', {
      subject: by.path,
      message: `${nameOfRole(by)} names version ${version} of ${name.replace(/\.json$/, '')}, and version ${last.head.version} lies there, signed by enough keys`,
      hint: 'Clients that saw the higher version refuse the lower one. Find out who took it back.',
      data: { role: by.role, name, version, highest: last.head.version, before: last.path },
    }),
  ];
}

function differenceOf({ facts }: JudgedRole, { length, hashes }: ListedMetadata): string | null {
  if (length !== null && length !== facts.length) return 'length';
  for (const [algorithm, digest] of hashes) {
    if (algorithm === 'sha256' && digest !== facts.sha256) return 'digest';
    if (algorithm === 'sha512' && digest !== toHex(sha512(facts.bytes))) return 'digest';
  }
  return null;
}

/** Snapshots of old repositories list the root, by an old version: no client looks at it. */
function staleRoot(by: JudgedRole, { version }: ListedMetadata): Finding {
  return finding('snapshot.lists-root', {
    subject: by.path,
    message: `${nameOfRole(by)} lists a root, of version ${version}`,
    hint: 'Clients find roots by counting up, and do not look here.',
    data: { version },
  });
}

/** A delegated role that no snapshot names is one that clients cannot find. */
function notListed(snapshot: JudgedRole, here: readonly JudgedRole[]): Finding[] {
  const lost = here.filter(
    ({ role, head, newest: isNewest, count }) =>
      head.type === 'targets' &&
      isNewest &&
      count?.met === true &&
      snapshot.meta?.has(`${role}.json`) === false,
  );
  return lost.map((file) =>
    finding('role.mismatch', {
      subject: file.path,
      message: `${nameOfRole(snapshot)} does not name ${file.role}, which lies beside it`,
      hint: 'Clients do not find it. Have the snapshot made again.',
      data: {
        role: file.role,
        version: file.head.version,
        listedIn: snapshot.path,
        reason: 'not-listed',
      },
    }),
  );
}

/** A newer timestamp or snapshot that names an older version than one before it did. */
function rollbacks(all: readonly JudgedRole[]): Finding[] {
  const findings: Finding[] = [];
  for (const role of ['timestamp', 'snapshot']) {
    const highest = new Map<string, { readonly version: number; readonly by: JudgedRole }>();
    const ascending = all
      .filter((one) => one.role === role && one.count?.met === true && one.meta !== null)
      .toSorted((left, right) => left.head.version - right.head.version);
    for (const by of ascending) {
      for (const [name, { version }] of by.meta ?? []) {
        const before = highest.get(name);
        if (name !== 'root.json' && before !== undefined && version < before.version) {
          findings.push(rollback(by, before.by, name, version, before.version));
        }
        if (before === undefined || version > before.version) highest.set(name, { version, by });
      }
    }
  }
  return findings;
}

function rollback(
  by: JudgedRole,
  before: JudgedRole,
  name: string,
  version: number,
  highest: number,
): Finding {
  return findingOf('role.rollback', by.present && before.present ? 'error' : 'warning', {
    subject: by.path,
    message: `${nameOfRole(by)} names version ${version} of ${name.replace(/\.json$/, '')}, and ${nameOfRole(before)} had named ${highest}`,
    hint: 'Clients that saw the higher version refuse the lower one. Find out who took it back.',
    data: { role: by.role, name, version, highest, before: before.path },
  });
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
