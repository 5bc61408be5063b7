import type { KeyLook, KeyView, Phase } from '../../../../src/contract/keyholder.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf, KEY, PRACTICE_KEY } from './digests.ts';
import { tokenOf, yubikeyOf } from './tokens.ts';

export const keyDigest = (mode: Mode): string => (mode === 'real' ? KEY : PRACTICE_KEY);

export function keyMade(mode: Mode): KeyView {
  return {
    algorithm: 'ECDSA P-256',
    spkiSha256: keyDigest(mode),
    madeAt: '2026-11-23T14:09:12Z',
    claims: [
      {
        label: 'Made',
        value: 'On the token',
        why: 'It was not brought in from outside.',
        state: 'ok',
      },
      { label: 'Can leave', value: 'Never', why: 'The token refuses to give it out.', state: 'ok' },
      { label: 'PIN', value: 'Asked every time', why: '', state: 'ok' },
      {
        label: 'Touch',
        value: mode === 'real' ? 'Needed every time' : 'This token has no button',
        why: mode === 'real' ? '' : 'You press it on screen, as you will touch the real one.',
        state: mode === 'real' ? 'ok' : 'unknown',
      },
    ],
  };
}

export function keyLook(mode: Mode, pin: KeyLook['pin'] = 'choose'): KeyLook {
  return {
    token: tokenOf(mode),
    pin,
    rules:
      pin === 'choose'
        ? [
            'Six to eight digits.',
            'Not the one that the maker set, and no row such as 123456.',
            'Nobody needs to know it but you. The station forgets it at once.',
          ]
        : [],
    willDo: [
      pin === 'choose'
        ? 'The PIN that the maker set is replaced by yours.'
        : 'The PIN is sent to the token once.',
      `A new P-256 key is made on ${tokenOf(mode).serial}.`,
      'Touch is set to be needed every time, and the PIN too.',
      'The key is read back, and signs a challenge of this station to prove that it works.',
    ],
    made: null,
    unfinished: null,
    mayHold: null,
    setUpFirst: null,
    loses: null,
    problem: null,
  };
}

export const keyUnfinished = (mode: Mode): KeyLook => ({
  ...keyLook(mode, 'enter'),
  unfinished: {
    origin: 'cut-off',
    spkiSha256: keyDigest(mode),
    sentence: `At 14:08:51 the making of a key on ${tokenOf(mode).serial} began. This key is on it since then.`,
  },
});

/** An HSM with a key of the root in use, which may be another person's. */
export const keyListed = (mode: Mode): KeyLook => ({
  ...keyLook(mode, 'enter'),
  token: { ...tokenOf(mode), kind: 'other', model: 'SoftHSM v2' },
  unfinished: {
    origin: 'earlier-ceremony',
    spkiSha256: keyDigest(mode),
    sentence: 'This key stands in the root in use, and it is on the token.',
  },
});

/** A token that shows no key before its PIN, in a ceremony with a root in use. */
export const keyBehindPin = (mode: Mode): KeyLook => ({
  ...keyLook(mode, 'enter'),
  token: { ...tokenOf(mode), kind: 'other', model: 'YubiHSM', serial: '07550140' },
  mayHold:
    'This token shows its keys only after its PIN. If it holds your key of the root in use, look for it here and go on with it.',
});

export const makingPhases: Phase[] = [
  { phase: 'PIN set', state: 'done', note: '3 of 3 tries left', secondsLeft: null },
  { phase: 'Key made on the token', state: 'done', note: '2 seconds', secondsLeft: null },
  { phase: 'Challenge to prove that it works', state: 'now', note: '', secondsLeft: null },
];

/** Before the key is made on a YubiKey: the token of a person, and what it tells by itself. */
const onYubikey = (mode: Mode): KeyLook => {
  const token = yubikeyOf(mode);
  return {
    ...keyLook(mode, 'enter'),
    token,
    willDo: [
      `A new key is made on ${token.serial}, in slot 9c. It cannot leave the YubiKey.`,
      'As the plan says, its PIN is asked every time, and a touch is needed every time.',
      'The YubiKey certifies the key. Its number, the key and the policies are compared.',
      'The key signs a fresh challenge. Touch the YubiKey when it blinks: you have 15 seconds.',
    ],
  };
};

export const keySetUpFirst = (mode: Mode): KeyLook => ({
  ...onYubikey(mode),
  setUpFirst:
    'Its PIN, PUK and management key are still from the factory, and everybody knows that.',
});

export const keyLoses = (mode: Mode): KeyLook => ({
  ...onYubikey(mode),
  willDo: [
    `The key that is in slot 9c of ${yubikeyOf(mode).serial} is lost.`,
    ...onYubikey(mode).willDo,
  ],
  loses: {
    spkiSha256: digestOf('the key of somebody before'),
    sentence: `Slot 9c of ${yubikeyOf(mode).serial} holds a key. Making yours destroys it, and nobody can bring it back.`,
  },
});

export const keyOnYubikey = onYubikey;

export const touchPhases: Phase[] = [
  { phase: 'Look at the YubiKey', state: 'done', note: '', secondsLeft: null },
  { phase: 'Make the key in slot 9c', state: 'done', note: '', secondsLeft: null },
  { phase: 'Compare what it certifies', state: 'done', note: '', secondsLeft: null },
  { phase: 'Prove that it works', state: 'now', note: '', secondsLeft: null },
  { phase: 'Touch the YubiKey', state: 'now', note: '11 seconds left', secondsLeft: 11 },
];
