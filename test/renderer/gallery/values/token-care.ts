import type { TokenDetails } from '../../../../src/contract/token-care.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { StationError } from '../../../../src/encoding/station-error.ts';
import { problemOf } from '../../../../src/contract/problem.ts';
import { digestOf, MODULE } from './digests.ts';
import { practiceToken, yubikey } from './tokens.ts';

const fact = (
  label: string,
  value: string,
  why: string,
  state: 'ok' | 'note' | 'unknown' = 'ok',
): TokenDetails['device'][number] => ({ label, value, why, state });

const device = (serial: string): TokenDetails['device'] => [
  fact('Model', 'YubiKey YK5', 'Told by its library, and seen on USB.'),
  fact('Serial', serial, 'Compare it with the number on its back.'),
  fact('Firmware', '5.4.3', 'Told by the device itself.'),
  fact(
    'Advisory YSA-2024-03',
    'Firmware 5.4.3: with the device in hand and laboratory equipment, someone could copy the key.',
    'Published at https://www.yubico.com/support/security-advisories/ysa-2024-03/',
    'note',
  ),
  fact('Form', 'USB-C keychain', 'Not proved: an attestation proves.'),
  fact('FIPS series', 'No', 'Not proved: an attestation proves.'),
  fact('Attestation', 'None', 'It is made for a key, and there is none in slot 9c.'),
  fact('Seen through', 'libykcs11.so.2', 'Compare the digest of its file below.'),
];

const guarded: TokenDetails['secrets'] = [
  fact('PIN', 'Three tries of the PIN left', 'It is not the one from the factory.'),
  fact('PUK', 'Three tries of the PUK left', 'It is not the one from the factory.'),
  fact('Management key', 'Kept on the token, behind its PIN', 'Nobody has to write it down.'),
];

const rules = ['Six to eight characters.', 'Not a default, not your serial, no rows or repeats.'];
const free = { lock: null };

/** A YubiKey as it comes from its maker. */
export function newYubikey(mode: Mode): TokenDetails {
  const practice = mode === 'rehearsal';
  const token = { ...yubikey, practice };
  return {
    token,
    device: device(token.serial ?? ''),
    secrets: [
      fact(
        'PIN',
        'From the factory. Three tries of the PIN left',
        'Everybody knows it. It has to be changed before a key is made.',
        'note',
      ),
      fact(
        'PUK',
        'From the factory. Three tries of the PUK left',
        'Everybody knows it. It has to be changed before a key is made.',
        'note',
      ),
      fact(
        'Management key',
        'From the factory',
        'Everybody knows it. The set-up gives the token one of its own.',
        'note',
      ),
    ],
    keys: [],
    module: { name: 'libykcs11.so.2', sha256: MODULE },
    problem: null,
    tries: { pin: 'Three tries of the PIN left', puk: 'Three tries of the PUK left' },
    setUp: { lock: null, erases: [], losesKey: null, rules },
    changePin: { ...free, rules },
    unblockPin: free,
  };
}

/** One that is set up, and empty. */
export const setUpYubikey = (mode: Mode): TokenDetails => ({
  ...newYubikey(mode),
  secrets: guarded,
  setUp: {
    lock: null,
    erases: [
      'It shows no key.',
      'All certificates, the PIN, the PUK and the management key of its PIV part.',
    ],
    losesKey: null,
    rules,
  },
});

/** One with keys on it, which a set-up would erase. */
export function usedYubikey(mode: Mode): TokenDetails {
  const key = digestOf('an old key');
  return {
    ...setUpYubikey(mode),
    device: setUpYubikey(mode).device.map((line) =>
      line.label === 'Attestation'
        ? fact(
            'Attestation',
            'There is one for the key in 9c',
            'The evidence step checks it against the pinned roots.',
          )
        : line,
    ),
    keys: [
      {
        place: 'Slot 9c, for signatures',
        spkiSha256: key,
        sentence: 'Made on this device, as the device says.',
        removable: false,
      },
      {
        place: 'Slot 9a',
        spkiSha256: null,
        sentence: 'It shows no attestation, so its words are not known.',
        removable: false,
      },
    ],
    setUp: {
      lock: null,
      erases: ['All certificates, the PIN, the PUK and the management key of its PIV part.'],
      losesKey: key,
      rules,
    },
  };
}

/** One whose PIN is locked. */
export const lockedYubikey = (mode: Mode): TokenDetails => ({
  ...usedYubikey(mode),
  secrets: [
    fact('PIN', 'No tries left: the PIN is locked', 'It is not the one from the factory.', 'note'),
    ...guarded.slice(1),
  ],
  tries: { pin: 'No tries left: the PIN is locked', puk: 'Three tries of the PUK left' },
  changePin: { lock: 'Its PIN is locked. Unblock it.', rules },
});

