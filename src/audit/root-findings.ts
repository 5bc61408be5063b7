import type { Instant } from '../encoding/instant.ts';
import { isPresent, placesOf } from './input.ts';
import { type JudgedRoot, meetsThresholds, type ReplayedRoot } from './replay.ts';
import { finding, findingOf } from './findings.ts';
import { nameOf } from './file-path.ts';
import type { Finding } from './report.ts';
import { countsBeside, publishedShelves, successionFindings } from './succession.ts';
import { count } from './words.ts';

/** What there is to say about a replayed history of roots, signatures apart. */
export function rootFindings(roots: readonly ReplayedRoot[], asOf: Instant): Finding[] {
  const histories = [...Map.groupBy(roots, ({ history }) => history).values()];
  const beside = countsBeside(roots);
  return [
    ...histories.flatMap(gaps),
    ...misnamed(roots),
    ...histories.flatMap(forks),
    ...roots.flatMap((root) => thresholds(root, beside.has(root))),
    ...successionFindings(roots),
    ...roots.flatMap(otherCopies),
    ...histories.flatMap((history) => expiries(history, asOf)),
  ];
}

/** A version that is missing between two that are here: nobody can show who handed over to whom. */
function gaps(roots: readonly ReplayedRoot[]): Finding[] {
  const versions = [...new Set(roots.map(({ version }) => version))];
  return versions.flatMap((version, index): Finding[] => {
    const before = versions[index - 1];
    const here = roots.find((root) => root.version === version);
    if (before === undefined || here === undefined || version === before + 1) return [];
    const missing =
      version - before === 2
        ? `version ${before + 1} is`
        : `versions ${before + 1} to ${version - 1} are`;
    return [
      finding('root.version-gap', {
        subject: here.best.file,
        message: `root ${missing} missing between ${before} and ${version}`,
        hint: 'Add the missing versions. Without them, nothing links this version to the ones before.',
        data: { version, after: before },
      }),
    ];
  });
}

/** A client asks for `5.root.json` by its name: another version inside is a step back, or a hole. */
function misnamed(roots: readonly ReplayedRoot[]): Finding[] {
  const files = roots.flatMap(({ version, copies }) =>
    copies.flatMap(({ given }) =>
      given.flatMap((file) => placesOf(file).map((place) => ({ path: file.path, place, version }))),
    ),
  );
  return files.flatMap(({ path, place, version }): Finding[] => {
    const named = /^(\d{1,9})\.root\.json$/.exec(nameOf(place))?.[1];
    if (named === undefined || Number(named) === version) return [];
    return [
      finding('root.version-gap', {
        subject: path,
        message: `the file is named for version ${Number(named)} and holds version ${version}`,
        hint: 'A client that asks for the version in the name does not get it. Find the right file.',
        data: { version, named: Number(named) },
      }),
    ];
  });
}

function forks(roots: readonly ReplayedRoot[]): Finding[] {
  const acceptable = roots.filter((root) => root.acceptable);
  return [...Map.groupBy(acceptable, ({ version }) => version)].flatMap(
    ([version, all]): Finding[] => {
      const byStart = Map.groupBy(
        all.flatMap((root) => startsOf(root).map((start) => ({ root, start }))),
        ({ start }) => start,
      );
      const shared = [...byStart.values()].filter((same) => same.length > 1).flat();
      const forked = new Set(shared.map(({ root }) => root));
      const branches = all.filter((root) => forked.has(root));
      if (branches.length < 2) return [];
      return [
        finding('root.fork', {
          subject: branches.map(({ best }) => best.file).join(', '),
          message: `there are ${count(branches.length, 'different root')} of version ${version}, and clients would accept each`,
          hint: 'Find out which one was published. The keyholders who signed the other have to explain it.',
          data: {
            version,
            files: branches.map(({ best }) => best.file),
            signedSha256: branches.map(({ best }) => best.root.metadata.signedSha256),
          },
        }),
      ];
    },
  );
}

/**
 * From where clients come to a root: what they trusted first, and the folder in which they ask. There they get the one or
 * the other, where `root.json` is another root than `3.root.json`.
 */
function startsOf(root: ReplayedRoot): readonly string[] {
  return [...root.lineage, ...[...publishedShelves(root)].map((shelf) => `in ${shelf}`)];
}

