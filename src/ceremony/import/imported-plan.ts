import { utf8 } from '../../encoding/utf8.ts';
import type { Scheme } from '../../keys/scheme.ts';
import type { Role } from '../../tuf/role.ts';
import type { TufKey } from '../../tuf/key.ts';
import { longestPlan } from '../plan.ts';
import { Delegation, type PlanFields } from '../plan-schema.ts';
import { ImportError } from './import-error.ts';
import { holdersIn, importedKeys, type ImportedKey } from './imported-keys.ts';
import type { ProposedExpiry } from './import-dates.ts';
import { importNotes } from './import-notes.ts';
import { delegatedExpiry, expiryOf } from './role-expiry.ts';
import { exportedSerials } from './known-holders.ts';
import { newestMetadata, type NewestMetadata, type RepositoryFile } from './newest-metadata.ts';
import { planWithNotes } from './plan-with-notes.ts';

/** The start of a plan that renews a repository, and what a person has to know of it. */
export interface ImportedPlan {
  /** `ceremony.yaml`; comments say what has to be filled in. It may be no plan before that. */
  readonly text: string;
  /** The version that it starts from. */
  readonly rootVersion: number;
  /** A sentence each: what was found, and what could not be taken over. */
  readonly notes: readonly string[];
}

interface RoleFound {
  readonly role: Role;
  readonly keys: ReadonlyMap<string, TufKey>;
}

/**
 * Writes the plan of a renewal out of the files of a repository: the next version of the newest root, with the same
 * keyholders, thresholds and delegations. Nothing was verified: an audit does that, and the ceremony's review shows
 * every change.
 *
 * @param today `YYYY-MM-DD`
 * @throws ImportError `import.no-root`, `import.too-large`
 */
export function importedPlan(files: readonly RepositoryFile[], today: string): ImportedPlan {
  const newest = newestMetadata(files);
  const { root } = newest;
  const serials = exportedSerials(files);
  const top = (name: 'root' | 'targets' | 'snapshot' | 'timestamp'): RoleFound => ({
    role: root.roles[name],
    keys: root.keys,
  });
  const delegations = delegationsOf(newest);
  const keys = importedKeys(
    [top('root'), top('targets'), ...delegations.taken],
    [top('snapshot'), top('timestamp')],
    serials,
  );
  const ids = holdersIn(top('root'), keys).ids;
  const plan = {
    format: 'station-ceremony/1',
    title: `Root signing ${root.version + 1}`,
    kind: 'renewal',
    mode: 'real',
    date: today,
    participants: [
      { id: 'host', name: 'The host', duties: ['host'] },
      ...keys.filter(({ online }) => !online).map((key) => participant(key, ids)),
    ],
    keys: keyPolicy(keys, files),
    tuf: {
      rootVersion: root.version + 1,
      ...roleOf(top('root'), keys, expiryOf(newest, 'root', today)),
      consistentSnapshot: root.consistentSnapshot,
      roles: {
        targets: roleOf(top('targets'), keys, expiryOf(newest, 'targets', today)),
        snapshot: roleOf(top('snapshot'), keys, expiryOf(newest, 'snapshot', today)),
        timestamp: roleOf(top('timestamp'), keys, expiryOf(newest, 'timestamp', today)),
      },
      ...onlineKeys(keys),
      delegations: delegations.taken.map(({ name, paths, terminating, ...found }) => ({
        name,
        paths,
        terminating,
        ...roleOf(found, keys, delegatedExpiry(newest, name, today)),
      })),
    },
  };
  const notes = [
    `The newest root is version ${root.version}. Nothing was verified: audit the repository first.`,
    ...unreadKeys([top('root'), top('targets'), top('snapshot'), top('timestamp')], keys),
    ...delegations.left,
  ];
  const text = planWithNotes(plan, importNotes(newest, keys, { today, head: notes }));
  if (utf8(text).length > longestPlan) throw tooLarge(keys.length, delegations.taken.length);
  return { text, rootVersion: root.version, notes };
}

function tooLarge(keys: number, delegations: number): ImportError {
  return new ImportError('import.too-large', 'there is more in this repository than a plan holds', {
    expected: `a plan of at most ${longestPlan} bytes`,
    found: `${keys} keys, ${delegations} delegations`,
    hint: 'Check that it is the repository of your root. If it is, begin with a new plan.',
    notDone: ['No plan was written.'],
  });
}

function participant({ id, name, serial }: ImportedKey, holders: readonly string[]) {
  return {
    id,
    name,
    duties: [holders.includes(id) ? 'keyholder' : 'witness'],
    ...(serial === null ? {} : { token: serial }),
  };
}

function roleOf(found: RoleFound, keys: readonly ImportedKey[], { expires }: ProposedExpiry) {
  return { holders: holdersIn(found, keys).ids, threshold: found.role.threshold, expires };
}

function onlineKeys(keys: readonly ImportedKey[]): { online?: PlanFields['tuf']['online'] } {
  const online = keys
    .filter((key) => key.online)
    .map(({ id, scheme, spki }) => ({ kind: 'file' as const, id, scheme, spkiSha256: spki }));
  return online.length === 0 ? {} : { online };
}

/** The scheme that most keys have; what others have is accepted too. */
function keyPolicy(keys: readonly ImportedKey[], files: readonly RepositoryFile[]) {
  const counts = new Map<Scheme, number>();
  for (const { scheme } of keys) counts.set(scheme, (counts.get(scheme) ?? 0) + 1);
  const [scheme = 'ecdsa-sha2-nistp256', ...others] = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name]) => name);
  const attested = files.some(({ path }) => path.endsWith('_key_cert.pem'));
  return {
    scheme,
    ...(others.length === 0 ? {} : { otherSchemes: others }),
    pin: 'always',
    touch: 'always',
    attestation: attested ? 'required' : 'if-available',
  };
}

type FoundDelegation = RoleFound & Pick<Delegation, 'name' | 'paths' | 'terminating'>;

/** The delegations that a plan can say; of the others, why not. */
function delegationsOf({ targets }: NewestMetadata): {
  readonly taken: readonly FoundDelegation[];
  readonly left: readonly string[];
} {
  if (targets === null)
    return { taken: [], left: ['There is no targets metadata: what it delegates is not here.'] };
  const { delegations } = targets;
  if (delegations === null) return { taken: [], left: [] };
  const taken: FoundDelegation[] = [];
  const left: string[] = [];
  for (const { name, paths, terminating, keyids, threshold } of delegations.roles) {
    const { success } = Delegation.pick({ name: true, paths: true }).safeParse({ name, paths });
    if (success && paths !== null)
      taken.push({
        name,
        paths: [...paths],
        terminating,
        role: { keyids, threshold },
        keys: delegations.keys,
      });
    else left.push('A delegation has a name or paths that no plan can say. It was left out.');
  }
  if (delegations.succinct !== null)
    left.push('Names are handed to bins, which no plan can say. They were left out.');
  return { taken, left };
}

function unreadKeys(roles: readonly RoleFound[], keys: readonly ImportedKey[]): readonly string[] {
  const unread = roles.reduce((sum, role) => sum + holdersIn(role, keys).unread, 0);
  return unread === 0
    ? []
    : [
        'Some keys could not be read, or are of a kind that the station does not use. They were left out.',
      ];
}
