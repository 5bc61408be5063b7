import type { PublicKey, SpkiDigest } from '../keys/public-key.ts';
import type { Scheme } from '../keys/scheme.ts';
import type { Evidence } from './evidence.ts';
import type { InputFile } from './input.ts';
import type { SignedFile } from './signed-files.ts';

/** A key that this audit has seen, and what it is called. */
export interface KnownKey {
  readonly key: PublicKey;
  readonly scheme: Scheme;
  /** Serials of its evidence first, then keyids, then files that hold it. */
  readonly names: readonly string[];
}

const schemes: Readonly<Record<PublicKey['type'], Scheme>> = {
  'ecdsa-p256': 'ecdsa-sha2-nistp256',
  'ecdsa-p384': 'ecdsa-sha2-nistp384',
  ed25519: 'ed25519',
  rsa: 'rsassa-pss-sha256',
};

/** Every public key that the files show anywhere, with what it is called. */
export function knownKeys(
  files: readonly SignedFile[],
  evidence: readonly Evidence[],
  inputs: readonly InputFile[],
): readonly KnownKey[] {
  const found = new Map<SpkiDigest, { key: PublicKey; names: Set<string> }>();
  const note = (key: PublicKey, name: string) => {
    const known = found.get(key.digest) ?? { key, names: new Set() };
    found.set(key.digest, { key, names: known.names.add(name) });
  };
  for (const { path, attestation, keyCert, publicKey } of evidence) {
    const name = attestation?.serial ?? path;
    if (keyCert !== null) note(keyCert.publicKey, name);
    if (publicKey !== null) note(publicKey.key, name);
  }
  for (const { publicKey, keyid } of files.flatMap(({ keys }) => keys)) note(publicKey, keyid);
  for (const { path, reading } of inputs) {
    if (reading.kind !== 'evidence') continue;
    const keys = [...reading.publicKeys, ...reading.certificates.map(({ publicKey }) => publicKey)];
    for (const key of keys.filter(({ digest }) => !found.has(digest))) note(key, path);
  }
  return [...found.values()].map(({ key, names }) => ({
    key,
    scheme: schemes[key.type],
    names: [...names],
  }));
}