/** @param isElsewhere it follows a root that clients of its folder do not have, which is told by itself */
function thresholds({ version, best, copies }: ReplayedRoot, isElsewhere: boolean): Finding[] {
  if (!meetsThresholds(best)) return [best.staged ? waiting(best) : notMet(best)];
  // A full copy that only waits to be published does not mend the one that clients get.
  const published = copies.filter((copy) => copy.published);
  if (published.length > 0 && !published.some(meetsThresholds)) return published.map(notMet);
  const counts = [
    { by: 'its own keys', counted: best.bySelf },
    {
      by: 'the keys of the version before',
      counted: best.afterGap || isElsewhere ? null : best.byPrevious,
    },
  ];
  const exact = counts.filter(
    ({ counted }) => counted !== null && counted.distinct.length === counted.threshold,
  );
  if (exact.length === 0) return [];
  return [
    finding('root.exact-threshold', {
      subject: best.file,
      message: `root ${version} has exactly as many signatures as it needs, by ${exact.map(({ by }) => by).join(' and by ')}`,
      hint: 'One missing keyholder would have stopped it.',
      data: { version, ...tally(best) },
    }),
  ];
}

function notMet(root: JudgedRoot): Finding {
  const { version } = root.root;
  return finding('root.threshold-not-met', {
    subject: root.file,
    message: `root ${version} ${shortfalls(root)}`,
    hint: 'Do not trust this version. Look for a copy with all signatures.',
    data: { version, ...tally(root) },
  });
}

function waiting(root: JudgedRoot): Finding {
  const { version } = root.root;
  return finding('metadata.staged', {
    subject: root.file,
    message: `root ${version} ${root.given.some(({ origin }) => origin !== null) ? 'was never finished: it' : 'is staged and'} ${shortfalls(root)}`,
    hint: 'Signatures are missing. It counts once it has them and is published.',
    data: { version, ...tally(root) },
  });
}

function shortfalls({ bySelf, byPrevious, afterGap }: JudgedRoot): string {
  const counts = [
    { by: 'its own keys', counted: bySelf },
    { by: 'the keys of the version before', counted: afterGap ? null : byPrevious },
  ];
  return counts
    .flatMap(({ by, counted }) =>
      counted === null || counted.met
        ? []
        : [`is signed by ${counted.distinct.length} of ${by}, and needs ${counted.threshold}`],
    )
    .join('; it ');
}

function tally({ bySelf, byPrevious }: JudgedRoot) {
  return {
    validBySelf: bySelf.distinct.length,
    threshold: bySelf.threshold,
    validByPrevious: byPrevious?.distinct.length ?? null,
    thresholdOfPrevious: byPrevious?.threshold ?? null,
  };
}

function otherCopies({ version, best, copies }: ReplayedRoot): Finding[] {
  return copies
    .filter((copy) => copy !== best)
    .map((copy) =>
      finding('root.other-copy', {
        subject: copy.file,
        message: `this is root ${version} once more, ${sameSignatures(copy, best) ? 'written in another way' : 'with other signatures'} than ${best.file}`,
        hint: 'The signed part is the same. The copy with the most signatures is the one judged.',
        data: { version, file: best.file, validBySelf: copy.bySelf.distinct.length },
      }),
    );
}

function sameSignatures(left: JudgedRoot, right: JudgedRoot): boolean {
  return signatureList(left) === signatureList(right);
}

function signatureList({ root }: JudgedRoot): string {
  return root.metadata.signatures
    .map(({ keyid, sig }) => `${keyid} ${sig}`)
    .toSorted()
    .join();
}

function expiries(roots: readonly ReplayedRoot[], asOf: Instant): Finding[] {
  const published = roots.filter(({ best }) => best.published);
  const newest = (published.length > 0 ? published : roots).at(-1)?.version;
  // A history that the last commit of a repository has left behind is nothing that clients would get.
  const isNow = roots.some(({ copies }) => copies.some(({ given }) => given.some(isPresent)));
  return published.flatMap(({ version, best }): Finding[] => {
    if (!best.expired) return [];
    const data = { version, expires: best.root.metadata.expires.text, asOf: asOf.text };
    if (version === newest && isNow) {
      return [
        findingOf('root.expired', 'error', {
          subject: best.file,
          message: `root ${version} is the newest here, and it has expired`,
          hint: 'Clients refuse it. Look for a newer version, or give the instant that you ask about.',
          data,
        }),
      ];
    }
    return [
      findingOf('root.expired', 'info', {
        subject: best.file,
        message: `root ${version} has expired, and ${version === newest ? 'its history was left behind' : 'a newer version replaced it'}`,
        hint: 'Normal. Only the newest must be in force.',
        data,
      }),
    ];
  });
}
