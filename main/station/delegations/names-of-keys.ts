import { isSpkiDigest } from '../../../src/keys/spki-digest.ts';
import { longestProof, parseProof } from '../../../src/ceremony/delegations/proof.ts';
import type { NameOfKey } from '../../../src/tuf/delegations/difference.ts';
import { filesBelow } from '../../ceremonies/files-below.ts';
import { heldKeys, nameOfKey } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { proofEnding } from './take-proofs.ts';

/** A key of a delegate, as its proof in this folder says; nobody else vouches for it. */
export interface ProvedHolder {
  readonly holder: string;
  readonly serial: string;
}

const bounds = { files: 2000, bytes: longestProof };

/** Who holds which key by the proofs that were kept, by the digest of the public key. */
export async function provedHolders({
  folder,
}: OpenCeremony): Promise<ReadonlyMap<string, ProvedHolder>> {
  const proved = new Map<string, ProvedHolder>();
  for (const { path, bytes } of await filesBelow(folder.directory, ['delegations'], bounds)) {
    if (!path.endsWith(proofEnding)) continue;
    const { key, holder, serial } = parseProof(bytes, path);
    proved.set(key, { holder, serial });
  }
  return proved;
}

/** Names of participants by their exported keys, and of delegates as their proofs in this folder say. */
export async function namesOfKeys(ceremony: OpenCeremony): Promise<NameOfKey> {
  const held = nameOfKey(await heldKeys(ceremony.folder));
  const proved = await provedHolders(ceremony);
  return (spki) => {
    const one = proved.get(spki);
    if (one !== undefined) return `${one.holder} (${one.serial})`;
    return isSpkiDigest(spki) ? held(spki) : null;
  };
}
