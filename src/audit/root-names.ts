import { folderOf, nameOf } from './file-path.ts';
import { finding } from './findings.ts';
import { shelfOf } from './history.ts';
import type { Skipped } from './ignored.ts';
import { type InputFile, presentPlaces } from './input.ts';
import { isAside, meetsThresholds, type ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';

/** A root under a name that clients ask for. */
interface NamedRoot {
  readonly path: string;
  readonly shelf: string;
  readonly isNumbered: boolean;
  readonly version: number;
}

/**
 * Where roots lie under their numbers, `root.json` has to be the newest of them: some begin with the one name, others count
 * up the numbers, and each should come to the same root.
 */
export function rootNameFindings(
  roots: readonly ReplayedRoot[],
  files: readonly InputFile[],
  skipped: readonly Skipped[],
): Finding[] {
  const sound = new Set(
    roots.flatMap(({ copies }) =>
      copies.filter(meetsThresholds).map(({ root }) => root.metadata.sha256),
    ),
  );
  const named = namedRoots(files, skipped, sound);
  return [...Map.groupBy(named, ({ shelf }) => shelf).values()].flatMap((here) => {
    const [numbered, others] = [true, false].map((is) =>
      here.filter(({ isNumbered }) => isNumbered === is),
    );
    const newest = (numbered ?? []).reduce(
      (last, one) => (one.version > last.version ? one : last),
      {
        version: -1,
        path: '',
      },
    );
    if (newest.path === '') return [];
    return (others ?? []).flatMap((one) => {
      if (one.version < newest.version) return [behind(one, newest)];
      return one.version > newest.version ? [withoutNumber(one, newest)] : [];
    });
  });
}

function namedRoots(
  files: readonly InputFile[],
  skipped: readonly Skipped[],
  sound: ReadonlySet<string>,
): readonly NamedRoot[] {
  const all = files.flatMap((file) => {
    const { reading } = file;
    if (reading.kind !== 'root' || !sound.has(reading.root.metadata.sha256)) return [];
    return presentPlaces(file).map((place) => ({ path: file.path, place, root: reading.root }));
  });
  const byPlace = new Map(all.map(({ place, root }) => [place, root]));
  const links = skipped.flatMap(({ path, leadsTo }) => {
    const root = leadsTo === undefined ? undefined : byPlace.get(leadsTo);
    return root === undefined ? [] : [{ path, place: path.slice(path.lastIndexOf(':') + 1), root }];
  });
  return [...all, ...links].flatMap(({ path, place, root }): NamedRoot[] => {
    const name = nameOf(place);
    if (!/^(?:\d+\.)?root\.json$/.test(name) || isAside(place)) return [];
    const { version } = root;
    return [{ path, shelf: shelfOf(folderOf(place)), isNumbered: name !== 'root.json', version }];
  });
}

type Newest = Pick<NamedRoot, 'path' | 'version'>;

function behind({ path, version }: NamedRoot, newest: Newest): Finding {
  return finding('root.unnumbered', {
    subject: path,
    message: `root.json holds root ${version}, and root ${newest.version} lies beside it`,
    hint: 'Who begins with root.json gets an older root. Put the newest under this name, too.',
    data: { version, newest: newest.version, file: newest.path, reason: 'behind' },
  });
}

function withoutNumber({ path, version }: NamedRoot, newest: Newest): Finding {
  return finding('root.unnumbered', {
    subject: path,
    message: `root ${version} lies here as root.json only, and the newest under its number is root ${newest.version}`,
    hint: `Clients count up the numbers and do not find it. Put it there as ${version}.root.json, too.`,
    data: { version, newest: newest.version, file: newest.path, reason: 'no-number' },
  });
}
