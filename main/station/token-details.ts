import type { KeyOnToken, TokenDetails } from '../../src/contract/token-care.ts';
import type { TokenView } from '../../src/contract/tokens.ts';
import type { Problem } from '../../src/contract/values.ts';
import type { UsbDevice } from '../usb/device.ts';
import { isPracticeLabel } from '../tokens/practice-label.ts';
import type { ModuleFile, PresentToken } from '../tokens/token.ts';
import type { YubikeyDetails } from '../tokens/yubikey/yubikey.ts';
import { isFromFactory } from '../tokens/yubikey/read-status.ts';
import { secretLength } from '../tokens/yubikey/set-up-request.ts';
import { pinChange } from './pin-change.ts';
import { pinRules } from './pin-rules.ts';
import { triesInWords } from './count-words.ts';
import { deviceClaims, pinClaim, secretClaims } from './token-claims.ts';

/** What is known of one token, from its library, the device itself and the USB bus. */
export interface KnownToken {
  readonly token: PresentToken;
  readonly view: TokenView;
  /** null for a token that is no YubiKey, and for one that could not be read. */
  readonly yubikey: YubikeyDetails | null;
  readonly problem: Problem | null;
  readonly module: ModuleFile | null;
  readonly usb: UsbDevice | null;
  /** The station keeps its PIN, to play a colleague. */
  readonly played: boolean;
  /** Why each act must not be done here, or null. */
  readonly locks: Readonly<Record<'set-up' | 'pin' | 'remove-key', string | null>>;
}

/** Everything that a token tells without a PIN, and what may be done with it here. */
export function tokenDetails(known: KnownToken): TokenDetails {
  const { view, yubikey, problem, module, locks } = known;
  const isYubikey = isPivYubikey(known.token);
  const unread = isYubikey && yubikey === null ? 'It could not be read. Look again first.' : null;
  const pin = yubikey?.status.pin.triesLeft ?? null;
  const puk = yubikey?.status.puk.triesLeft ?? null;
  return {
    token: view,
    device: deviceClaims(known),
    secrets:
      yubikey !== null
        ? secretClaims(yubikey.status)
        : isYubikey
          ? []
          : [pinClaim(known.token, view.tries)],
    keys: keysOf(known),
    module: module === null ? null : { name: module.name, sha256: module.sha256 },
    problem,
    tries: {
      pin: yubikey === null ? view.tries : triesInWords(pin, 'PIN'),
      puk: triesInWords(puk, 'PUK'),
    },
    setUp: isYubikey
      ? {
          lock: unread ?? locks['set-up'],
          erases: yubikey === null ? [] : erasedBy(yubikey),
          losesKey: yubikey === null ? null : lostKey(yubikey),
          rules: pinRules({ ...known.token, pinLength: secretLength }),
        }
      : null,
    changePin: isYubikey
      ? {
          lock: unread ?? locks.pin ?? (pin === 0 ? lockedPin(puk) : null),
          rules: pinRules({ ...known.token, pinLength: secretLength }),
        }
      : pinChange(known),
    unblockPin: isYubikey
      ? {
          lock: unread ?? locks.pin ?? (puk === 0 ? lockedPuk(pin) : null),
        }
      : null,
  };
}

const bothLocked =
  'Its PIN and its PUK are locked. Only a new set-up opens it, and that erases its keys.';

const lockedPin = (puk: number | null): string =>
  puk === 0 ? bothLocked : 'Its PIN is locked. Unblock it.';

/** A locked PUK alone takes nothing away: who reads that only a set-up helps could erase a key that works. */
const lockedPuk = (pin: number | null): string =>
  pin === 0 ? bothLocked : 'Its PUK is locked. Only its PIN opens it now.';

/** A YubiKey as the station reads it by PIV commands; a YubiHSM is none. */
export function isPivYubikey({ model, manufacturer, ref }: PresentToken): boolean {
  return ref !== null && /yubi(key|co)/i.test(`${model} ${manufacturer}`) && !/hsm/i.test(model);
}

/** The key in the slot for signatures that a set-up erases. */
export function lostKey({ status: { key } }: YubikeyDetails): string | null {
  return key === null ? null : (key.spkiDigest ?? 'unreadable');
}

function erasedBy({ status, otherKeys }: YubikeyDetails): string[] {
  if (isFromFactory(status)) return [];
  const empty = status.key === null && otherKeys?.length === 0;
  return [
    ...(empty ? ['It shows no key.'] : []),
    ...(otherKeys === null ? ['Whatever is in its other slots: this token does not tell.'] : []),
    'All certificates, the PIN, the PUK and the management key of its PIV part.',
  ];
}

function keysOf({ token, yubikey, locks }: KnownToken): KeyOnToken[] {
  if (yubikey !== null) {
    const { status, otherKeys } = yubikey;
    const { key } = status;
    const signing = {
      place: 'Slot 9c, for signatures',
      spkiSha256: key?.spkiDigest ?? null,
      sentence: madeWords(key?.madeThere ?? null),
      removable: false,
    };
    const others = (otherKeys ?? []).map(({ slot, spkiDigest }) => ({
      place: `Slot ${slot}`,
      spkiSha256: spkiDigest,
      sentence: otherWords(spkiDigest),
      removable: false,
    }));
    return key === null ? others : [signing, ...others];
  }
  return token.keys.slice(0, 64).map(({ id, label, spkiDigest }) => ({
    place: id === null ? 'Shown after the PIN' : `Key ${id.slice(0, 16)}`,
    spkiSha256: spkiDigest,
    sentence: isPracticeLabel(label)
      ? 'A practice key, by its name.'
      : 'The station does not remove it: its name is not the one of a practice key.',
    removable: spkiDigest !== null && isPracticeLabel(label) && locks['remove-key'] === null,
  }));
}

function madeWords(madeThere: boolean | null): string {
  if (madeThere === null) return 'This token does not tell where it was made.';
  return madeThere
    ? 'Made on this device, as the device says.'
    : 'Brought in from outside. Somebody may have a copy of it.';
}

const otherWords = (spkiDigest: string | null): string =>
  spkiDigest === null
    ? 'It shows no attestation, so its words are not known.'
    : 'Made on this device, as its attestation says.';
