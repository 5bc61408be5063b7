import { holderOfSerial } from '../../src/ceremony/roster.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { knownSigners } from '../ceremonies/known-signers.ts';
import type { ReadableFolder } from '../ceremonies/readable-folder.ts';
import { heldKeys } from './held-keys.ts';

/** Who has a key, and the token that it is on; null for what is not known. */
export interface SignerName {
  readonly name: string | null;
  readonly serial: string | null;
}

/** Names the owner of a public key by person and device, as far as the folder tells. */
export type SignerNames = (spki: SpkiDigest) => SignerName;

/**
 * Names for every key of the ceremony: the keys that its people have exported, the tokens that they had before, and
 * what else lies below `keys/`.
 */
export async function signerNames(folder: ReadableFolder): Promise<SignerNames> {
  const held = await heldKeys(folder);
  const signers = await knownSigners(folder);
  return (spki) => {
    const own = held.find(({ publicKey }) => publicKey.digest === spki);
    if (own !== undefined) return { name: own.name, serial: own.serial };
    const place = signers.find(({ publicKey }) => publicKey.digest === spki)?.folder ?? null;
    if (place === null) return { name: null, serial: null };
    const serial = place.replace(/-[0-9a-f]{8}$/, '');
    const { participants } = folder.plan;
    const holder =
      holderOfSerial(folder.plan, serial) ??
      participants.find(({ formerToken }) => formerToken === serial);
    return { name: holder?.name ?? null, serial };
  };
}

/** `Priya Raman with token 24617802`, or what of it is known. */
export function signerInWords({ name, serial }: SignerName, spki: SpkiDigest | null): string {
  if (serial === null) return spki === null ? 'a key that is not known' : `key ${spki.slice(0, 8)}`;
  return name === null ? `token ${serial}` : `${name} with token ${serial}`;
}
