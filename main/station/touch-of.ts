import type { SignLook } from '../../src/contract/keyholder.ts';
import type { PresentToken } from '../tokens/token.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { isYubikey, wasYubikey } from './yubikey/is-yubikey.ts';

/**
 * Where the finger goes when this person signs: on the token itself, on the screen for a practice token in a file, or
 * nowhere. A YubiKey's policy is the one that it certified; where it certified none, the plan's.
 * @param token the token that is present; null: by what was chosen
 */
export function touchOf(
  { plan, state }: Pick<OpenCeremony, 'plan' | 'state'>,
  token: PresentToken | null,
): SignLook['touch'] {
  const yubikey = token === null ? wasYubikey(state.token) : isYubikey(token);
  if (!yubikey && plan.mode === 'rehearsal') return 'screen';
  const policy = (yubikey ? state.evidence?.data.touchPolicy : null) ?? plan.keys.touch;
  return policy === 'never' ? 'none' : 'token';
}
