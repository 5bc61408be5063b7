import { ck, type Cryptoki, type Handle } from './cryptoki.ts';
import { CryptokiFault, RefusedByHost, step } from './fault.ts';
import type { Presence, SeatedToken } from './presence.ts';

/** A fresh session with the one token that has the serial; it never outlives its operation. */
export interface Session {
  readonly cryptoki: Cryptoki;
  readonly handle: Handle;
  /** The token as it told itself after the session was opened. */
  readonly token: SeatedToken;
}

/**
 * Opens a session with the token of this serial, checks the serial again with the session open, acts, and closes
 * every session of the slot. On failure the token's flags are added, so that PIN tries can be told.
 */
export async function withSession<T>(
  cryptoki: Cryptoki,
  presence: Presence,
  serial: string,
  access: 'read' | 'write',
  act: (session: Session) => T | Promise<T>,
): Promise<T> {
  const seat = presence.seatOf(serial);
  const flags = ck.CKF_SERIAL_SESSION | (access === 'write' ? ck.CKF_RW_SESSION : 0);
  presence.closeSessions(seat.slot);
  const handle = step('open', () => cryptoki.C_OpenSession(seat.slot, flags));
  try {
    return await act({ cryptoki, handle, token: presence.sameAgain(seat) });
  } catch (error) {
    if (error instanceof CryptokiFault) error.flags = presence.flagsOf(seat.slot);
    throw error;
  } finally {
    presence.closeSessions(seat.slot);
  }
}

/**
 * Logs the user in, once. A PIN is not sent to a token that says it is locked, has none, or wants it on its own pad.
 * Throws RefusedByHost before, CryptokiFault `login` after the PIN was sent.
 */
export function logIn(session: Session, pin: string): void {
  const { flags } = session.token;
  if ((flags & ck.CKF_USER_PIN_LOCKED) !== 0) throw new RefusedByHost('pin-locked');
  if ((flags & ck.CKF_USER_PIN_INITIALIZED) === 0) throw new RefusedByHost('pin-not-set');
  // The binding cannot pass the null PIN that a PIN pad needs, and an empty one could cost a try.
  if ((flags & ck.CKF_PROTECTED_AUTHENTICATION_PATH) !== 0)
    throw new RefusedByHost('protected-path');
  step('login', () => session.cryptoki.C_Login(session.handle, ck.CKU_USER, pin));
}
