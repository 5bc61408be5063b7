import type { SpkiDigest } from '../../keys/public-key.ts';
import type { Scheme } from '../../keys/scheme.ts';
import type { TufKey } from '../../tuf/key.ts';
import type { Role } from '../../tuf/role.ts';
import type { Serial } from '../serial.ts';
import { isOnline, ownerOf } from './known-holders.ts';

/** A key of the repository, with what a plan calls its holder. */
export interface ImportedKey {
  readonly id: string;
  readonly name: string;
  readonly spki: SpkiDigest;
  readonly scheme: Scheme;
  readonly serial: Serial | null;
  /** No person signs with it. */
  readonly online: boolean;
  /** Its name is a guess from a serial or a number. */
  readonly unnamed: boolean;
}

interface RoleKeys {
  readonly role: Role;
  readonly keys: ReadonlyMap<string, TufKey>;
}

/**
 * Gives every distinct public key of these roles a holder, in the order in which they come. The same key under several
 * keyids is one holder.
 * @param people roles that people sign
 * @param machines snapshot and timestamp: a key that only they have signs without a person
 */
export function importedKeys(
  people: readonly RoleKeys[],
  machines: readonly RoleKeys[],
  serials: ReadonlyMap<SpkiDigest, Serial>,
): readonly ImportedKey[] {
  const found = new Map<SpkiDigest, ImportedKey>();
  const ids = new Set(['host']);
  const names = new Set(['the host']);
  const note = (key: TufKey, machine: boolean): void => {
    const spki = key.publicKey.digest;
    if (found.has(spki)) return;
    const serial = serials.get(spki) ?? null;
    const owner = ownerOf(key);
    const online = machine && owner === null && (serial === null || isOnline(key));
    const stem = online
      ? 'online'
      : (owner?.toLowerCase().replaceAll(/-+/g, '-') ??
        (serial === null ? 'keyholder' : `holder-${serial.toLowerCase()}`));
    const id = free(ids, slug(stem), online || (owner === null && serial === null));
    const name = free(
      names,
      owner ??
        (serial === null ? `Keyholder ${id.split('-').at(-1) ?? ''}` : `Holder of ${serial}`),
      false,
      ' ',
    );
    found.set(spki, {
      id,
      name,
      spki,
      scheme: key.scheme,
      serial,
      online,
      unnamed: owner === null,
    });
  };
  const each = (roles: readonly RoleKeys[], machine: boolean): void => {
    for (const { role, keys } of roles)
      for (const keyid of role.keyids) {
        const key = keys.get(keyid);
        if (key !== undefined) note(key, machine);
      }
  };
  each(people, false);
  each(machines, true);
  return [...found.values()];
}

/** The holders of a role, each once, and how many of its keys no holder could be found for. */
export function holdersIn(
  { role, keys }: RoleKeys,
  known: readonly ImportedKey[],
): { readonly ids: readonly string[]; readonly unread: number } {
  const ids = new Set<string>();
  let unread = 0;
  for (const keyid of role.keyids) {
    const spki = keys.get(keyid)?.publicKey.digest;
    const holder = known.find((one) => one.spki === spki);
    if (holder === undefined) unread += 1;
    else ids.add(holder.id);
  }
  return { ids: [...ids], unread };
}

function slug(text: string): string {
  return text.replaceAll(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'keyholder';
}

/** This name, or one with a number behind it that is not taken; `numbered`: with a number from the first on. */
function free(taken: Set<string>, stem: string, numbered: boolean, gap = '-'): string {
  for (let number = 1; ; number++) {
    const name = number === 1 && !numbered ? stem : `${stem}${gap}${number}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
