import { readCertificate } from '../../../src/attestation/certificate.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { PublicKey, SpkiDigest } from '../../../src/keys/public-key.ts';
import { certificatesAbout } from '../../ceremonies/key-files.ts';
import type { ReadableFolder } from '../../ceremonies/readable-folder.ts';
import { hidesKeys } from '../../tokens/hidden-keys.ts';
import { isKeyId } from '../../tokens/listing.ts';
import type { VisibleKey } from '../../tokens/token.ts';
import { heldKeys } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { rootInUse } from '../root-at-hand.ts';
import type { UsableToken } from '../token-at-hand.ts';

/**
 * The chosen token, with the key of the record where the token itself shows none before its PIN. That it is there, and is
 * this key, its host looks after the PIN and before it signs.
 */
export async function withRecordedKey(
  token: UsableToken,
  ceremony: OpenCeremony,
): Promise<UsableToken> {
  const key = ceremony.state.key?.data;
  if (!hidesKeys(token) || token.keys.length > 0 || key?.serial !== token.ref.serial) return token;
  if (!isKeyId(key.id)) return token;
  const publicKey = await knownPublicKey(ceremony);
  const recorded: VisibleKey = {
    id: key.id,
    label: '',
    spki: publicKey === null ? null : toHex(publicKey.spki),
    spkiDigest: key.spki,
    type: publicKey?.type ?? 'other',
  };
  return { ...token, keys: [recorded] };
}

/** From the attestation that was brought, the export, or the root in use; the record has only its digest. */
async function knownPublicKey({ state, folder }: OpenCeremony): Promise<PublicKey | null> {
  const key = state.key?.data;
  if (key === undefined) return null;
  const brought = await certificatesAbout(folder, key.serial, key.spki);
  if (brought !== null) return readCertificate(brought.keyCert, `keys/${key.serial}`).publicKey;
  const held = await heldKeys(folder);
  const exported = held.find(({ publicKey }) => publicKey.digest === key.spki)?.publicKey;
  return exported ?? (await keyInUse(folder, key.spki));
}

/** The key of this digest in the root in use, where it was taken up from. */
async function keyInUse(folder: ReadableFolder, spki: SpkiDigest): Promise<PublicKey | null> {
  const inUse = await rootInUse(folder);
  const keys = inUse === null ? [] : [...inUse.keys.values()];
  return keys.find(({ publicKey }) => publicKey.digest === spki)?.publicKey ?? null;
}
