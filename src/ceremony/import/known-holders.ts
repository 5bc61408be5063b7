import { fromUtf8 } from '../../encoding/utf8.ts';
import { StationError } from '../../encoding/station-error.ts';
import { publicKeyFromPem, type SpkiDigest } from '../../keys/public-key.ts';
import type { TufKey } from '../../tuf/key.ts';
import { isSerial, type Serial } from '../serial.ts';
import type { RepositoryFile } from './newest-metadata.ts';

const keyFile = /(?:^|\/)([^/]+)\/\1_pubkey\.pem$/;

/**
 * The serial of the token that each exported key lies on, by the key's digest: `keys/<serial>/<serial>_pubkey.pem`.
 * Nothing here proves it; the evidence is checked when the key is brought in.
 */
export function exportedSerials(files: readonly RepositoryFile[]): ReadonlyMap<SpkiDigest, Serial> {
  const serials = new Map<SpkiDigest, Serial>();
  for (const { path, bytes } of files) {
    const serial = keyFile.exec(path)?.[1];
    if (serial === undefined || !isSerial(serial)) continue;
    const digest = digestOf(bytes, path);
    if (digest !== null) serials.set(digest, serial);
  }
  return serials;
}

function digestOf(bytes: Uint8Array, path: string): SpkiDigest | null {
  try {
    return publicKeyFromPem(fromUtf8(bytes), path).digest;
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

/** The account that tuf-on-ci notes beside a key, without its `@`; null where there is none. */
export function ownerOf({ object }: TufKey): string | null {
  const owner = object['x-tuf-on-ci-keyowner'];
  return typeof owner === 'string' && /^@[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(owner)
    ? owner.slice(1)
    : null;
}

/** Whether tuf-on-ci notes that no person signs with this key. */
export function isOnline({ object }: TufKey): boolean {
  return typeof object['x-tuf-on-ci-online-uri'] === 'string';
}
