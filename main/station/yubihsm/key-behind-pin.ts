import { rootInUse } from '../root-at-hand.ts';
import { roleSpkis } from '../../../src/tuf/root.ts';
import { hidesKeys } from '../../tokens/hidden-keys.ts';
import { StepError } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { UsableToken } from '../token-at-hand.ts';

/**
 * What to say of a token that shows no key before its PIN and may hold one to go on with: one whose making was cut off, or
 * one of the root in use. null where there is nothing to look for, or no PIN yet that it could be behind.
 */
export async function mayHoldKey(
  { state, folder }: OpenCeremony,
  token: UsableToken,
): Promise<string | null> {
  if (!hidesKeys(token) || token.keys.length > 0 || state.key !== null) return null;
  if (!token.flags.pinInitialised) return null;
  if (state.unfinished.key?.data.serial === token.ref.serial)
    return 'The making of a key on this token was cut off. It shows its keys only after its PIN, so look whether the key is there.';
  const inUse = await rootInUse(folder);
  if (inUse === null || roleSpkis(inUse, 'root').length === 0) return null;
  return 'This token shows its keys only after its PIN. If it holds your key of the root in use, look for it here and go on with it.';
}

/** The error where a token has shown its keys, and none is one to go on with. */
export function noneOfThem({ ref, keys }: UsableToken): StepError {
  return new StepError('key.none-of-these', 'your key is not on this token', {
    expected: 'a key of the root in use, or the one whose making was cut off',
    found: foundWords(keys.length),
    place: ref.serial,
    hint: 'Plug in the token that holds your key. If you have none yet, make a new key.',
    notDone: ['No key was made.', 'Nothing was signed.'],
  });
}

function foundWords(keys: number): string {
  if (keys === 0) return 'no key at all';
  return keys === 1 ? 'one other key' : `${keys} other keys`;
}
