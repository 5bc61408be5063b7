import { createHash } from 'node:crypto';
import { hidesKeys } from '../hidden-keys.ts';
import type { WireKey } from '../wire.ts';
import { ck } from './cryptoki.ts';
import { RefusedByHost } from './fault.ts';
import { visibleKey } from './look.ts';
import { findObjects } from './objects.ts';
import { logIn, type Session } from './session.ts';

/**
 * The public keys of a token that shows none before its PIN. Logs in, once.
 * Throws RefusedByHost `request` for every other token: what can be seen without a PIN is looked at without.
 */
export function keysBehindPin(session: Session, pin: string): WireKey[] {
  refuseOpen(session);
  logIn(session, pin);
  return shownKeys(session);
}

/**
 * Where the key with this public half (SHA-256 of its SubjectPublicKeyInfo, hexadecimal) is, on a token that hides its
 * keys and has taken its PIN. Throws RefusedByHost `key-not-behind-pin`, `key-ambiguous`.
 * @returns its CKA_ID in hexadecimal
 */
export function placeBehindPin(session: Session, spkiDigest: string): string {
  const places = shownKeys(session).filter(({ spki }) => digestOf(spki) === spkiDigest);
  const [only, another] = places;
  if (only === undefined) throw new RefusedByHost('key-not-behind-pin');
  if (another !== undefined) throw new RefusedByHost('key-ambiguous');
  return only.keyId;
}

/** Only a token that hides its keys may be asked for one without saying where it is. */
export function refuseOpen(session: Session): void {
  if (!hidesKeys(session.token)) throw new RefusedByHost('request');
}

function shownKeys(session: Session): WireKey[] {
  return findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }]).flatMap(
    (object) => visibleKey(session, object) ?? [],
  );
}

function digestOf(spki: string | null): string | null {
  return spki === null ? null : createHash('sha256').update(spki, 'hex').digest('hex');
}
