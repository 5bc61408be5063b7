import type { Instant } from '../encoding/instant.ts';
import type { Root } from '../tuf/root.ts';
import type { SignatureCount } from '../tuf/threshold.ts';
import { findingOf } from './findings.ts';
import type { JudgedRoot, ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';

/** One root, with the version before it where that one is here: whole files. */
export interface OpinionQuestion {
  readonly root: Uint8Array;
  readonly previous: Uint8Array | null;
}

/** What another implementation says: are the thresholds met? `refused` is its reason for not reading the files at all. */
export interface ThresholdOpinion {
  readonly bySelf: boolean;
  readonly byPrevious: boolean | null;
  readonly refused: string | null;
}

/** A repository as a client sees it. */
export interface ClientQuestion {
  /** The root that it starts with. */
  readonly trustedRoot: Uint8Array;
  /** Files by the name under which a client asks for them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly asOf: Instant;
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

/** Asks the second opinion about every threshold of every root, and says where it differs. */
export async function opinionFindings(
  roots: readonly ReplayedRoot[],
  opinion: SecondOpinion,
): Promise<Finding[]> {
  const judged = roots.map(({ best }) => best);
  const answers = await opinion.thresholds(
    judged.map(({ root, previous }) => ({
      root: root.metadata.bytes,
      previous: previous?.metadata.bytes ?? null,
    })),
  );
  return judged.flatMap((root, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : compare(root, answer, opinion.name);
  });
}

function compare(root: JudgedRoot, answer: ThresholdOpinion, name: string): Finding[] {
  const sides = [
    { by: 'self', ours: root.bySelf, theirs: answer.bySelf, keysOf: root.root },
    { by: 'previous', ours: root.byPrevious, theirs: answer.byPrevious, keysOf: root.previous },
  ] as const;
  return sides.flatMap(({ by, ours, theirs, keysOf }): Finding[] => {
    if (ours === null || keysOf === null || theirs === null || ours.met === theirs) return [];
    const cause = causeOf(root, ours, theirs, keysOf, answer.refused);
    const whose = by === 'self' ? 'its own keys' : 'the keys of the version before';
    return [
      findingOf('opinion.disagrees', cause === null ? 'warning' : 'info', {
        subject: root.file,
        message: `${name} ${theirs ? 'accepts' : 'does not accept'} root ${root.root.version} by ${whose}, this station ${ours.met ? 'does' : 'does not'}`,
        hint:
          cause ?? 'The cause is not known. Have both verdicts looked at before you rely on one.',
        data: {
          version: root.root.version,
          by,
          opinion: name,
          accepts: theirs,
          refused: answer.refused,
          knownCause: cause,
        },
      }),
    ];
  });
}

/** The differences whose reason is understood; null for every other one. */
function causeOf(
  { root }: JudgedRoot,
  ours: SignatureCount,
  theirs: boolean,
  keysOf: Root,
  refused: string | null,
): string | null {
  const valid = ours.statuses.filter(({ status }) => status === 'valid');
  if (theirs && new Set(valid.map(({ keyid }) => keyid)).size >= ours.threshold) {
    return 'It counts keyids. One key stands under several of them, and this station counts it once.';
  }
  if (theirs && keysOf.unusableKeys.length > 0) {
    return 'It verifies kinds of keys that this station leaves aside.';
  }
  if (!theirs && ours.statuses.some(({ status }) => status === 'duplicate')) {
    return 'It refuses a file that lists one keyid twice. This station counts the first and goes on.';
  }
  const nulls = root.oddities.some(({ code }) => code === 'signature.null');
  if (!theirs && refused !== null && (nulls || root.version === 0)) {
    return 'It refuses null in place of signatures, and version 0. This station reads both.';
  }
  return null;
}
