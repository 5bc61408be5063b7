import type { Instant } from '../encoding/instant.ts';
import { findingOf } from './findings.ts';
import { folderOf, type InputFile, nameOf } from './input.ts';
import type { SecondOpinion } from './opinion.ts';
import { meetsThresholds, type ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';

/**
 * Lets another implementation follow the roots as a client, from the oldest one here, and compares how far it comes.
 * `known` are the findings about single thresholds: a difference that is explained there is explained here too.
 */
export async function clientFindings(
  roots: readonly ReplayedRoot[],
  files: readonly InputFile[],
  opinion: SecondOpinion,
  question: { readonly asOf: Instant; readonly signal?: AbortSignal | undefined },
  known: readonly Finding[],
): Promise<Finding[]> {
  const chain = publishedChain(roots);
  const [oldest] = chain;
  if (oldest === undefined) return [];
  const ours = reach(chain);
  const theirs = await opinion.client(
    {
      trustedRoot: oldest.best.root.metadata.bytes,
      files: new Map([...besideNewest(chain, files), ...numbered(chain)]),
      asOf: question.asOf,
    },
    question.signal,
  );
  if (theirs.trustedVersion === ours) return [];
  const explained = known.find(
    ({ code, severity }) => code === 'opinion.disagrees' && severity === 'info',
  );
  return [
    findingOf('opinion.disagrees', explained === undefined ? 'warning' : 'info', {
      subject: oldest.best.file,
      message: `${opinion.name} as a client comes to root ${theirs.trustedVersion}, this station to root ${ours}`,
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
