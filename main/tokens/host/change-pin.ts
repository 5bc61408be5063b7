import type { RequestOf } from '../wire.ts';
import { step } from './fault.ts';
import { logIn, type Session } from './session.ts';

/**
 * Changes the user's PIN, once (PKCS#11 2.40, 5.5 C_SetPIN). The PIN that it has is proved by a login first: a wrong one
 * is told as such, costs one try, and no new PIN is sent after it.
 * Throws RefusedByHost where no PIN may be sent, CryptokiFault `login` or `change-pin`
 */
export function changePin(session: Session, { pin, next }: RequestOf<'change-pin'>): void {
  logIn(session, pin);
  step('change-pin', () => session.cryptoki.C_SetPIN(session.handle, pin, next));
}
