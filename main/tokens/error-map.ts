import type { ErrorDetails } from '../../src/encoding/station-error.ts';
import { notDoneOf, unknownOf, type Act } from './act.ts';
import { lockedHint, refusalError } from './refusal-words.ts';
import { TokenError, type TokenErrorCode } from './token-error.ts';
import type { HostFault, Stage } from './wire.ts';

type Cryptoki = Extract<HostFault, { kind: 'cryptoki' }>;

interface Words {
  readonly code: TokenErrorCode;
  readonly message: string;
  readonly hint: string;
}

const pinCountLow = 0x1_0000;
const pinFinalTry = 0x2_0000;
const pinLocked = 0x4_0000;

/** A touch is awaited by the token for 15 seconds; a shorter refusal has another cause. */
const touchMilliseconds = 10_000;

/** Stages at which no PIN has been sent yet. */
const beforePin: ReadonlySet<Stage> = new Set(['load', 'look', 'open']);
/** Stages at which the token may have done what it was asked to. */
const uncertain: ReadonlySet<Stage> = new Set([
  'generate',
  'sign',
  'remove',
  'init-pin',
  'init-token',
  'change-pin',
  'read',
]);

const removed: Words = {
  code: 'token.removed',
  message: 'the token is gone, or was for a moment',
  hint: 'Plug it in again and wait until it is listed.',
};
const fault: Words = {
  code: 'module.fault',
  message: "the token's library reports a fault of its own",
  hint: 'The station starts it again. If it goes on, take the token out and plug it in again.',
};
const policy: Words = {
  code: 'token.policy-unsupported',
  message: "the token's library cannot set what the plan asks for",
  hint: 'Use a newer library, or another tool that can. The station never asks for less.',
};
const unsupported: Words = {
  code: 'token.unsupported',
  message: 'the token or its library cannot do this',
  hint: 'Choose another kind of key in the plan, or another token.',
};
const busy: Words = {
  code: 'token.busy',
  message: 'another program uses the token',
  hint: 'Close other programs that use tokens, then start again.',
};
/** A session of its own finds the token in a state that another one left. Nothing is sent again. */
const unfinished: Words = {
  code: 'token.busy',
  message: 'the token is still at something that was begun before',
  hint: 'Take it out, plug it in again, and start again. If it goes on, close other programs that use tokens.',
};
const readOnly: Words = {
  code: 'token.write-protected',
  message: 'the token can not be written to',
  hint: 'Take away its write protection, or use another token.',
};
const format: Words = {
  code: 'pin.format',
  message: 'the token does not take a PIN of this form',
  hint: 'Use as many characters as the token allows, digits if you are in doubt.',
};

/** CK_RV (PKCS#11 2.40, section 11.1) to the station's code and words, for every stage. */
const words: ReadonlyMap<number, Words> = new Map([
  [
    0x01,
    { code: 'token.cancelled', message: 'it was stopped on the token', hint: 'Start it again.' },
  ],
  [0x03, removed], // SLOT_ID_INVALID
  [0x12, policy], // ATTRIBUTE_TYPE_INVALID
  [0x13, policy], // ATTRIBUTE_VALUE_INVALID
  [0x30, removed], // DEVICE_ERROR
  [0x31, { code: 'token.full', message: 'the token is full', hint: 'Use another token.' }],
  [0x32, removed], // DEVICE_REMOVED
  [
    0x50,
    { code: 'token.cancelled', message: 'it was stopped on the token', hint: 'Start it again.' },
  ],
  [0x54, unsupported], // FUNCTION_NOT_SUPPORTED
  [0x60, removed], // KEY_HANDLE_INVALID
  [0x62, unsupported], // KEY_SIZE_RANGE
  [0x63, unsupported], // KEY_TYPE_INCONSISTENT
  [0x68, unsupported], // KEY_FUNCTION_NOT_PERMITTED
  [0x70, unsupported], // MECHANISM_INVALID
  [0x71, unsupported], // MECHANISM_PARAM_INVALID
  [0x82, removed], // OBJECT_HANDLE_INVALID
  [0x90, unfinished], // OPERATION_ACTIVE
  [0xa1, format], // PIN_INVALID
  [0xa2, format], // PIN_LEN_RANGE
  [
    0xa3,
    {
      code: 'pin.expired',
      message: 'the PIN has expired',
      hint: "Set a new one with the vendor's tool.",
    },
  ],
  [0xb0, removed], // SESSION_CLOSED
  [0xb1, busy], // SESSION_COUNT
  [0xb3, removed], // SESSION_HANDLE_INVALID
  [0xb5, readOnly], // SESSION_READ_ONLY
  [0xd0, policy], // TEMPLATE_INCOMPLETE
  [0xd1, policy], // TEMPLATE_INCONSISTENT
  [0xe0, removed], // TOKEN_NOT_PRESENT
  [0xe1, unsupported], // TOKEN_NOT_RECOGNIZED
  [0xe2, readOnly], // TOKEN_WRITE_PROTECTED
  [0x100, unfinished], // USER_ALREADY_LOGGED_IN
  [0x102, { code: 'pin.not-set', message: 'the token has no PIN yet', hint: 'Set its PIN first.' }],
  [
    0x103,
    {
      code: 'token.needs-management-key',
      message: 'this token makes keys only with its management key',
      hint: "Make the key with the vendor's tool, then come back to this step.",
    },
  ],
  [0x104, unfinished], // USER_ANOTHER_ALREADY_LOGGED_IN
]);

