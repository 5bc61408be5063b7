import { notDoneOf, type Act } from './act.ts';
import { TokenError, type TokenErrorCode } from './token-error.ts';
import type { Refusal } from './wire.ts';

type Row = readonly [code: TokenErrorCode, message: string, hint: string];

const again = 'Start the step again. If it happens again, report it.';

/** Where a locked PIN leads, whoever noticed that it is. */
export const lockedHint =
  'Unblock a YubiKey with its PUK: choose “Unblock the PIN with the PUK”, or look at its details. Another token is unblocked with the program of its maker.';

const otherKey: Row = [
  'key.mismatch',
  'the token holds another key than the one expected',
  'Take the token on which the key was made.',
];
const otherScheme: Row = [
  'token.scheme',
  'the key signs under another scheme than the one asked for',
  'Have the host look at the scheme of this key in the plan.',
];

/** What a host refuses by itself, in words. */
const rows: Readonly<Record<Refusal, Row>> = {
  absent: [
    'token.absent',
    'the token is not plugged in',
    'Plug it in and wait until it is listed.',
  ],
  'serial-changed': [
    'token.wrong-serial',
    'another token took the place of this one',
    'Take the other token out and plug this one in.',
  ],
  'pin-locked': ['pin.locked', 'the PIN is locked after too many wrong tries', lockedHint],
  'pin-not-set': ['pin.not-set', 'the token has no PIN yet', 'Set its PIN first.'],
  'pin-already-set': [
    'pin.already-set',
    'the token has a PIN already',
    'Enter the PIN that it has.',
  ],
  'write-protected': [
    'token.write-protected',
    'the token can not be written to',
    'Take away its write protection, or use another token.',
  ],
  'protected-path': [
    'token.unsupported',
    'the token wants its PIN on a PIN pad of its own',
    'This version of the station cannot ask there. Use another token.',
  ],
  'key-exists': [
    'key.exists',
    'the token has a key in this place already',
    'Use another token, or have the ceremony decide what becomes of that key. A key is never replaced.',
  ],
  'key-absent': [
    'key.absent',
    'the token does not hold this key',
    'Take the token on which the key was made.',
  ],
  'key-ambiguous': [
    'key.ambiguous',
    'the token shows more than one key under this id',
    'Use a token on which the id stands once.',
  ],
  'key-mismatch': otherKey,
  'key-mismatch-after-pin': otherKey,
  'key-not-behind-pin': [
    'key.absent',
    'the token shows its keys now, and this key is none of them',
    'Take the token on which the key was made.',
  ],
  'key-unreadable': [
    'key.unreadable',
    'the token does not show a public key that the station can read',
    'Choose another kind of key in the plan, or another token.',
  ],
  'other-scheme': otherScheme,
  'other-scheme-after-pin': otherScheme,
  'not-practice': [
    'key.not-practice',
    'this is no practice key',
    'The station removes practice keys only. Another key is removed with the tool of the token, by whoever owns it.',
  ],
  'key-stays': [
    'key.exists',
    'the token says that the key was removed, and still shows it',
    "Look at the token with the vendor's tool.",
  ],
  purpose: ['token.purpose', 'these bytes do not have the form of what they should be', again],
  unsupported: [
    'token.unsupported',
    'the token or its library cannot do this',
    'Choose another kind of key in the plan, or another token.',
  ],
  'no-free-place': [
    'practice.store',
    'there is no free place for another practice token',
    'Remove a practice token that is not needed any more.',
  ],
  'store-busy': [
    'token.busy',
    'another station uses the practice tokens',
    'Wait until it is done, then start again.',
  ],
  'file-differs': [
    'module.changed',
    "the library's file is not the one that was approved",
    'Look at the list of libraries, and approve the new file if you know why it changed.',
  ],
  'load-failed': [
    'module.unreadable',
    'the file is not a library for tokens, or one that it needs is missing',
    "Install the vendor's package again, or choose another file.",
  ],
  'not-loaded': ['module.fault', "the token's library is not ready", again],
  request: [
    'token.input',
    'the station asked for something that its token host does not know',
    again,
  ],
  internal: ['module.fault', "the token's host met a fault of its own", again],
};

/** Refusals that come after the PIN was sent, or that never had one. */
const pinMayBeSent: ReadonlySet<Refusal> = new Set([
  'key-exists',
  'key-absent',
  'key-ambiguous',
  'key-unreadable',
  'not-practice',
  'key-stays',
  'key-mismatch-after-pin',
  'other-scheme-after-pin',
  'key-not-behind-pin',
  'internal',
]);

/** The error for what a host refused. */
export function refusalError(refusal: Refusal, act: Act): TokenError {
  const [code, message, hint] = rows[refusal];
  const asksPin = act.kind === 'sign' || act.kind === 'make-key';
  const keyMade = act.kind === 'make-key' && refusal !== 'key-exists' && pinMayBeSent.has(refusal);
  return new TokenError(code, message, {
    ...(act.serial === null ? {} : { place: act.serial }),
    hint: keyMade ? `${hint} A key may be on the token now.` : hint,
    notDone: [
      ...(keyMade ? [] : notDoneOf(act)),
      ...(asksPin && !pinMayBeSent.has(refusal) ? ['No PIN was sent'] : []),
    ],
  });
}
