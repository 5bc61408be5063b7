import { sha512 } from '../../encoding/digest.ts';
import { toHex } from '../../encoding/hex.ts';
import type { ListedMetadata } from '../../tuf/snapshot.ts';
import { finding } from '../findings.ts';
import type { Finding } from '../report.ts';
import { nameOfRole } from '../role-findings.ts';
import type { JudgedRole } from '../roles.ts';

/** The files of a role against what another role says of it. */
export function compare(
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
        message: `${nameOfRole(by)} names ${role} ${named.version}, and no file of it that can be read is there`,
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

function differenceOf({ facts }: JudgedRole, { length, hashes }: ListedMetadata): string | null {
  if (length !== null && length !== facts.length) return 'length';
  for (const [algorithm, digest] of hashes) {
    if (algorithm === 'sha256' && digest !== facts.sha256) return 'digest';
    if (algorithm === 'sha512' && digest !== toHex(sha512(facts.bytes))) return 'digest';
  }
  return null;
}

/** Snapshots of old repositories list the root, by an old version: no client looks at it. */
export function staleRoot(by: JudgedRole, { version }: ListedMetadata): Finding {
  return finding('snapshot.lists-root', {
    subject: by.path,
    message: `${nameOfRole(by)} lists a root, of version ${version}`,
    hint: 'Clients find roots by counting up, and do not look here.',
    data: { version },
  });
}

/** A delegated role that no snapshot names is one that clients cannot find. */
export function notListed(snapshot: JudgedRole, here: readonly JudgedRole[]): Finding[] {
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
