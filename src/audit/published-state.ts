import { nameOf } from './file-path.ts';
import type { ReplayedRoot } from './replay.ts';
import type { Repository } from './repository.ts';
import type { JudgedRole } from './roles.ts';

/** What clients of a repository would get: its roots, and timestamp, snapshot and targets if they are there. */
export interface PublishedState {
  /** How findings name it: its oldest root. */
  readonly subject: string;
  readonly folder: string;
  /** One root a version: where there are more, the first that a client would accept. */
  readonly chain: readonly ReplayedRoot[];
  /** The newest of timestamp, snapshot and targets; empty without a timestamp. */
  readonly top: readonly JudgedRole[];
  /** Paths of everything in it. */
  readonly subjects: ReadonlySet<string>;
  /** It has the newest root of its history: what clients would get today. */
  readonly current: boolean;
  /** Its files by the names under which a client asks for them. */
  readonly files: () => ReadonlyMap<string, Uint8Array>;
}

/**
 * Every published state among the files: each folder with a timestamp, with the roots beside it; and each history of
 * roots that has none. The newest state has all roots of its history, wherever they lie.
 */
export function publishedStates(
  roots: readonly ReplayedRoot[],
  roles: readonly JudgedRole[],
): readonly PublishedState[] {
  const byRepository = Map.groupBy(
    roles.filter(({ present, staged }) => present && !staged),
    ({ repository }) => repository,
  );
  const withTimestamp = [...byRepository].filter(([, here]) =>
    here.some(({ role }) => role === 'timestamp'),
  );
  const states = withTimestamp.flatMap(([repository, here]): PublishedState[] => {
    const history = repository.roots[0]?.history;
    const ofHistory = repository.current
      ? roots.filter((root) => root.history === history)
      : repository.roots.toReversed();
    const chain = chainOf(ofHistory);
    return history === undefined || chain.length === 0 ? [] : [stateOf(repository, chain, here)];
  });
  const walked = new Set(
    withTimestamp.flatMap(
      ([
        {
          current,
          roots: [newest],
        },
      ]) => (current && newest !== undefined ? [newest.history] : []),
    ),
  );
  const alone = [...Map.groupBy(roots, ({ history }) => history)].flatMap(([history, all]) => {
    const chain = chainOf(all);
    return walked.has(history) || chain.length === 0 ? [] : [rootsOnly(chain)];
  });
  return [...states, ...alone];
}

function chainOf(roots: readonly ReplayedRoot[]): readonly ReplayedRoot[] {
  const published = roots.filter(({ best }) => best.published);
  return [...Map.groupBy(published, ({ version }) => version).values()].flatMap(
    (same) => same.find(({ acceptable }) => acceptable) ?? same[0] ?? [],
  );
}

function rootsOnly(chain: readonly ReplayedRoot[]): PublishedState {
  return {
    subject: chain[0]?.best.file ?? '',
    folder: '',
    chain,
    top: [],
    subjects: new Set(chain.map(({ best }) => best.file)),
    current: true,
    files: () => numbered(chain),
  };
}

function stateOf(
  repository: Repository,
  chain: readonly ReplayedRoot[],
  here: readonly JudgedRole[],
): PublishedState {
  const ofTop = here.filter(({ role }) => ['timestamp', 'snapshot', 'targets'].includes(role));
  const consistent = chain.at(-1)?.best.root.consistentSnapshot ?? false;
  return {
    subject: chain[0]?.best.file ?? '',
    folder: repository.folder,
    chain,
    top: ofTop.filter(({ newest }) => newest),
    subjects: new Set([...chain.map(({ best }) => best.file), ...here.map(({ path }) => path)]),
    current: repository.current,
    files: () =>
      new Map([...numbered(chain), ...ofTop.flatMap((role) => served(role, consistent))]),
  };
}

function numbered(chain: readonly ReplayedRoot[]): ReadonlyMap<string, Uint8Array> {
  return new Map(
    chain.map(({ version, best }) => [`${version}.root.json`, best.root.metadata.bytes]),
  );
}

/** With consistent snapshots a client asks for a version by name, whatever the file here is called. */
function served(
  { role, head, newest, facts, place }: JudgedRole,
  consistent: boolean,
): (readonly [string, Uint8Array])[] {
  if (consistent && role !== 'timestamp') {
    return [[`${head.version}.${role}.json`, facts.bytes]];
  }
  return newest ? [[`${role}.json`, facts.bytes]] : [[nameOf(place), facts.bytes]];
}
