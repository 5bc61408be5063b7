import { Root, Snapshot, Targets, type Timestamp } from '@tufjs/models';

/** JSON as @tufjs/models takes it. */
export type TheirJson = Parameters<typeof Targets.fromJSON>[0];
/** What its readers make of a signed part. */
export type TheirSigned = Root | Snapshot | Targets | Timestamp;
type TheirValue = TheirJson[string];
type Entries = Record<string, { toJSON(): TheirJson }>;

/** The signed part of a file without its long lists, and what has them read after all. */
export interface InParts {
  /** What is left for the reader of the other implementation. */
  readonly frame: TheirJson;
  /** Puts the lists into what it made of the frame. Throws what its reader throws for one of their entries. */
  readonly fill: (theirs: TheirSigned) => void;
}

/**
 * @tufjs/models copies the whole list for each entry, when it reads one and again when it writes it to verify a
 * signature: 20,000 targets would take it minutes. Here its own reader gets a long list in short parts, and its own
 * writer each entry, so that the time grows as the list does. Its verdict stays the same; of several faults of a file
 * it may name another one first.
 *
 * @param type of the file; one that is not root, targets or snapshot has no lists
 * @param signed the signed part, as JSON.parse gives it
 */
export function inParts(type: string, signed: TheirJson): InParts {
  const long = listsOf(type).filter((list) => Object.keys(at(signed, list)).length > mostAtOnce);
  const frame = long.reduce((rest, list) => {
    return replaced(rest, list, list.left(at(signed, list)));
  }, signed);
  const fill = (theirs: TheirSigned): void => {
    if (long.length === 0) return;
    const short = theirs.toJSON();
    for (const list of long) {
      const into = list.entries(theirs);
      for (const part of list.parts(at(signed, list))) put(list.read(part), into);
    }
    let whole: TheirJson | null = null;
    theirs.toJSON = () =>
      (whole ??= long.reduce((json, list) => {
        return replaced(json, list, list.write(list.entries(theirs)));
      }, short));
  };
  return { frame, fill };
}

/** Lists up to here are left to it whole: what it copies of them is not worth a way round. */
const mostAtOnce = 256;
const partLength = 32;

type Container = TheirJson | TheirValue[];

interface List {
  /** The members of the signed part in which it stands. */
  readonly path: readonly string[];
  /** It refuses everything else at once. */
  readonly isArray: boolean;
  /** What stands in its place in the frame. */
  readonly left: (list: Container) => TheirValue;
  readonly parts: (list: Container) => Container[];
  /** Its reader's answer to a part. */
  readonly read: (part: Container) => Entries;
  /** What its reader made of the list in a whole file. */
  readonly entries: (theirs: TheirSigned) => Entries;
  readonly write: (entries: Entries) => TheirValue;
}

/** Entries by their names: all lists but that of delegated roles. */
const byName = {
  isArray: false,
  left: () => ({}),
  parts(list: Container): Container[] {
    const entries = Object.entries(list);
    // It looks at the kind of all entries before it reads the first.
    const wrong = entries.find(([, value]) => !isContainer(value));
    const parts = wrong === undefined ? chunks(entries) : [[wrong]];
    return parts.map((part) => Object.fromEntries(part));
  },
  write: (entries: Entries): TheirValue =>
    Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, entry.toJSON()])),
};

/** Delegated roles stand in an array, and each may have its name once. */
const inArray = {
  isArray: true,
  left: () => [],
  parts(list: Container): Container[] {
    const roles = Object.values(list);
    const wrong = roles.find((role) => !isContainer(role));
    if (wrong !== undefined) return [[wrong]];
    const byRoleName = Map.groupBy(roles, nameIn);
    const twice = [...byRoleName.values()].find(({ length }) => length > 1);
    return [...chunks(roles), ...(twice === undefined ? [] : [twice.slice(0, 2)])];
  },
  write: (entries: Entries): TheirValue => Object.values(entries).map((entry) => entry.toJSON()),
};

