import type { Instant } from '../encoding/instant.ts';
import { compareInstants, instantFromMs } from '../encoding/instant.ts';
import { StationError } from '../encoding/station-error.ts';
import type { Oddity } from '../tuf/oddity.ts';
import { topRoles } from '../tuf/role.ts';
import { finding, findingOf } from './findings.ts';
import { folderOf, nameOf } from './file-path.ts';
import type { ClientOpinion, ClientQuestion, SecondOpinion } from './opinion.ts';
import { type PublishedState, publishedStates } from './published-state.ts';
import { meetsThresholds, type ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';
import type { Steps } from './steps.ts';

/** A client is a process of its own: more states than any repository publishes side by side are not walked. */
const mostStates = 40;

/**
 * Lets another implementation follow each published state as a client, from the oldest root there, and compares how
 * far it comes, and whether it is content in the end. `ours` are the findings of this station so far: what explains a
 * difference in a threshold explains it here too.
 */
export async function clientFindings(
  judged: { readonly roots: readonly ReplayedRoot[]; readonly roles: readonly JudgedRole[] },
  opinion: SecondOpinion,
  question: {
    readonly asOf: Instant;
    readonly signal?: AbortSignal | undefined;
    readonly steps: Pick<Steps, 'within'>;
  },
  ours: readonly Finding[],
): Promise<Finding[]> {
  if (opinion.client === null) return [];
  const findings: Finding[] = [];
  const states = publishedStates(judged.roots, judged.roles).slice(0, mostStates);
  for (const [index, state] of states.entries()) {
    await question.steps.within(index, `of ${states.length} published states, as a client`);
    const [oldest] = state.chain;
    if (oldest === undefined) continue;
    const asked: ClientQuestion = {
      trustedRoot: oldest.best.root.metadata.bytes,
      files: state.files(),
      asOf: state.current ? question.asOf : whileInForce(state, question.asOf),
    };
    try {
      const theirs = await opinion.client(asked, question.signal);
      findings.push(...compare(state, theirs, ours, opinion.name, asked.asOf));
    } catch (error) {
      question.signal?.throwIfAborted();
      if (!(error instanceof StationError)) throw error;
      findings.push(noAnswer(oldest.best.file, error, opinion.name));
    }
  }
  return findings;
}

/** The last whole second in which everything of a state that a newer one replaced was in force. */
function whileInForce({ chain, top }: PublishedState, asOf: Instant): Instant {
  const expiries = [
    ...chain.slice(-1).map(({ best }) => best.root.metadata.expires),
    ...top.map(({ head }) => head.expires),
  ].toSorted(compareInstants);
  const [first = asOf] = expiries;
  return instantFromMs(Math.ceil(first.ms / 1000) * 1000 - 1000);
}

function compare(
  state: PublishedState,
  theirs: ClientOpinion,
  ours: readonly Finding[],
  name: string,
  asOf: Instant,
): Finding[] {
  const { chain } = state;
  const [oldest] = chain;
  if (oldest === undefined) return [];
  const stopped = whatStops(state, ours);
  const difference =
    rootDifference(chain, theirs, ours) ??
    (isToBeWalked(state) ? endDifference(stopped, theirs) : null);
  if (difference === null) return [];
  const explained = ours.find(
    ({ code, severity, subject }) =>
      code === 'opinion.disagrees' && severity === 'info' && state.subjects.has(subject),
  );
  return [
    findingOf('opinion.disagrees', explained === undefined ? 'warning' : 'info', {
      subject: state.subject,
      message: `${name} as a client ${difference}`,
      hint:
        explained?.hint ??
        'The cause is not known. Have both verdicts looked at before you rely on one.',
      data: {
        opinion: name,
        from: oldest.version,
        trustedVersion: theirs.trustedVersion,
        stopped: theirs.stopped,
        ours: stopped,
        clock: asOf.text,
        knownCause: explained?.hint ?? null,
      },
    }),
  ];
}

function rootDifference(
  chain: readonly ReplayedRoot[],
  theirs: ClientOpinion,
  findings: readonly Finding[],
): string | null {
  const ours = reach(chain, findings);
  if (theirs.trustedVersion === ours) return null;
  return `comes to root ${theirs.trustedVersion}, this station to root ${ours}`;
}

/** A timestamp that lies alone is only a file: nobody gave what clients come to from there. */
function isToBeWalked({ top }: PublishedState): boolean {
  return top.some(({ role }) => role !== 'timestamp');
}

function endDifference(stopped: string | null, theirs: ClientOpinion): string | null {
  if ((stopped !== null) === (theirs.stopped !== null)) return null;
  return theirs.stopped === null
    ? 'accepts what this station does not'
    : `stops where this station goes on: ${theirs.stopped}`;
}

/** A client looks at the newest root, timestamp, snapshot and targets; delegated roles only when it is asked for a target. */
function whatStops(state: PublishedState, ours: readonly Finding[]): string | null {
  const { chain, top } = state;
  if (chain.some(({ best }) => isOtherSpec(best.root)) || top.some(isOtherSpec)) {
    return 'a file follows another version of the TUF specification than 1';
  }
  const stops = ({ severity, code, subject, data }: Finding): boolean => {
    if (severity !== 'error') return false;
    if (code === 'root.expired') return state.current && state.subjects.has(subject);
    if (code === 'root.threshold-not-met' || code === 'root.version-gap') {
      return state.subjects.has(subject);
    }
    if (code === 'role.expired') {
      return state.current && isTop(data['role']) && state.subjects.has(subject);
    }
    if (['role.threshold-not-met', 'role.mismatch', 'role.missing'].includes(code)) {
      return isTop(data['role']) && state.subjects.has(subject);
    }
    const unread = code.startsWith('json.') || code === 'metadata.malformed';
    return unread && isAskedFor(subject, state);
  };
  return ours.find(stops)?.message ?? null;
}

/** This station reads it all the same, and has an error about it. */
function isOtherSpec({ oddities }: { readonly oddities: readonly Oddity[] }): boolean {
  return oddities.some(({ code }) => code === 'metadata.other-spec');
}

/** A file that cannot be read stops a client only where it is the one that the client asks for. */
function isAskedFor(subject: string, { top, folder }: PublishedState): boolean {
  if (top.some(({ path }) => path === subject)) return true;
  const named = /^(?:\d+\.)?(snapshot|targets)\.json$/.exec(nameOf(subject))?.[1];
  return folderOf(subject) === folder && isTop(named) && top.every(({ role }) => role !== named);
}

function isTop(role: unknown): boolean {
  return topRoles.some((top) => top === role);
}

/** The newest version that follows from the oldest, step by step, and that clients read. */
function reach(chain: readonly ReplayedRoot[], ours: readonly Finding[]): number {
  const refused = new Set(
    ours.filter(({ code }) => code === 'root.threshold-not-met').map(({ subject }) => subject),
  );
  const [first] = chain;
  let version = first?.version ?? 0;
  // A client refuses the root that it starts with, too, and goes no further.
  if (first === undefined || !first.best.bySelf.met || isOtherSpec(first.best.root)) return version;
  for (const next of chain.slice(1)) {
    const { best } = next;
    if (next.version !== version + 1 || !meetsThresholds(best) || isOtherSpec(best.root)) break;
    // It follows a root that the chain does not have.
    if (refused.has(best.file)) break;
    version = next.version;
  }
  return version;
}

function noAnswer(subject: string, error: StationError, name: string): Finding {
  return finding('opinion.none', {
    subject,
    message: `${name} as a client gave no answer: ${error.message}`,
    hint: 'This verdict has no second opinion of a whole client. Start the audit again.',
    data: { opinion: name, reason: error.code },
  });
}