/** The same with its PUK locked, too: nothing but a new set-up opens it. */
export const shutYubikey = (mode: Mode): TokenDetails => {
  const lock =
    'Its PIN and its PUK are locked. Only a new set-up opens it, and that erases its keys.';
  const locked = lockedYubikey(mode);
  return {
    ...locked,
    secrets: [
      ...locked.secrets.slice(0, 1),
      fact(
        'PUK',
        'No tries left: the PUK is locked',
        'It is not the one from the factory.',
        'note',
      ),
      ...guarded.slice(2),
    ],
    tries: { pin: 'No tries left: the PIN is locked', puk: 'No tries left: the PUK is locked' },
    changePin: { lock, rules },
    unblockPin: { lock },
  };
};

/** One of old firmware that another ceremony must not touch. */
export const silentYubikey = (mode: Mode): TokenDetails => {
  const lock = 'The plan does not name it for you. Nothing is written to it.';
  return {
    ...usedYubikey(mode),
    secrets: [
      fact(
        'PIN',
        'Three tries of the PIN left',
        'This token does not tell whether it is the one from the factory.',
        'unknown',
      ),
      fact(
        'PUK',
        'This token does not tell how many tries of the PUK are left',
        'This token does not tell whether it is the one from the factory.',
        'unknown',
      ),
    ],
    setUp: {
      lock,
      erases: ['Whatever is in its other slots: this token does not tell.'],
      losesKey: null,
      rules,
    },
    changePin: { lock, rules },
    unblockPin: { lock },
  };
};

/** One that another program holds. */
export const busyYubikey = (mode: Mode): TokenDetails => {
  const lock = 'It could not be read. Look again first.';
  return {
    ...newYubikey(mode),
    secrets: [],
    problem: problemOf(
      new StationError('token.busy', 'another program uses the token', {
        place: '24617802',
        hint: 'Close other programs that use tokens, then start again.',
      }),
    ),
    tries: {
      pin: 'This token does not tell how many tries are left',
      puk: 'This token does not tell how many tries of the PUK are left',
    },
    setUp: { lock, erases: [], losesKey: null, rules },
    changePin: { lock, rules },
    unblockPin: { lock },
  };
};

/** A token of another kind, with a practice key that may be removed. */
export const practiceDetails: TokenDetails = {
  token: { ...practiceToken, holdsKey: true },
  device: [
    fact('Model', 'Practice token', 'Told by its library.'),
    fact('Serial', '90000003', 'Compare it with the number on its back.'),
    fact('Firmware', '2.6', 'As its library tells it.'),
    fact('Seen through', 'libsofthsm2.so', 'Compare the digest of its file below.'),
  ],
  secrets: [
    {
      label: 'PIN',
      value: 'This token does not tell how many tries are left',
      why: 'Its library does not tell whether it is the one from the factory.',
      state: 'unknown',
    },
  ],
  keys: [
    {
      place: 'Key 02',
      spkiSha256: digestOf('a practice key'),
      sentence: 'A practice key, by its name.',
      removable: true,
    },
  ],
  module: { name: 'libsofthsm2.so', sha256: digestOf('libsofthsm2.so') },
  problem: null,
  tries: {
    pin: 'This token does not tell how many tries are left',
    puk: 'This token does not tell how many tries of the PUK are left',
  },
  setUp: null,
  changePin: { ...free, rules },
  unblockPin: null,
};

export const pinLocked = (): StationError =>
  new StationError('pin.locked', 'the PIN is locked after too many wrong tries', {
    hint: 'Unblock it with its PUK.',
    place: '24617802',
    notDone: ['Nothing was signed'],
  });

export const cutOff = (): StationError =>
  new StationError('token.removed', 'the token is gone, or was for a moment', {
    hint: 'Plug it in again and wait until it is listed. It may be half set up. Look at the token again, and set it up from the start.',
    place: '24617802',
  });

export const weakPin = (): StationError =>
  new StationError('pin.format', 'this PIN can not be chosen', {
    hint: 'It is the one that every new YubiKey has.',
    place: '24617802',
    notDone: ['Nothing was changed on the YubiKey'],
  });

export const wrongOldPin = (): StationError =>
  new StationError('pin.wrong', 'that was not the PIN', {
    hint: 'Two tries left. Enter the PIN again when you are sure of it.',
    place: '24617802',
    notDone: ['No PIN was set', 'The PIN was sent once and not again'],
  });

export const settingUpPhases = [
  { phase: 'Erasing what is on it', state: 'done', note: '', secondsLeft: null },
  { phase: 'Setting the PUK', state: 'done', note: '', secondsLeft: null },
  { phase: 'Setting the PIN', state: 'now', note: '', secondsLeft: null },
] as const;
