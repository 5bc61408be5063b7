import { TokenError } from '../tokens/token-error.ts';
import type { PresentToken } from '../tokens/token.ts';
import { triesInWords } from './count-words.ts';
import type { Desk } from './desk.ts';
import { triesLeft } from './token-view.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';

/**
 * How many tries are left before a PIN, as exactly as the token tells, in words; none is used. A YubiKey has the number, of
 * other tokens only flags are known. A token at work, or one that cannot be asked now, is known by its flags, too.
 */
export async function triesNow(
  { tokens, atWork }: Pick<Desk, 'tokens' | 'atWork'>,
  token: PresentToken,
): Promise<string> {
  if (token.ref === null || !isYubikey(token) || atWork?.() === true) return triesLeft(token);
  try {
    const { pin } = await tokens.yubikeys.status(token.ref);
    return triesInWords(pin.triesLeft);
  } catch (error) {
    if (error instanceof TokenError) return triesLeft(token);
    throw error;
  }
}
