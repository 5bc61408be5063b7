import type { RequestOf } from '../wire.ts';
import { ck, type Cryptoki } from './cryptoki.ts';
import { afterwards, RefusedByHost, step } from './fault.ts';
import type { Presence } from './presence.ts';
import type { Session } from './session.ts';

/** Makes a token in a place that holds none. Never touches a token that exists. */
export function initToken(
  cryptoki: Cryptoki,
  presence: Presence,
  request: RequestOf<'init-token'>,
): { serial: string } {
  const free = presence
    .look()
    .find(({ flags, serial }) => (flags & ck.CKF_TOKEN_INITIALIZED) === 0 && serial === '');
  if (free === undefined) throw new RefusedByHost('no-free-place');
  // PKCS#11 2.40, 11.5: the label is exactly 32 bytes, padded with blanks, not terminated.
  const missing = 32 - Buffer.byteLength(request.label, 'utf8');
  if (missing < 0) throw new RefusedByHost('request');
  const label = request.label + ' '.repeat(missing);
  step('init-token', () => cryptoki.C_InitToken(free.slot, request.soPin, label));
  const made = afterwards(() => presence.look()).find(({ slot }) => slot.equals(free.slot));
  if (made === undefined || made.serial === '') throw new RefusedByHost('absent');
  return { serial: made.serial };
}

/** Gives a token its first user PIN. Throws RefusedByHost `pin-already-set` where it has one. */
export function initPin(session: Session, request: RequestOf<'init-pin'>): void {
  const { cryptoki, handle, token } = session;
  if ((token.flags & ck.CKF_USER_PIN_INITIALIZED) !== 0) throw new RefusedByHost('pin-already-set');
  step('login', () => cryptoki.C_Login(handle, ck.CKU_SO, request.soPin));
  step('init-pin', () => cryptoki.C_InitPIN(handle, request.pin));
}
