import { compareInstants, type Instant } from '../encoding/instant.ts';
import type { JudgedSignature } from '../tuf/threshold.ts';
import { finding } from './findings.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';
import { mergeStatuses } from './signatures.ts';
import { count } from './words.ts';

/** What there is to say about the roles below the root, signatures apart. */
export function roleFindings(roles: readonly JudgedRole[], asOf: Instant): Finding[] {
  return [
    ...roles.flatMap(unreadable),
    ...roles.flatMap(threshold),
    ...roles.flatMap(notJudged),
    ...roles.flatMap((role) => expired(role, asOf)),
    ...forks(roles),
  ];
}

/** A role's signatures as they count; none where nobody here names its keys. */
export function roleSignatures({
  signatures,
  count: counted,
}: JudgedRole): readonly JudgedSignature[] {
  return counted === null ? [] : mergeStatuses(signatures, [counted]);
}

/** "targets 4". */
export function nameOfRole({ role, head }: JudgedRole): string {
  return `${role} ${head.version}`;
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
  const { count: counted, path, staged, head, origin, delegator } = role;
  if (counted === null || counted.met) return [];
  const data = {
    role: role.role,
    version: head.version,
    valid: counted.distinct.length,
    threshold: counted.threshold,
    delegator: delegator?.what ?? null,
  };
  const signed = `is signed by ${counted.distinct.length} of its keys, and needs ${counted.threshold}`;
  if (staged) {
    return [
      finding('metadata.staged', {
        subject: path,
        message: `${nameOfRole(role)} ${origin === null ? 'is staged and' : 'was never finished: it'} ${signed}`,
        hint: 'Signatures are missing. It counts once it has them and is published.',
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

/** What nobody vouches for is never passed over in silence. */
function notJudged(role: JudgedRole): Finding[] {
  if (role.count !== null) return [];
  return [
    finding('role.not-judged', {
      subject: role.path,
      message: `no file here says whose keys may sign ${nameOfRole(role)}`,
      hint: 'Its signatures were not verified. Add the root, or the role that delegates to it.',
      data: { role: role.role, type: role.head.type, version: role.head.version },
    }),
  ];
}

/** Only what clients would get today has to be in force: the newest files of the repository with the newest root. */
function expired(role: JudgedRole, asOf: Instant): Finding[] {
  const { head, repository, newest, staged, count: counted } = role;
  if (!repository.current || !newest || staged || counted === null) return [];
  if (compareInstants(head.expires, asOf) > 0) return [];
  return [
    finding('role.expired', {
      subject: role.path,
      message: `${nameOfRole(role)} is the newest here, and it has expired`,
      hint: 'Clients refuse it. Look for a newer version, or give the instant that you ask about.',
      data: {
        role: role.role,
        version: head.version,
        expires: head.expires.text,
        asOf: asOf.text,
      },
    }),
  ];
}

/** Counted in the laxest way that clients do, over everything that was given of one history. */
function forks(roles: readonly JudgedRole[]): Finding[] {
  const accepted = roles.filter(({ acceptable }) => acceptable);
  const byName = Map.groupBy(
    accepted,
    (role) => `${role.delegator?.history ?? -1} ${nameOfRole(role)}`,
  );
  return [...byName.values()].flatMap((same): Finding[] => {
    const distinct = [...Map.groupBy(same, ({ head }) => head.signedSha256).values()].flatMap(
      (copies) => copies.slice(0, 1),
    );
    const [first] = distinct;
    if (first === undefined || distinct.length < 2) return [];
    return [
      finding('role.fork', {
        subject: distinct.map(({ path }) => path).join(', '),
        message: `there are ${count(distinct.length, 'different file')} of ${nameOfRole(first)}, and clients would accept each`,
        hint: 'Find out which one was published. Those who signed the other have to explain it.',
        data: {
          role: first.role,
          version: first.head.version,
          files: distinct.map(({ path }) => path),
          signedSha256: distinct.map(({ head }) => head.signedSha256),
        },
      }),
    ];
  });
}
