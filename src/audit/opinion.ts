import type { Instant } from '../encoding/instant.ts';
import type { UnusableKey } from '../tuf/key-list.ts';
import type { Oddity } from '../tuf/oddity.ts';
import type { SignatureCount } from '../tuf/threshold.ts';
import { finding, findingOf } from './findings.ts';
import { causeOf } from './opinion-causes.ts';
import type { ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';
import { nameOfRole } from './role-findings.ts';
import type { JudgedRole } from './roles.ts';
import type { Steps } from './steps.ts';

/** One file, with the one that names the keys of its role: whole files. */
export interface OpinionQuestion {
  /** The type of the delegator's file: a role is delegated by a root or by targets. */
  readonly delegatorType: 'root' | 'targets';
  readonly delegator: Uint8Array;
  readonly type: 'root' | 'targets' | 'snapshot' | 'timestamp';
  /** The name of the role, as the delegator has it. */
  readonly role: string;
  readonly file: Uint8Array;
}

/** What another implementation says: is the threshold met? `refused` is its reason for not reading the files at all. */
export interface ThresholdOpinion {
  readonly accepts: boolean;
  readonly refused: string | null;
  /** Why it was not asked at all, in a few words; then the rest says nothing. */
  readonly unasked?: string;
}

/** A repository as a client sees it. */
export interface ClientQuestion {
  /** The root that it starts with. */
  readonly trustedRoot: Uint8Array;
  /** Files by the name under which a client asks for them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly asOf: Instant;
  /** Target paths that it looks for when it is up to date, through the delegated roles; none if it is left out. */
  readonly targets?: readonly string[];
}

/** How far a whole client comes that starts with the oldest root here, at the instant of the audit. */
export interface ClientOpinion {
  /** The newest root version that it trusts in the end. */
  readonly trustedVersion: number;
  /** Why it went no further, in its own words; null if it is content. */
  readonly stopped: string | null;
}

/** Another implementation of TUF, as a port: `src` knows none by name. */
export interface SecondOpinion {
  readonly name: string;
  /** One answer a question, in their order. Never throws for what a file holds. */
  thresholds(questions: readonly OpinionQuestion[]): Promise<readonly ThresholdOpinion[]>;
  /** Follows a repository as a client does that asks for one file after another; null where it cannot be run. */
  readonly client:
    ((question: ClientQuestion, signal?: AbortSignal) => Promise<ClientOpinion>) | null;
}

/** A threshold verdict of this station, and what is asked about it. */
interface Verdict {
  readonly question: OpinionQuestion;
  readonly ours: SignatureCount;
  readonly subject: string;
  /** "root 4 by its own keys". */
  readonly what: string;
  readonly by: 'self' | 'previous' | 'delegator';
  readonly version: number;
  readonly unusable: readonly UnusableKey[];
  /** Null in place of signatures, lists or objects, a version 0: what one reads and another refuses. */
  readonly oddities: ReadonlySet<string>;
}

/** Questions are asked in parts, so that not all files are in memory at once, and that an audit can be cancelled. */
const mostAtOnce = { questions: 64, bytes: 8 * 1024 * 1024 };

/** Asks the second opinion about every threshold of every root and role, and says where it differs. */
export async function opinionFindings(
  roots: readonly ReplayedRoot[],
  roles: readonly JudgedRole[],
  opinion: SecondOpinion,
  steps: Pick<Steps, 'within'>,
): Promise<Finding[]> {
  const load = oneAtATime();
  const verdicts = [
    ...roots.flatMap(rootVerdicts),
    ...roles.flatMap((role) => roleVerdict(role, load) ?? []),
  ];
  const findings: Finding[] = [];
  for (let asked = 0; asked < verdicts.length;) {
    await steps.within(asked, `of ${verdicts.length} verdicts`);
    const part = partFrom(verdicts, asked);
    asked += part.length;
    const answers = await opinion.thresholds(part.map(({ question }) => question));
    for (const [index, verdict] of part.entries()) {
      const answer = answers[index];
      if (answer?.unasked !== undefined) {
        findings.push(notAsked(verdict, answer.unasked, opinion.name));
        continue;
      }
      if (answer === undefined || answer.accepts === verdict.ours.met) continue;
      findings.push(disagreement(verdict, answer, opinion.name));
    }
  }
  return findings;
}

/** The next verdicts: as many as fit, and at least one. */
function partFrom(verdicts: readonly (() => Verdict)[], from: number): readonly Verdict[] {
  const part: Verdict[] = [];
  let bytes = 0;
  for (const verdict of verdicts.slice(from, from + mostAtOnce.questions)) {
    if (bytes >= mostAtOnce.bytes) break;
    const next = verdict();
    bytes += next.question.file.length;
    part.push(next);
  }
  return part;
}

function rootVerdicts({ version, best }: ReplayedRoot): (() => Verdict)[] {
  const { root, file: subject, bySelf, byPrevious, previous } = best;
  const common = { subject, version, oddities: oddityCodes(root.oddities, version) };
  const ask = (delegator: Uint8Array): OpinionQuestion => ({
    delegatorType: 'root',
    delegator,
    type: 'root',
    role: 'root',
    file: root.metadata.bytes,
  });
  const own = (): Verdict => ({
    ...common,
    question: ask(root.metadata.bytes),
    ours: bySelf,
    what: `root ${version} by its own keys`,
    by: 'self',
    unusable: root.unusableKeys,
  });
  if (previous === null || byPrevious === null) return [own];
  return [
    own,
    () => ({
      ...common,
      question: ask(previous.metadata.bytes),
      ours: byPrevious,
      what: `root ${version} by the keys of the version before`,
      by: 'previous',
      unusable: previous.unusableKeys,
      oddities: new Set([...common.oddities, ...oddityCodes(previous.oddities, previous.version)]),
    }),
  ];
}

type Delegator = NonNullable<JudgedRole['delegator']>;
type Loaded = ReturnType<Delegator['load']>;

/**
 * Roles come by their delegator: what delegates to a hundred of them is loaded once, and only one is kept. It is known by
 * its way to be loaded, since each role has a delegator of its own made from the same file.
 */
function oneAtATime(): (delegator: Delegator) => Loaded {
  let last: { readonly load: Delegator['load']; readonly loaded: Loaded } | null = null;
  return ({ load }) => {
    if (last?.load !== load) last = { load, loaded: load() };
    return last.loaded;
  };
}

function roleVerdict(
  role: JudgedRole,
  load: (delegator: Delegator) => Loaded,
): (() => Verdict) | null {
  const { count, delegator, head, path: subject } = role;
  const { type } = head;
  if (count === null || delegator === null) return null;
  if (type !== 'targets' && type !== 'snapshot' && type !== 'timestamp') return null;
  return () => {
    const from = load(delegator);
    return {
      question: {
        delegatorType: from.type === 'root' ? 'root' : 'targets',
        delegator: from.bytes,
        type,
        role: role.role,
        file: role.load().bytes,
      },
      ours: count,
      subject,
      what: `${nameOfRole(role)} by the keys of ${delegator.what}`,
      by: 'delegator',
      version: head.version,
      unusable: delegator.unusable,
      oddities: new Set([
        ...oddityCodes(role.oddities, head.version),
        ...(role.problem === null ? [] : ['content-unreadable']),
        ...oddityCodes(delegator.oddities, from.version),
      ]),
    };
  };
}

function oddityCodes(
  oddities: readonly Pick<Oddity, 'code' | 'found'>[],
  version: number,
): ReadonlySet<string> {
  const codes = new Set<string>(oddities.map(({ code }) => code));
  if (oddities.some(({ code, found }) => code === 'metadata.spec-version' && found === ''))
    codes.add('spec-version-empty');
  return version === 0 ? codes.add('version-0') : codes;
}

function notAsked({ subject, what, by, version }: Verdict, why: string, name: string): Finding {
  return finding('opinion.none', {
    subject,
    message: `${name} was not asked about ${what}: ${why}`,
    hint: 'This verdict has no second opinion. Have the file looked at by another program.',
    data: { version, by, opinion: name, reason: why },
  });
}

/** A character of four bytes, or the first half of its escape. */
function hasWide(file: Uint8Array): boolean {
  if (file.some((byte) => byte >= 0xf0)) return true;
  return /\\u[dD][89abAB]/.test(new TextDecoder().decode(file));
}

function disagreement(verdict: Verdict, answer: ThresholdOpinion, name: string): Finding {
  const { ours, subject, what, by, version } = verdict;
  const cause = causeOf({ ...verdict, wide: hasWide(verdict.question.file) }, answer);
  return findingOf('opinion.disagrees', cause === null ? 'warning' : 'info', {
    subject,
    message: `${name} ${answer.accepts ? 'accepts' : 'does not accept'} ${what}, this station ${ours.met ? 'does' : 'does not'}`,
    hint: cause ?? 'The cause is not known. Have both verdicts looked at before you rely on one.',
    data: {
      version,
      by,
      opinion: name,
      accepts: answer.accepts,
      refused: answer.refused,
      ours: `${ours.distinct.length} of ${ours.threshold} distinct keys`,
      knownCause: cause,
    },
  });
}