/**
 * The error for what a host reports. The CK_RV and the stage stand in `found` and are all that is kept of the fault.
 * `serviceRunning` says whether a smart card service is there.
 */
export function faultError(fault: HostFault, act: Act, serviceRunning = true): TokenError {
  if (fault.kind === 'refused') return refusalError(fault.code, act);
  const details = detailsOf(fault, act);
  if (fault.stage === 'login' && fault.code === 0xa0) return wrongPin(fault, details);
  if (fault.code === 0xa4) return lockedPin(details);
  if (fault.stage === 'look' && fault.code === 0x30 && !serviceRunning) {
    return new TokenError('module.service-not-running', 'the smart card service does not run', {
      ...details,
      hint: 'Start pcscd, then look again.',
    });
  }
  const { code, message, hint } = wordsFor(fault);
  // A PIN of a form that the token does not take was not set.
  const told = fault.stage === 'change-pin' && code === 'pin.format';
  const unknown = uncertain.has(fault.stage) && !told ? ` ${unknownOf(act)}` : '';
  return new TokenError(code, message, { ...details, hint: `${hint}${unknown}` });
}

function wordsFor({ code, stage, elapsed }: Cryptoki): Words {
  // libykcs11 2.2.0 answers ARGUMENTS_BAD to a PIN that is too short.
  if (code === 0x07 && stage === 'login') return format;
  if (code === 0x101 && stage === 'sign') {
    return elapsed >= touchMilliseconds
      ? {
          code: 'token.touch-timeout',
          message: 'the token was not touched in time',
          hint: 'Start again, and touch the token while it blinks.',
        }
      : {
          code: 'pin.asked-again',
          message: 'the token asks for its PIN again',
          hint: 'Start again, and enter the PIN again.',
        };
  }
  return words.get(code) ?? fault;
}

function detailsOf({ code, stage }: Cryptoki, act: Act): ErrorDetails {
  const notDone = [
    ...(uncertain.has(stage) ? [] : notDoneOf(act)),
    ...(beforePin.has(stage) && act.kind !== 'look' && act.kind !== 'read'
      ? ['No PIN was sent']
      : []),
  ];
  return {
    // Behind Details, for whoever helps: a number is never what a person reads first.
    place: [
      ...(act.serial === null ? [] : [act.serial]),
      `CKR 0x${code.toString(16)} at ${stage}`,
    ].join(', '),
    hint: '',
    notDone,
  };
}

function wrongPin({ flags }: Cryptoki, details: ErrorDetails): TokenError {
  if (flags !== null && (flags & pinLocked) !== 0) return lockedPin(details);
  const tries =
    flags !== null && (flags & pinFinalTry) !== 0
      ? 'One try left.'
      : flags !== null && (flags & pinCountLow) !== 0
        ? 'This token only tells that a wrong PIN was entered, not how many tries are left.'
        : 'This token does not tell how many tries are left.';
  return new TokenError('pin.wrong', 'that was not the PIN', {
    ...details,
    hint: `${tries} Enter the PIN again when you are sure of it.`,
    notDone: [...(details.notDone ?? []), 'The PIN was sent once and not again'],
  });
}

function lockedPin(details: ErrorDetails): TokenError {
  return new TokenError('pin.locked', 'the PIN is locked after too many wrong tries', {
    ...details,
    hint: lockedHint,
  });
}
