import type { TokenDetails } from '../../src/contract/token-care.ts';
import { judgePin } from '../../src/keys/pin.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { PresentToken, Tokens } from '../tokens/token.ts';
import type { UsableToken } from './token-at-hand.ts';
import { pinLimits, pinRules } from './pin-rules.ts';
import type { KnownToken } from './token-details.ts';

/** Whether the PIN of a token that is no YubiKey can be changed here, and why not. */
export function pinChange({
  token,
  locks,
  played,
}: Pick<KnownToken, 'token' | 'locks' | 'played'>): TokenDetails['changePin'] {
  return { lock: locks.pin ?? pinChangeLock(token, played), rules: pinRules(token) };
}

/** How the station names a database of NSS, which tells no serial: by the salt of its password. */
const namedByPassword = /^nss-/;

function pinChangeLock(
  { flags, serial }: Pick<PresentToken, 'flags' | 'serial'>,
  played: boolean,
): string | null {
  if (flags.protectedPath)
    return 'It wants its PIN on a PIN pad of its own, which the station cannot ask. Change it with the program of its maker.';
  if (!flags.pinInitialised) return 'It has no PIN yet. You choose it when you make your key.';
  if (flags.pinLocked) return 'Its PIN is locked. It is unblocked with the program of its maker.';
  if (serial !== null && namedByPassword.test(serial))
    return 'The station knows it by its password: with another one it would be another token. Change it with certutil, before the ceremony.';
  if (played) return 'The station keeps its PIN, to play a colleague with it.';
  return null;
}

/**
 * Changes the PIN of such a token, once, after the new one was judged and before anything is sent.
 * @throws TokenError `pin.format` for a PIN that is a default, too short or too long, easily guessed, or the old one;
 *   `token.unsupported` where it cannot be changed here; whatever the token says
 */
export async function changeTokenPin(
  tokens: Pick<Tokens, 'changePin' | 'colleaguePin'>,
  token: UsableToken,
  { pin, next }: { readonly pin: string; readonly next: string },
): Promise<void> {
  const { ref } = token;
  const lock = pinChangeLock(token, (await tokens.colleaguePin(ref)) !== null);
  if (lock !== null) {
    throw new TokenError('token.unsupported', 'the PIN of this token is not changed here', {
      place: ref.serial,
      hint: lock,
      notDone: ['No PIN was set', 'No PIN was sent'],
    });
  }
  const problem =
    next === pin
      ? 'It is the PIN that the token has. Choose another one.'
      : (judgePin(next, pinLimits(token))?.sentence ?? null);
  if (problem !== null) {
    throw new TokenError('pin.format', 'this PIN can not be chosen', {
      place: ref.serial,
      hint: problem,
      notDone: ['No PIN was set', 'No PIN was sent'],
    });
  }
  await tokens.changePin(ref, pin, next);
}
