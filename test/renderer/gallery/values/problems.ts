import { StationError } from '../../../../src/encoding/station-error.ts';

export const wrongPin = (): StationError =>
  new StationError('token.pin-incorrect', 'that was not the PIN', {
    hint: 'Two tries left. Look at your keyboard, then enter the PIN of 24617802 again.',
    place: 'CKR_PIN_INCORRECT',
    notDone: ['No key was made', 'Nothing was sent again'],
  });

export const noneOfTheseKeys = (): StationError =>
  new StationError('key.none-of-these', 'your key is not on this token', {
    expected: 'a key of the root in use, or the one whose making was cut off',
    found: '2 other keys',
    place: '07550140',
    hint: 'Plug in the token that holds your key. If you have none yet, make a new key.',
    notDone: ['No key was made.', 'Nothing was signed.'],
  });

export const notTouched = (): StationError =>
  new StationError('token.touch-timeout', 'the token was not touched in time', {
    place: '24617802',
    hint: 'Start again, and touch the token while it blinks.',
  });

export const noCeremony = (): StationError =>
  new StationError('ceremony.no-plan', 'this folder is not a ceremony', {
    expected: 'a plan, ceremony.yaml',
    found: 'no such file',
    hint: 'Choose the folder that the host gave you, one level up or down.',
    notDone: ['Nothing was changed'],
  });

export const wrongFiles = (): StationError =>
  new StationError('attestation.mismatch', 'the attestation is about another key', {
    expected: 'key e45e6cb8',
    found: 'key 9f20aa41',
    place: 'root-key-2_attestation.pem',
    hint: 'Have the device attest the key that was made here, and choose that file.',
    notDone: ['Nothing was written.', 'No PIN was sent.'],
  });
