import type { YubikeyStatus } from '../../tokens/yubikey/yubikey.ts';
import { StepError } from '../desk.ts';

/**
 * Why a YubiKey has to be set up before a key is made on it, or null. Whatever is still as from the factory is known to
 * everybody; and without a management key that is kept on it the station cannot make a key.
 */
export function setUpFirst(status: YubikeyStatus): string | null {
  const { pin, puk, managementKey, key } = status;
  const factory = [
    ...(pin.isDefault === true ? ['PIN'] : []),
    ...(puk.isDefault === true ? ['PUK'] : []),
    ...(managementKey.isDefault === true ? ['management key'] : []),
  ];
  const last = factory.pop();
  if (last !== undefined) {
    const which =
      factory.length === 0 ? `Its ${last} is` : `Its ${factory.join(', ')} and ${last} are`;
    return `${which} still from the factory, and everybody knows that.`;
  }
  if (!managementKey.keptBehindPin) {
    return 'It keeps no management key behind its PIN, so the station cannot make a key on it.';
  }
  if (key !== null && key.spkiDigest === null) {
    return 'Slot 9c holds a key that nobody can read, so it cannot be named before it is lost.';
  }
  return null;
}

/** @throws StepError `token.set-up-first`; no PIN was sent */
export function requireSetUp(status: YubikeyStatus): void {
  const why = setUpFirst(status);
  if (why === null) return;
  throw new StepError('token.set-up-first', 'this YubiKey has to be set up first', {
    found: why,
    place: status.serial,
    hint: 'Go back to Token and set it up. That gives it a PIN, a PUK and a management key of its own.',
    notDone: ['No key was made.', 'No PIN was sent.'],
  });
}
