import { isSha256Hex, parseSha256Hex, type Sha256Hex } from '../../encoding/digest.ts';
import { EncodingError } from '../../encoding/encoding-error.ts';
import { parseInstant } from '../../encoding/instant.ts';
import { fromUtf8, utf8 } from '../../encoding/utf8.ts';
import { isRoleName } from '../role-name.ts';
import { DelegationError } from './delegation-error.ts';

/**
 * What a delegator asks of another project's keys: to sign that they want to speak for one role of one ceremony. Every
 * member is signed, so an answer is good for nothing else.
 */
export interface DelegationChallenge {
  readonly mode: 'real' | 'rehearsal';
  /** The digest of the delegator's plan. */
  readonly ceremony: Sha256Hex;
  /** The delegated role. */
  readonly role: string;
  /** Of the signed bytes of the delegator's root in use. */
  readonly root: Sha256Hex;
  /** 32 random bytes in hexadecimal digits: no two challenges are alike. */
  readonly nonce: Sha256Hex;
  /** The day on which it was made: `YYYY-MM-DD`, UTC. */
  readonly date: string;
}

/**
 * How everything begins that is signed for a delegation. TUF metadata begin with a brace, a DSSE encoding with
 * `DSSEv1`, a note with its origin, and the station's other challenge goes on with another word.
 */
export const challengePrefix = 'keyholder-station delegation/1\n';

/** Most bytes of a challenge; the longest role name fits. */
export const longestChallenge = 512;

/** Days after which a challenge is not answered any more. */
export const daysGood = 30;

const form =
  /^keyholder-station delegation\/1\nmode (real|rehearsal)\nceremony ([0-9a-f]{64})\nrole ([a-z0-9._-]{1,64})\nroot ([0-9a-f]{64})\nnonce ([0-9a-f]{64})\ndate (\d{4}-\d\d-\d\d)\n$/;

/** The one text of a challenge: seven lines, each with its line feed. */
export function challengeText(challenge: DelegationChallenge): string {
  const { mode, ceremony, role, root, nonce, date } = challenge;
  return `${challengePrefix}mode ${mode}\nceremony ${ceremony}\nrole ${role}\nroot ${root}\nnonce ${nonce}\ndate ${date}\n`;
}

/**
 * Reads a challenge. Only what `challengeText` writes is one: no other line ends, order, case or space.
 * @throws DelegationError `delegation.challenge`
 */
export function parseChallenge(bytes: Uint8Array, place: string): DelegationChallenge {
  const challenge = bytes.length > longestChallenge ? null : challengeOf(textOf(bytes));
  if (challenge === null) throw notChallenge(place);
  return challenge;
}

/** The challenge that a text is, or null. */
export function challengeOf(text: string): DelegationChallenge | null {
  const [, mode, ceremony, role, root, nonce, date] = form.exec(text) ?? [];
  if (ceremony === undefined || root === undefined || nonce === undefined) return null;
  if (role === undefined || !isRoleName(role) || date === undefined || !isDay(date)) return null;
  if (![ceremony, root, nonce].every(isSha256Hex)) return null;
  return {
    mode: mode === 'real' ? 'real' : 'rehearsal',
    ceremony: parseSha256Hex(ceremony),
    role,
    root: parseSha256Hex(root),
    nonce: parseSha256Hex(nonce),
    date,
  };
}

/** What a keyholder reads before answering: one sentence a member. */
export function challengeInWords({
  mode,
  ceremony,
  role,
  root,
  nonce,
  date,
}: DelegationChallenge): readonly string[] {
  return [
    mode === 'real'
      ? 'It counts: this is a real ceremony.'
      : 'It is a rehearsal: practice keys only.',
    `Your key is to speak for the role ${role}.`,
    `The delegator’s root has the signed bytes ${root}.`,
    `The delegator’s plan has the digest ${ceremony}.`,
    `It was asked on ${date}, and begins with ${nonce.slice(0, 8)} as its number.`,
    'The answer proves that you have the key, and is good for nothing else.',
  ];
}

/**
 * Refuses a challenge of another day: one that lies about for long may have been forgotten by whoever made it.
 * @param today the day of the ceremony, `YYYY-MM-DD`
 * @throws DelegationError `delegation.stale`
 */
export function requireFresh({ date }: DelegationChallenge, today: string): void {
  const days = (Date.parse(today) - Date.parse(date)) / 86_400_000;
  // Clocks of two machines may stand on two sides of midnight.
  if (days >= -1 && days <= daysGood) return;
  throw new DelegationError('delegation.stale', 'the challenge is not of these days', {
    expected: `at most ${daysGood} days before ${today}`,
    found: date,
    hint: 'Have the delegator make a new challenge, and answer that one.',
    notDone: ['Nothing was signed.', 'No delegation was staged.'],
  });
}

function isDay(date: string): boolean {
  try {
    return parseInstant(`${date}T00:00:00Z`).ms >= 0;
  } catch (error) {
    if (error instanceof EncodingError) return false;
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (error) {
    if (error instanceof EncodingError) return '';
    throw error;
  }
}

function notChallenge(place: string): DelegationError {
  return new DelegationError('delegation.challenge', 'the file is no challenge of a delegation', {
    expected: 'seven lines: format, mode, ceremony, role, root, nonce and date',
    found: 'another text',
    place,
    hint: 'Take the file from the delegator again, and do not open it in an editor.',
    notDone: ['Nothing was signed.'],
  });
}

/** The challenge as a file. */
export function challengeFile(challenge: DelegationChallenge): Uint8Array<ArrayBuffer> {
  return utf8(challengeText(challenge));
}
