import type { SignLook, SignPhase } from '../../../../src/contract/keyholder.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { StationError } from '../../../../src/encoding/station-error.ts';
import { rootOf } from './review.ts';
import { practiceToken, yubikey } from './tokens.ts';

export function signLookOf(mode: Mode): SignLook {
  const practice = mode === 'rehearsal';
  return {
    token: practice ? practiceToken : yubikey,
    serial: practice ? '90000003' : '24617802',
    tries: 'Three tries left.',
    touch: practice ? 'screen' : 'token',
    pinPad: false,
    title: practice
      ? 'You are signing a practice root version 16'
      : 'You are signing root version 16',
    sha256: rootOf(mode),
    mismatch: null,
    problem: null,
    signed: false,
  };
}

/** The planned token is 24617802; two digits are swapped on the one that is plugged in. */
export const wrongToken = (mode: Mode): SignLook => ({
  ...signLookOf(mode),
  token: {
    ...yubikey,
    serial: '24617820',
    planned: false,
    sentence: 'Its signing slot is empty.',
    lock: 'Not in the plan for anyone.',
  },
  mismatch: {
    what: 'token',
    expected: '24617802',
    found: '24617820',
    explanation: 'The numbers look alike. Two digits are swapped.',
  },
});

export const wayOut = (mode: Mode): SignLook => ({
  ...signLookOf(mode),
  problem: {
    code: 'network.way-out',
    message: 'a route leads out of this machine',
    expected: 'no route out, only the loopback interface',
    found: 'a default route through wlan0',
    place: null,
    hint: 'Switch the network off, or pull the cable. The station looks again by itself.',
    notDone: ['Nothing was signed', 'No PIN was sent'],
  },
});

/** Up to the touch with nine seconds left, as on the drawn page. */
export const touchReports: readonly SignPhase[] = [
  { phase: 'pin', state: 'now', note: '', secondsLeft: null },
  { phase: 'pin', state: 'done', note: '3 of 3 tries left', secondsLeft: null },
  { phase: 'touch', state: 'now', note: '15 seconds', secondsLeft: 15 },
  { phase: 'touch', state: 'now', note: '15 seconds', secondsLeft: 9 },
];

/** What follows a touch, up to the check. */
export const afterTouch: readonly SignPhase[] = [
  { phase: 'touch', state: 'done', note: '', secondsLeft: null },
  { phase: 'check', state: 'now', note: '', secondsLeft: null },
];

export const wrongPinAtSign = (): StationError =>
  new StationError('token.pin-incorrect', 'that was not the PIN', {
    hint: 'Two tries left. Look at your keyboard, then enter the PIN of 24617802 again.',
    place: 'CKR_PIN_INCORRECT',
    notDone: ['Nothing was signed', 'Nothing was sent again'],
  });

export const cancelledAtTouch = (): StationError =>
  new StationError('touch.cancelled', 'you cancelled before the touch', {
    hint: 'Start again when you are ready.',
    notDone: ['Nothing was signed', 'No PIN try was lost'],
  });

export const ranOut = (): StationError =>
  new StationError('token.touch-timeout', 'the 15 seconds ran out without a touch', {
    hint: 'Find the gold disc first, then start again. It asks for the PIN once more.',
    notDone: ['Nothing was signed', 'No PIN try was lost'],
  });
