import type { Plan } from '../../src/ceremony/plan.ts';
import type { Phase } from '../../src/contract/keyholder.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import type { KeyRef, Tokens, TokenSerial } from '../tokens/token.ts';
import { recordStop } from './act-stop.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { TouchCountdown } from './token-touch.ts';

/** Tells how far an act on a token has come. */
export type Tell = (phase: Phase) => void;

/** A PIN as it was typed, and typed again where it is chosen. */
export interface TypedPin {
  readonly pin: string;
  readonly repeat: string | null;
}

/** One challenge: with which key, and what to expect of its token. */
export interface Proof {
  readonly key: KeyRef;
  readonly scheme: Scheme;
  readonly pin: string;
  /** The token waits for a finger before it signs. */
  readonly touch: boolean;
}

const proving = 'Prove that it works';
const touching = 'Touch the YubiKey';

/** Has the key sign a fresh challenge, once. A touch is announced before the token waits for it. @throws TokenError */
export async function proveKey(
  tokens: Pick<Tokens, 'challenge'>,
  { touch, ...challenge }: Proof,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const countdown = new TouchCountdown((left) => tell(touchNow(left)), 0);
  tell(now(proving));
  try {
    await tokens.challenge({
      ...challenge,
      ...(signal === undefined ? {} : { signal }),
      onSigning: () => {
        if (touch) countdown.start();
      },
    });
  } finally {
    countdown.stop();
  }
  if (touch) tell(done(touching));
  tell(done(proving));
}

/** Runs an act on the token; if it stops, the record says so before the error goes on. */
export async function orStopped<T>(
  ceremony: OpenCeremony,
  serial: TokenSerial,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StationError && !mayHaveHappened.has(error.code))
      await recordStop(ceremony, ceremony.you.id, { act: 'key', serial }, error);
    throw error;
  }
}

/** After these nobody knows whether the token made the key: the intent stays open, and the key can be taken up. */
const mayHaveHappened = new Set([
  'token.timeout',
  'token.interrupted',
  'module.fault',
  'token.cancelled',
  'token.removed',
  'token.closed',
]);

/** A key with this policy is not used without a finger on the token. */
export function needsTouch({ keys }: Pick<Plan, 'keys'>): boolean {
  return keys.touch !== 'never';
}

export const now = (phase: string): Phase => ({ phase, state: 'now', note: '', secondsLeft: null });
export const done = (phase: string): Phase => ({
  phase,
  state: 'done',
  note: '',
  secondsLeft: null,
});

function touchNow(secondsLeft: number): Phase {
  const note = secondsLeft === 1 ? 'one second left' : `${secondsLeft} seconds left`;
  return { phase: touching, state: 'now', note, secondsLeft };
}
