import { sign, type KeyObject } from 'node:crypto';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { isJsonObject, parseJson, type JsonValue } from '../../src/encoding/json.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { PublicKey } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { openOnlineKey, parseOnlineKey, type OnlineKeyFile } from './online-key-file.ts';
import { OnlineKeyError } from './online-key-error.ts';

/** Everything that a key in a file may sign. A root, targets, a challenge or a record is never among it. */
export const onlinePurposes = ['snapshot', 'timestamp'] as const;
export type OnlinePurpose = (typeof onlinePurposes)[number];

/** A key in a file that was opened. The private half stays inside. */
export class OnlineSigner {
  readonly mode: OnlineKeyFile['mode'];
  readonly scheme: Scheme;
  readonly publicKey: PublicKey;
  readonly #key: KeyObject;

  private constructor({ mode, scheme, publicKey }: OnlineKeyFile, key: KeyObject) {
    this.mode = mode;
    this.scheme = scheme;
    this.publicKey = publicKey;
    this.#key = key;
  }

  /** @throws OnlineKeyError `online.file`, `online.passphrase` */
  static async open(bytes: Uint8Array, passphrase: string, place: string): Promise<OnlineSigner> {
    const file = parseOnlineKey(bytes, place);
    return new OnlineSigner(file, await openOnlineKey(file, passphrase, place));
  }

  /**
   * Signs a snapshot or a timestamp in canonical form. ECDSA in DER, Ed25519 raw.
   * @throws OnlineKeyError `online.purpose` for any other bytes
   */
  sign(purpose: OnlinePurpose, bytes: Uint8Array): Uint8Array {
    if (purposeOf(bytes) !== purpose) throw otherPurpose(purpose);
    return Uint8Array.from(sign(digestOf(this.scheme), bytes, this.#key));
  }
}

/** What these bytes are: the canonical form of a snapshot or a timestamp, or null. */
export function purposeOf(bytes: Uint8Array): OnlinePurpose | null {
  const value = readOrNull(bytes);
  if (!isJsonObject(value)) return null;
  const purpose = onlinePurposes.find((one) => one === value['_type']) ?? null;
  return purpose !== null && equalBytes(canonicalBytes(value), bytes) ? purpose : null;
}

function readOrNull(bytes: Uint8Array): JsonValue | null {
  try {
    return parseJson(bytes, 'bytes to sign', { integersOnly: true });
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

function digestOf(scheme: Scheme): 'sha256' | 'sha384' | null {
  if (scheme === 'ecdsa-sha2-nistp256') return 'sha256';
  return scheme === 'ecdsa-sha2-nistp384' ? 'sha384' : null;
}

function otherPurpose(purpose: OnlinePurpose): OnlineKeyError {
  return new OnlineKeyError(
    'online.purpose',
    'a key in a file signs snapshots and timestamps only',
    {
      expected: `a ${purpose} in canonical form`,
      found: 'something else',
      hint: 'Sign this with the token of a keyholder.',
      notDone: ['Nothing was signed.'],
    },
  );
}
