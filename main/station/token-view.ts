import { holderOfSerial } from '../../src/ceremony/roster.ts';
import { isTypedSerial } from '../../src/ceremony/serial.ts';
import type { Plan, Participant } from '../../src/ceremony/plan.ts';
import type { TokenView } from '../../src/contract/tokens.ts';
import { hidesKeys } from '../tokens/hidden-keys.ts';
import type { PresentToken } from '../tokens/token.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';

/** The ceremony as far as it decides which token may be used: the plan, and the person who sits here. */
export interface TokenQuestion {
  readonly plan: Plan;
  readonly you: Participant;
  /** Tokens that others chose in this ceremony: serial to name. */
  readonly taken: ReadonlyMap<string, string>;
}

/**
 * A present token as the page shows it. Exactly the token that the plan names for this person is open; every other
 * one is locked, with the reason. Without a ceremony every token is locked.
 * @param id the opaque name under which the page may give it back
 */
export function tokenView(
  token: PresentToken,
  id: string,
  question: TokenQuestion | null,
): TokenView {
  const planned = question !== null && isPlanned(token, question);
  return {
    id,
    serial: token.serial,
    model: modelOf(token),
    sentence: stateOf(token),
    kind: kindOf(token),
    practice: token.practice,
    holdsKey: token.keys.length > 0,
    planned,
    lock: lockOf(token, question, planned),
    tries: triesLeft(token),
  };
}

/** Whether the plan names this token for this person: by serial, or as any practice token that is nobody else's. */
export function isPlanned(token: PresentToken, { plan, you, taken }: TokenQuestion): boolean {
  const serial: string | null = token.serial;
  if (serial === null || you.token === undefined) return false;
  if (you.token !== 'practice') return serial === you.token;
  return token.practice && !taken.has(serial) && holderOfSerial(plan, serial) === null;
}

/**
 * The plan has the number of this YubiKey as its label shows it, filled up with zeros. On screen both look the same, and it
 * is not the serial of its attestation.
 */
function isPlannedInZeros({ serial }: PresentToken, { you }: TokenQuestion): boolean {
  return (
    serial !== null &&
    you.token !== undefined &&
    serial !== you.token &&
    isTypedSerial(you.token, serial)
  );
}

/** Why this token must not be used here, or null. The first reason that holds is said. */
function lockOf(
  token: PresentToken,
  question: TokenQuestion | null,
  planned: boolean,
): string | null {
  switch (token.trouble) {
    case 'no-serial':
      return 'It tells no serial number, so it cannot be told apart from others.';
    case 'serial-not-unique':
      return 'Two tokens tell this number. Take one of them out.';
    case 'marks-disagree':
      return 'It looks like a practice token and is not one. It is left alone.';
    case null:
      break;
  }
  if (question === null) return 'Open a ceremony first.';
  const { plan } = question;
  if (plan.mode === 'real' && token.practice)
    return 'For rehearsals only. This is a real ceremony.';
  if (plan.mode === 'rehearsal' && !token.practice)
    return 'It may hold real keys. This is a rehearsal, so it stays as it is.';
  if (planned) {
    return token.flags.pinLocked
      ? 'Its PIN is locked. Unblock it with its PUK, or tell the host.'
      : null;
  }
  if (isPlannedInZeros(token, question)) {
    return 'The plan writes its number with zeros in front, and the token tells it without. Ask the host to write it without them.';
  }
  const whose = holderSentence(token, question);
  return token.keys.length > 0
    ? `${whose} It already holds a key, which stays as it is.`
    : `${whose} Nothing is written to it.`;
}

function holderSentence(token: PresentToken, { plan, taken }: TokenQuestion): string {
  if (token.serial === null) return 'Not in the plan for you.';
  const chooser = taken.get(token.serial);
  if (chooser !== undefined) return `Chosen by ${chooser}.`;
  const holder = holderOfSerial(plan, token.serial);
  return holder === null ? 'Not in the plan for you.' : `Planned for ${holder.name}.`;
}

/** PIN tries, as far as PKCS#11 tells: it has three flags and no counter. */
export function triesLeft(token: Pick<PresentToken, 'flags'>): string {
  const { flags } = token;
  if (!flags.pinInitialised) return 'No PIN is set yet';
  if (flags.pinLocked) return 'No tries left: the PIN is locked';
  if (flags.pinFinalTry) return 'One try left';
  if (flags.pinCountLow)
    return 'A wrong PIN was entered before; this token does not tell how many tries are left';
  return 'This token does not tell how many tries are left';
}

function stateOf(token: PresentToken): string {
  const keys =
    token.keys.length === 0
      ? hidesKeys(token)
        ? 'It shows its keys only after the PIN.'
        : 'Empty and ready.'
      : token.keys.length === 1
        ? 'Holds one key.'
        : `Holds ${token.keys.length} keys.`;
  const pin = token.flags.pinInitialised ? '' : ' You choose its PIN in the next step.';
  const where = token.practice && !isYubikey(token) ? ' Kept in a file on this machine.' : '';
  return `${keys}${where}${pin}`;
}

function kindOf(token: PresentToken): TokenView['kind'] {
  // Of the same maker, and no YubiKey: no number on its back, no touch, nothing to set up.
  if (hidesKeys(token)) return 'other';
  if (/yubi(key|co)/i.test(`${token.model} ${token.manufacturer}`)) return 'yubikey';
  return /softhsm/i.test(`${token.model} ${token.manufacturer}`) ? 'software' : 'other';
}

function modelOf(token: PresentToken): string {
  if (isYubikey(token)) return `${token.practice ? 'Practice ' : ''}${yubikeyModel(token.model)}`;
  if (token.practice) return 'Practice token';
  return token.model === '' ? 'Token' : token.model;
}

/** libykcs11 says "YubiKey YK5"; people say "YubiKey 5". */
function yubikeyModel(told: string): string {
  return told.replace(/ YK(\d)$/, ' $1');
}
