import { compareInstants, type Instant } from '../encoding/instant.ts';
import type { JudgedSignature } from '../tuf/threshold.ts';
import { finding } from './findings.ts';
import { shareRootKeys } from './replay.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';
import { mergeStatuses } from './signatures.ts';
import { count } from './words.ts';

/** What there is to say about the roles below the root, signatures apart. */
export function roleFindings(roles: readonly JudgedRole[], asOf: Instant): Finding[] {
  return [
    ...roles.flatMap(unreadable),
    ...roles.flatMap(threshold),
    ...roles.flatMap((role) => expired(role, asOf)),
    ...forks(roles),
  ];
}

/** A role's signatures as they count; none where nobody here names its keys. */
export function roleSignatures({
  metadata,
  count: counted,
}: JudgedRole): readonly JudgedSignature[] {
  return counted === null ? [] : mergeStatuses(metadata, [counted]);
}

/** "targets 4". */
export function nameOfRole({ role, metadata }: JudgedRole): string {
  return `${role} ${metadata.version}`;
}

function unreadable({ path, problem }: JudgedRole): Finding[] {
  if (problem === null) return [];
  return [
    finding('metadata.malformed', {
      subject: path,
      message: `this file cannot be read: ${problem.message}`,
      hint: problem.hint,
      data: { reason: problem.code, place: problem.place ?? null },
    }),
  ];
}

function threshold(role: JudgedRole): Finding[] {
  const { count: counted, path, staged, metadata } = role;
  if (counted === null || counted.met) return [];
  const data = {
    role: role.role,
    version: metadata.version,
    valid: counted.distinct.length,
    threshold: counted.threshold,
  };
  const signed = `is signed by ${counted.distinct.length} of its keys, and needs ${counted.threshold}`;
  if (staged) {
    return [
      finding('metadata.staged', {
        subject: path,
        message: `${nameOfRole(role)} is staged and ${signed}`,
        hint: 'Signatures are still to come. It counts once it is published.',
        data,
      }),
    ];
  }
  return [
    finding('role.threshold-not-met', {
      subject: path,
      message: `${nameOfRole(role)} ${signed}`,
      hint: 'Clients refuse it. Look for a copy with all signatures.',
      data,
    }),
  ];
}

/** Only what clients would get today has to be in force: the newest files of the repository with the newest root. */
function expired(role: JudgedRole, asOf: Instant): Finding[] {
  const { metadata, repository, newest, staged, count: counted } = role;
  if (!repository.current || !newest || staged || counted === null) return [];
  if (compareInstants(metadata.expires, asOf) > 0) return [];
  return [
    finding('role.expired', {
      subject: role.path,
      message: `${nameOfRole(role)} is the newest here, and it has expired`,
      hint: 'Clients refuse it. Look for a newer version, or give the instant that you ask about.',
      data: {
        role: role.role,
        version: metadata.version,
        expires: metadata.expires.text,
        asOf: asOf.text,
      },
    }),
  ];
}

function forks(roles: readonly JudgedRole[]): Finding[] {
  const accepted = roles.filter(({ count: counted }) => counted?.met === true);
  const byName = Map.groupBy(accepted, (role) => nameOfRole(role));
  return [...byName].flatMap(([name, same]): Finding[] => {
    const distinct = [...Map.groupBy(same, ({ metadata }) => metadata.signedSha256).values()]
      .flatMap((copies) => copies.slice(0, 1))
      .filter(({ root }) => isOfOneHistory(root, same[0]?.root ?? null));
    const [first] = distinct;
    if (first === undefined || distinct.length < 2) return [];
    return [
      finding('role.fork', {
        subject: distinct.map(({ path }) => path).join(', '),
        message: `there are ${count(distinct.length, 'different file')} of ${name}, and clients would accept each`,
        hint: 'Find out which one was published. Those who signed the other have to explain it.',
        data: {
          role: first.role,
          version: first.metadata.version,
          files: distinct.map(({ path }) => path),
          signedSha256: distinct.map(({ metadata }) => metadata.signedSha256),
        },
      }),
    ];
  });
}

function isOfOneHistory(left: JudgedRole['root'], right: JudgedRole['root']): boolean {
  return left !== null && right !== null && shareRootKeys(left, right);
}
