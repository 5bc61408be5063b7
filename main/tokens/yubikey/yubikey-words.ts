import { EncodingError } from '../../../src/encoding/encoding-error.ts';
import { notDoneOf, unknownOf, type Act } from '../act.ts';
import { CardFault, type CardFaultKind } from '../smart-card/card-fault.ts';
import { TokenError } from '../token-error.ts';
import { PivRefusal, status } from './piv-status.ts';
import { YubikeyAbsent } from './with-yubikey.ts';

/** The error for whatever went wrong with a YubiKey; an error that has its words already stays as it is. */
export function yubikeyError(error: unknown, act: Act, secret: 'PIN' | 'PUK' = 'PIN'): unknown {
  if (error instanceof YubikeyAbsent) return absent(error, act);
  if (error instanceof PivRefusal) return refused(error, act, secret);
  if (error instanceof CardFault) return faulty(error.kind, act);
  if (error instanceof EncodingError) return faulty('failed', act);
  return error;
}

const place = ({ serial }: Act) => (serial === null ? {} : { place: serial });

function absent({ found }: YubikeyAbsent, act: Act): TokenError {
  return new TokenError('token.absent', 'this YubiKey is not plugged in, or not alone', {
    ...place(act),
    ...(act.serial === null ? {} : { expected: act.serial }),
    found: found.length === 0 ? 'none' : found.join(', '),
    hint: 'Plug it in and wait until it is listed.',
    notDone: [...notDoneOf(act), `No PIN was sent`],
  });
}

function refused(refusal: PivRefusal, act: Act, secret: 'PIN' | 'PUK'): TokenError {
  if (act.kind === 'set-up') return refusedInSetUp(refusal, act);
  const { triesLeft } = refusal;
  const details = { ...place(act), notDone: notDoneOf(act) };
  if (act.kind === 'set-pin' && refusal.status === status.conditions) {
    return new TokenError('pin.format', 'this YubiKey does not take such a PIN', {
      ...details,
      hint: harder,
    });
  }
  if (triesLeft === 0) {
    return secret === 'PIN'
      ? new TokenError('pin.locked', 'the PIN is locked after too many wrong tries', {
          ...details,
          hint: 'Unblock it with its PUK: choose “Unblock the PIN with the PUK”, or look at its details.',
        })
      : new TokenError('puk.locked', 'the PUK is locked after too many wrong tries', {
          ...details,
          // Whoever tried the PUK may still have a PIN that works: nobody is sent to an erasure for nothing.
          hint: 'Its PIN works as before, unless that is locked, too. Then only a new set-up opens this YubiKey, and erases its keys.',
        });
  }
  if (triesLeft !== null) {
    const tries = triesLeft === 1 ? 'One try left.' : `${triesLeft} tries left.`;
    return new TokenError('pin.wrong', `that was not the ${secret}`, {
      ...details,
      hint: `${tries} Enter the ${secret} again when you are sure of it.`,
      notDone: [...details.notDone, `The ${secret} was sent once and not again`],
    });
  }
  return new TokenError('token.unsupported', 'the YubiKey refused it', {
    ...place(act),
    found: refusal.message,
    hint: `Look at the token again. ${unknownOf(act)}`,
  });
}

/** Firmware 5.7 can be told to ask for more than a length, and says 6985 then. No device that does was ever tried. */
const harder = 'Choose one that is harder to guess: no repeated characters, no well-known row.';

/**
 * Nobody typed a PIN of the device here, and whatever is refused comes after the first change: the factory's values do
 * not hold, or what was chosen is not taken.
 */
function refusedInSetUp(refusal: PivRefusal, act: Act): TokenError {
  const details = { ...place(act), found: refusal.message };
  return refusal.status === status.conditions
    ? new TokenError('pin.format', 'this YubiKey does not take such a PIN or PUK', {
        ...details,
        hint: `${harder} ${unknownOf(act)}`,
      })
    : new TokenError('token.unsupported', 'the YubiKey refused it', {
        ...details,
        hint: `Look at the token again. ${unknownOf(act)}`,
      });
}

function faulty(kind: CardFaultKind, act: Act): TokenError {
  const details = { ...place(act), notDone: [] };
  switch (kind) {
    case 'no-service':
      return new TokenError('module.service-not-running', 'the smart card service does not run', {
        ...place(act),
        hint: 'Start pcscd, then look again.',
        notDone: notDoneOf(act),
      });
    case 'lost':
      // Not the code of a service that never ran: whoever records the act has to leave open what became of it.
      return new TokenError(
        'token.interrupted',
        'the smart card service stopped while it was at the token',
        { ...details, hint: `Start pcscd, then look again. ${unknownOf(act)}` },
      );
    case 'other-service':
      return new TokenError('module.refused', 'the smart card service speaks another language', {
        ...place(act),
        hint: 'The station needs pcsc-lite. Nothing else sets a policy, so nothing is made.',
        notDone: notDoneOf(act),
      });
    case 'in-use':
      return new TokenError('token.busy', 'another program uses the token', {
        ...place(act),
        hint: 'Close other programs that use tokens, then start again.',
        notDone: notDoneOf(act),
      });
    case 'no-answer':
      return new TokenError('token.timeout', 'the token gave no answer in time', {
        ...details,
        hint: `Take the token out and plug it in again. ${unknownOf(act)}`,
      });
    case 'removed':
      return new TokenError('token.removed', 'the token is gone, or was for a moment', {
        ...details,
        hint: `Plug it in again and wait until it is listed. ${unknownOf(act)}`,
      });
    case 'failed':
      return new TokenError(
        'token.unsupported',
        'the token answered in a way that makes no sense',
        {
          ...details,
          hint: `Do not use it until somebody has found out why. ${unknownOf(act)}`,
        },
      );
  }
}
