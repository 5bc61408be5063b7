import type { Instant } from '../encoding/instant.ts';
import { topRoles } from '../tuf/role.ts';
import { findingOf } from './findings.ts';
import { folderOf, type InputFile, nameOf } from './input.ts';
import type { ClientOpinion, SecondOpinion } from './opinion.ts';
import { meetsThresholds, type ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';

/**
 * Lets another implementation follow the repository as a client, from the oldest root here, and compares how far it
 * comes, and whether it is content in the end. `ours` are the findings of this station so far: what explains a
 * difference in a threshold explains it here too.
 */
export async function clientFindings(
  roots: readonly ReplayedRoot[],
  files: readonly InputFile[],
  opinion: SecondOpinion,
  question: { readonly asOf: Instant; readonly signal?: AbortSignal | undefined },
  ours: readonly Finding[],
): Promise<Finding[]> {
  const chain = publishedChain(roots);
  const [oldest] = chain;
  if (oldest === undefined || opinion.client === null) return [];
  const beside = besideNewest(chain, files);
  const theirs = await opinion.client(
    {
      trustedRoot: oldest.best.root.metadata.bytes,
      files: new Map([...beside, ...numbered(chain)]),
      asOf: question.asOf,
    },
    question.signal,
  );
  const difference =
    rootDifference(chain, theirs) ??
    (beside.some(([name]) => name === 'timestamp.json') ? endDifference(ours, theirs) : null);
  if (difference === null) return [];
  const explained = ours.find(
    ({ code, severity }) => code === 'opinion.disagrees' && severity === 'info',
  );
  return [
    findingOf('opinion.disagrees', explained === undefined ? 'warning' : 'info', {
      subject: oldest.best.file,
      message: `${opinion.name} as a client ${difference}`,
      hint:
        explained?.hint ??
        'The cause is not known. Have both verdicts looked at before you rely on one.',
      data: {
        opinion: opinion.name,
        from: oldest.version,
        trustedVersion: theirs.trustedVersion,
        stopped: theirs.stopped,
        knownCause: explained?.hint ?? null,
      },
    }),
  ];
}

function rootDifference(chain: readonly ReplayedRoot[], theirs: ClientOpinion): string | null {
  const ours = reach(chain);
  if (theirs.trustedVersion === ours) return null;
  return `comes to root ${theirs.trustedVersion}, this station to root ${ours}`;
}

/** A client looks at the newest root, timestamp, snapshot and targets; delegated roles only when it is asked for a target. */
function endDifference(ours: readonly Finding[], theirs: ClientOpinion): string | null {
  const stopped = ours.some(
    ({ severity, code, data }) =>
      severity === 'error' &&
      (code.startsWith('root.') ||
        (code.startsWith('role.') && topRoles.some((role) => role === data['role']))),
  );
  if (stopped === (theirs.stopped !== null)) return null;
  return theirs.stopped === null
    ? 'accepts what this station does not'
    : `stops where this station goes on: ${theirs.stopped}`;
}

/** One root a version, as a repository would serve them: where there are more, the first that a client would accept. */
function publishedChain(roots: readonly ReplayedRoot[]): readonly ReplayedRoot[] {
  const published = roots.filter(({ best }) => !best.staged);
  return [...Map.groupBy(published, ({ version }) => version).values()].flatMap(
    (same) => same.find(({ acceptable }) => acceptable) ?? same[0] ?? [],
  );
}

/** The newest version that follows from the oldest, step by step. */
function reach(chain: readonly ReplayedRoot[]): number {
  let version = chain[0]?.version ?? 0;
  for (const next of chain.slice(1)) {
    if (next.version !== version + 1 || !meetsThresholds(next.best)) break;
    version = next.version;
  }
  return version;
}

function numbered(chain: readonly ReplayedRoot[]): (readonly [string, Uint8Array])[] {
  return chain.map(({ version, best }) => [`${version}.root.json`, best.root.metadata.bytes]);
}

/** What lies beside the newest root: timestamp, snapshot and targets, by the names that clients ask for. */
function besideNewest(
  chain: readonly ReplayedRoot[],
  files: readonly InputFile[],
): (readonly [string, Uint8Array])[] {
  const newest = chain.at(-1)?.best;
  if (newest === undefined) return [];
  const folders = [newest.file, ...newest.sameFiles].map(folderOf);
  return files
    .filter(({ path, reading }) => reading.kind === 'metadata' && folders.includes(folderOf(path)))
    .map(({ path, bytes }) => [nameOf(path), bytes]);
}
