import type { ListedMetadata } from '../../tuf/snapshot.ts';
import { findingOf } from '../findings.ts';
import type { Finding } from '../report.ts';
import { nameOfRole } from '../role-findings.ts';
import type { JudgedRole } from '../roles.ts';

/** A higher version that is signed as it has to be lies beside the one that is named: somebody went back. */
export function passedOver(
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

/** A newer timestamp or snapshot that names an older version than one before it did. */
export function rollbacks(all: readonly JudgedRole[]): Finding[] {
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