/** What its reader needs beside a part. What the file has there is read with the frame. */
const beside = { spec_version: '1.0', version: 1, expires: '2026-01-01T00:00:00Z' };
const topRole: TheirJson = { keyids: [], threshold: 1 };
const topRoles: TheirJson = {
  root: topRole,
  targets: topRole,
  snapshot: topRole,
  timestamp: topRole,
};

const ofRoot: readonly List[] = [
  {
    ...byName,
    path: ['keys'],
    read: (keys) => Root.fromJSON({ ...beside, consistent_snapshot: true, keys }).keys,
    entries: (theirs) => (theirs instanceof Root ? theirs.keys : {}),
  },
  {
    ...byName,
    path: ['roles'],
    // A root without these four is none.
    left: (list) => only(Object.entries(list), Object.keys(topRoles)),
    read(part) {
      const roles = Object.fromEntries(
        Object.entries({ ...topRoles }).concat(Object.entries(part)),
      );
      const read = Root.fromJSON({ ...beside, consistent_snapshot: true, roles }).roles;
      return only(Object.entries(read), Object.keys(part));
    },
    entries: (theirs) => (theirs instanceof Root ? theirs.roles : {}),
  },
];

const ofTargets: readonly List[] = [
  {
    ...byName,
    path: ['targets'],
    read: (targets) => Targets.fromJSON({ ...beside, targets }).targets,
    entries: (theirs) => (theirs instanceof Targets ? theirs.targets : {}),
  },
  {
    ...byName,
    path: ['delegations', 'keys'],
    read: (keys) => Targets.fromJSON({ ...beside, delegations: { keys } }).delegations?.keys ?? {},
    entries: (theirs) => (theirs instanceof Targets ? (theirs.delegations?.keys ?? {}) : {}),
  },
  {
    ...inArray,
    path: ['delegations', 'roles'],
    read(roles) {
      const delegations = { keys: {}, roles };
      return Targets.fromJSON({ ...beside, delegations }).delegations?.roles ?? {};
    },
    entries: (theirs) => (theirs instanceof Targets ? (theirs.delegations?.roles ?? {}) : {}),
  },
];

const ofSnapshot: readonly List[] = [
  {
    ...byName,
    path: ['meta'],
    read: (meta) => Snapshot.fromJSON({ ...beside, meta }).meta,
    entries: (theirs) => (theirs instanceof Snapshot ? theirs.meta : {}),
  },
];

function listsOf(type: string): readonly List[] {
  if (type === 'root') return ofRoot;
  if (type === 'targets') return ofTargets;
  return type === 'snapshot' ? ofSnapshot : [];
}

/** The list; an empty one where something else stands, which is left to its reader. */
function at(signed: TheirJson, { path, isArray }: List): Container {
  let value: TheirValue | undefined = signed;
  for (const name of path)
    value = isContainer(value) ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
  return isContainer(value) && (!isArray || Array.isArray(value)) ? value : {};
}

function replaced(signed: TheirJson, { path }: List, list: TheirValue): TheirJson {
  const [first = '', second] = path;
  if (second === undefined) return { ...signed, [first]: list };
  const outer = signed[first];
  return { ...signed, [first]: isObject(outer) ? { ...outer, [second]: list } : list };
}

/** Not by assignment: `__proto__` is a name like any other. */
function put(part: Entries, into: Entries): void {
  for (const [name, value] of Object.entries(part)) {
    Object.defineProperty(into, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

function only<T>(entries: readonly [string, T][], names: readonly string[]): Record<string, T> {
  const wanted = new Set(names);
  return Object.fromEntries(entries.filter(([name]) => wanted.has(name)));
}

function chunks<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / partLength) }, (_, index) =>
    list.slice(index * partLength, (index + 1) * partLength),
  );
}

function nameIn(role: TheirValue): TheirValue | undefined {
  return isObject(role) ? role['name'] : undefined;
}

function isContainer(value: TheirValue | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}

function isObject(value: TheirValue | undefined): value is TheirJson {
  return isContainer(value) && !Array.isArray(value);
}
