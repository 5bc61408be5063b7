import type { SpkiDigest } from '../../keys/public-key.ts';
import type { TufKey } from '../key.ts';
import { roleSpkis, type Root } from '../root.ts';
import { type TopRole, topRoles } from '../role.ts';

/** Who holds a key, where the ceremony knows it. */
export interface Holder {
  readonly name: string;
  readonly serial: string;
}

export type HolderOf = (spki: SpkiDigest) => Holder | null;

/** One public key in both versions, under whatever keyids. */
export interface KeyStory {
  readonly spki: SpkiDigest;
  readonly holder: Holder | null;
  /** The holder, else the owner that the key object notes, else the beginning of the key's digest. */
  readonly name: string;
  readonly keyidsBefore: readonly string[];
  readonly keyidsAfter: readonly string[];
  readonly rolesBefore: readonly TopRole[];
  readonly rolesAfter: readonly TopRole[];
}

/** Every usable public key of both versions: those of the older first, keyholders of the root before others. */
export function keyBook(
  previous: Root | null,
  next: Root,
  holderOf: HolderOf,
): readonly KeyStory[] {
  const before = previous === null ? new Map<SpkiDigest, readonly TufKey[]>() : bySpki(previous);
  const after = bySpki(next);
  const spkis = new Set([
    ...(previous === null ? [] : roleSpkis(previous, 'root')),
    ...before.keys(),
    ...roleSpkis(next, 'root'),
    ...after.keys(),
  ]);
  return [...spkis].map((spki) => {
    const [old, now] = [before.get(spki) ?? [], after.get(spki) ?? []];
    const holder = holderOf(spki);
    return {
      spki,
      holder,
      name: holder?.name ?? ownerOf([...now, ...old]) ?? `key ${shortDigest(spki)}`,
      keyidsBefore: old.map(({ keyid }) => keyid),
      keyidsAfter: now.map(({ keyid }) => keyid),
      rolesBefore: previous === null ? [] : rolesOf(previous, old),
      rolesAfter: rolesOf(next, now),
    };
  });
}

/** "5330 d64c": the first digits of row A of the key's fingerprint. A reminder, never a proof. */
export function shortDigest(spki: SpkiDigest): string {
  return `${spki.slice(0, 4)} ${spki.slice(4, 8)}`;
}

function bySpki(root: Root): ReadonlyMap<SpkiDigest, readonly TufKey[]> {
  return Map.groupBy(root.keys.values(), ({ publicKey }) => publicKey.digest);
}

function rolesOf(root: Root, keys: readonly TufKey[]): readonly TopRole[] {
  return topRoles.filter((role) =>
    keys.some(({ keyid }) => root.roles[role].keyids.includes(keyid)),
  );
}

/** tuf-on-ci notes a GitHub account beside each key. It is signed, but nothing proves it. */
function ownerOf(keys: readonly TufKey[]): string | null {
  for (const { object } of keys) {
    const owner = object['x-tuf-on-ci-keyowner'];
    if (typeof owner === 'string' && /^@[A-Za-z0-9-]{1,39}$/.test(owner)) return owner;
  }
  return null;
}
