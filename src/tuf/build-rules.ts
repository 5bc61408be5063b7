import { isSha256Hex } from '../encoding/digest.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { parseInstant } from '../encoding/instant.ts';
import type { ListedKey } from './build.ts';
import { parseTufKey } from './key.ts';
import type { Role } from './role.ts';
import { TufError } from './tuf-error.ts';

/** @throws TufError unless it is a whole number from 1 on, as clients ask for */
export function requireVersion(version: number): void {
  if (Number.isSafeInteger(version) && version >= 1) return;
  throw refused('a version is no whole number from 1 on', 'a whole number from 1 on', `${version}`);
}

/** @throws TufError unless it is TUF's form of a time (TUF specification 1.0, section 4.2.1): UTC, whole seconds */
export function requireExpiry(expires: string): void {
  const expected = 'a time like 2027-07-14T00:00:00Z';
  try {
    parseInstant(expires);
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw refused('an expiry is no time', expected, 'another text');
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expires)) {
    throw refused('an expiry is not in UTC and whole seconds', expected, 'another form of a time');
  }
}

/** @throws TufError unless the mark of a rehearsal is the digest of a plan */
export function requireMark(rehearsal: string | null): void {
  if (rehearsal === null || isSha256Hex(rehearsal)) return;
  throw refused('the mark of a rehearsal is no digest', 'the SHA-256 of its plan', 'another text');
}

/**
 * @throws TufError if a key cannot be used, stands there twice, under whatever keyid, or is a practice key in
 *   metadata that counts, or the other way round
 */
export function requireKeys(keys: readonly ListedKey[], rehearsal: string | null): void {
  const read = keys.map(({ keyid, object }) => parseTufKey(keyid, object, 'new metadata'));
  const keyids = new Set(read.map(({ keyid }) => keyid));
  const spkis = new Set(read.map(({ publicKey }) => publicKey.digest));
  if (keyids.size < keys.length || spkis.size < keys.length) {
    throw refused('a key is listed twice', 'every public key once', 'the same again');
  }
  if (read.some(({ practice }) => practice !== (rehearsal !== null))) {
    throw rehearsal === null
      ? refused('a practice key is listed in metadata that counts', 'real keys', 'a practice key')
      : refused('a real key is listed in a rehearsal', 'practice keys', 'a key that is none');
  }
}

/** @throws TufError if a role names a key that is not listed, or more signatures than it has keys, or none */
export function requireRoles(
  roles: readonly (readonly [string, Role])[],
  keys: readonly ListedKey[],
): void {
  const listed = new Set(keys.map(({ keyid }) => keyid));
  for (const [name, { keyids, threshold }] of roles) {
    if (new Set(keyids).size < keyids.length) {
      throw refused(`the role ${name} names a key twice`, 'every keyid once', 'the same again');
    }
    if (keyids.some((keyid) => !listed.has(keyid))) {
      throw refused(`the role ${name} names a key that is not listed`, 'listed keys', 'another');
    }
    if (!Number.isSafeInteger(threshold) || threshold < 1 || threshold > keyids.length) {
      throw refused(
        `nobody could meet the threshold of the role ${name}`,
        `1 to ${keyids.length} signatures`,
        `${threshold}`,
      );
    }
  }
  if (new Set(roles.map(([name]) => name)).size < roles.length) {
    throw refused('two roles have one name', 'every name once', 'the same again');
  }
}

function refused(message: string, expected: string, found: string): TufError {
  return new TufError('tuf.build', message, {
    expected,
    found,
    hint: 'Correct the plan of the ceremony.',
    notDone: ['No metadata was made.'],
  });
}
