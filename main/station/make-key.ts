import { randomBytes, randomInt } from 'node:crypto';
import { schemeOf } from '../../src/ceremony/roster.ts';
import type { KeyToReplace } from '../../src/contract/keyholder.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { judgePin } from '../../src/keys/pin.ts';
import { hidesKeys } from '../tokens/hidden-keys.ts';
import { isKeyId } from '../tokens/listing.ts';
import { practicePrefix } from '../tokens/practice-store.ts';
import type { KeyId, Tokens } from '../tokens/token.ts';
import { StepError } from './desk.ts';
import { done, now, orStopped, proveKey, type Tell, type TypedPin } from './key-act.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { pinLimits } from './pin-rules.ts';
import { requireChosenToken, type UsableToken } from './token-at-hand.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';
import { makeOnYubikey } from './yubikey/make-on-yubikey.ts';

/**
 * Makes this person's key on the chosen token: the PIN is set if the token has none, the intent is recorded, the key is
 * made and read back, and a fresh challenge proves that it works. Nothing is repeated by the program.
 * @param replace the key on a YubiKey that the person agreed to lose, as they typed it
 * @throws StepError `step.too-early`, `pin.differ`, `pin.weak`, `token.not-present`, and those of `makeOnYubikey`; TokenError
 */
export async function makeKey(
  tokens: Tokens,
  ceremony: OpenCeremony,
  typed: TypedPin & { readonly replace?: KeyToReplace | null | undefined },
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  if (ceremony.state.key !== null) throw alreadyMade();
  const token = await requireChosenToken(tokens, ceremony);
  if (isYubikey(token)) {
    const { pin, replace = null } = typed;
    await makeOnYubikey({ tokens, ceremony, token, pin, replace, tell, signal });
    return;
  }
  if (!token.flags.pinInitialised) await choosePin(tokens, ceremony, token, typed, tell);
  const id = freshKeyId(hidesKeys(token) ? 2 : 8);
  const { serial } = token.ref;
  const scheme = schemeOf(ceremony.plan, ceremony.you.id);
  const label = labelFor(ceremony);
  await ceremony.record({ kind: 'key.intended', data: { serial, scheme, id, label } });
  tell(now('Make the key on the token'));
  const made = await orStopped(ceremony, serial, () =>
    tokens.makeKey({
      ref: token.ref,
      expectedSerial: serial,
      scheme,
      pin: typed.pin,
      label,
      id,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  tell(done('Make the key on the token'));
  await proveKey(tokens, { key: made.key, scheme, pin: typed.pin, touch: false }, tell);
  const { local, extractable, neverExtractable } = made.attributes;
  await ceremony.record({
    kind: 'key.made',
    data: {
      serial,
      scheme,
      id,
      spki: made.key.spkiDigest,
      onDevice: local,
      extractable,
      neverExtractable,
    },
  });
}

async function choosePin(
  tokens: Tokens,
  ceremony: OpenCeremony,
  token: UsableToken,
  { pin, repeat }: TypedPin,
  tell: Tell,
): Promise<void> {
  if (pin !== repeat) {
    throw new StepError('pin.differ', 'the two PINs are not the same', {
      hint: 'Type the PIN again in both fields.',
      notDone: ['No PIN was set.', 'No key was made.'],
    });
  }
  const problem = judgePin(pin, pinLimits(token));
  if (problem !== null) {
    throw new StepError('pin.weak', 'this PIN is too easy to guess', {
      hint: problem.sentence,
      notDone: ['No PIN was set.', 'No key was made.'],
    });
  }
  tell(now('Set the PIN'));
  await tokens.setPin(token.ref, pin);
  await ceremony.record({ kind: 'pin.set', data: { serial: token.ref.serial } });
  tell(done('Set the PIN'));
}

/**
 * A YubiHSM numbers its objects with two bytes and takes the CKA_ID as that number; a longer one it would have to keep in
 * an object of its own. Neither none nor all bits set: those have a meaning there. An id in use is refused.
 */
function freshKeyId(bytes: 2 | 8): KeyId {
  const id =
    bytes === 8 ? toHex(randomBytes(8)) : toHex(Uint8Array.of(randomInt(1, 255), randomInt(256)));
  if (isKeyId(id)) return id;
  throw new TypeError('a key id is bytes in hexadecimal');
}

function labelFor({ plan }: OpenCeremony): string {
  const prefix = plan.mode === 'rehearsal' ? practicePrefix : '';
  return `${prefix}root ${plan.tuf.rootVersion} ${plan.sha256.slice(0, 8)}`;
}

function alreadyMade(): StepError {
  return new StepError('step.too-early', 'your key has been made already', {
    hint: 'Go on to its evidence. To use another token, go back and choose it.',
    notDone: ['No second key was made.'],
  });
}
