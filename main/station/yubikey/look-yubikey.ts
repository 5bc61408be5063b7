import type { KeyLook } from '../../../src/contract/keyholder.ts';
import type { Tokens } from '../../tokens/token.ts';
import type { YubikeyStatus } from '../../tokens/yubikey/yubikey.ts';
import { needsTouch } from '../key-act.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { UsableToken } from '../token-at-hand.ts';
import { triesInWords } from '../count-words.ts';
import { setUpFirst } from './readiness.ts';

/** What a YubiKey adds to the look before its key is made. */
export interface YubikeyLook extends Pick<KeyLook, 'willDo' | 'setUpFirst' | 'loses'> {
  readonly tries: string;
}

const pinWords = { always: 'asked every time', once: 'asked once a session', never: 'never asked' };
const touchWords = {
  always: 'needed every time',
  cached: 'needed, then not for 15 seconds',
  never: 'not needed',
};

/** Reads what the YubiKey tells without a PIN. Nothing is tried. @throws TokenError */
export async function lookYubikey(
  { yubikeys }: Pick<Tokens, 'yubikeys'>,
  ceremony: Pick<OpenCeremony, 'plan'>,
  { ref }: UsableToken,
): Promise<YubikeyLook> {
  const status = await yubikeys.status(ref);
  const loses = lossOf(status);
  return {
    tries: triesInWords(status.pin.triesLeft),
    setUpFirst: setUpFirst(status),
    loses,
    willDo: [
      ...(loses === null ? [] : [`The key that is in slot 9c of ${ref.serial} is lost.`]),
      `A new key is made on ${ref.serial}, in slot 9c. It cannot leave the YubiKey.`,
      policiesOf(ceremony),
      'The YubiKey certifies the key. Its number, the key and the policies are compared.',
      needsTouch(ceremony.plan)
        ? 'The key signs a fresh challenge. Touch the YubiKey when it blinks: you have 15 seconds.'
        : 'The key signs a fresh challenge.',
    ],
  };
}

function policiesOf({ plan: { keys } }: Pick<OpenCeremony, 'plan'>): string {
  return `As the plan says, its PIN is ${pinWords[keys.pin]}, and a touch is ${touchWords[keys.touch]}.`;
}

/** The key that would be lost, if it can be named. */
function lossOf({ serial, key }: YubikeyStatus): KeyLook['loses'] {
  if (key === null || key.spkiDigest === null) return null;
  return {
    spkiSha256: key.spkiDigest,
    sentence: `Slot 9c of ${serial} holds a key. Making yours destroys it, and nobody can bring it back.`,
  };
}
