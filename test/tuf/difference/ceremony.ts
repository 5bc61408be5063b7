import { type Holder, rootDifference, type RootDifference } from '../../../src/tuf/difference.ts';
import { buildRoot, type RootPlan } from '../../../src/tuf/build.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { TopRole } from '../../../src/tuf/role.ts';
import type { Root } from '../../../src/tuf/root.ts';
import { rootOf } from '../fixtures.ts';
import { type Signer, signer } from '../signers.ts';

/** Six people with one token each, as the pictures of the interface have them. */
export const people = {
  amara: person('Amara Okafor', '15938765'),
  ingrid: person('Ingrid Solheim', '15938791'),
  jonas: person('Jonas Lindqvist', '13078778'),
  mei: person('Mei Tanaka', '14470876'),
  rafael: person('Rafael Duarte', '18158855'),
  priya: person('Priya Raman', '24617802'),
} as const;

export type Person = keyof typeof people;

interface Holding {
  readonly holder: Holder;
  readonly signer: Signer;
  readonly practice: Signer;
}

function person(name: string, serial: string): Holding {
  return {
    holder: { name, serial },
    signer: signer(name),
    practice: signer(name, { practice: true }),
  };
}

/** Holder of a key of `people`, or null. */
export function holderOf(spki: SpkiDigest): Holder | null {
  const all = Object.values(people);
  return all.find(({ signer: { publicKey } }) => publicKey.digest === spki)?.holder ?? null;
}

export const five: readonly Person[] = ['amara', 'ingrid', 'jonas', 'mei', 'rafael'];

export interface Terms {
  readonly version?: number;
  readonly expires?: string;
  readonly threshold?: number;
  readonly consistentSnapshot?: boolean;
  readonly rehearsal?: string | null;
  /** Keys of snapshot and timestamp, by name. */
  readonly online?: string;
}

/** A root whose keyholders sign for root and targets, and one other key for snapshot and timestamp. */
export function planOf(holders: readonly Person[], terms: Terms = {}): RootPlan {
  const { rehearsal = null, threshold = 3 } = terms;
  const practice = rehearsal !== null;
  const keys = holders.map((one) => (practice ? people[one].practice : people[one].signer));
  const online = signer(terms.online ?? 'online', { practice });
  const offline = { keyids: keys.map(({ keyid }) => keyid), threshold };
  const service = { keyids: [online.keyid], threshold: 1 };
  return {
    version: terms.version ?? 15,
    expires: terms.expires ?? '2027-01-14T00:00:00Z',
    consistentSnapshot: terms.consistentSnapshot ?? true,
    rehearsal: rehearsal as RootPlan['rehearsal'],
    keys: [...keys, online].map(({ keyid, object }) => ({ keyid, object })),
    roles: { root: offline, targets: offline, snapshot: service, timestamp: service },
  };
}

export function rootWith(holders: readonly Person[], terms?: Terms): Root {
  return rootOf(buildRoot(planOf(holders, terms)));
}

/** The signed part as a draft that a test may change. */
export function draftWith(holders: readonly Person[], terms?: Terms): SignedDraft {
  return JSON.parse(JSON.stringify(buildRoot(planOf(holders, terms)))) as SignedDraft;
}

export interface SignedDraft {
  [member: string]: unknown;
  version: number;
  expires: string;
  consistent_snapshot: boolean;
  spec_version: string;
  keys: { [keyid: string]: { [member: string]: unknown } };
  roles: { [role in TopRole]: { [member: string]: unknown; keyids: string[]; threshold: number } };
}

export function difference(previous: Root | null, next: Root): RootDifference {
  return rootDifference(previous, next, holderOf);
}

/** Titles with the old and new beside them, as one reads them. */
export function lines({ changes }: RootDifference): readonly string[] {
  return changes.map(({ kind, title, old, new: now }) =>
    old === null && now === null
      ? `${kind}: ${title}`
      : `${kind}: ${title} (${old ?? 'nothing'} to ${now ?? 'nothing'})`,
  );
}
