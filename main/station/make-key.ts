import { schemeOf } from '../../src/ceremony/roster.ts';
import { randomBytes } from 'node:crypto';
import type { Phase } from '../../src/contract/keyholder.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { judgePin } from '../../src/keys/pin.ts';
import { isKeyId } from '../tokens/listing.ts';
import { practicePrefix } from '../tokens/practice-store.ts';
import type { KeyId, Tokens } from '../tokens/token.ts';
import { recordStop } from './act-stop.ts';
import { roleSpkis } from '../../src/tuf/root.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse } from './root-at-hand.ts';
import { pinLimits } from './pin-rules.ts';
import { requireChosenToken, requireKey, type UsableToken } from './token-at-hand.ts';

export type Tell = (phase: Phase) => void;

/** A PIN as it was typed, and typed again where it is chosen. */
export interface TypedPin {
  readonly pin: string;
  readonly repeat: string | null;
}

/**
 * Makes this person's key on the chosen token: the PIN is set if the token has none, the intent is recorded, the key is
 * made and read back, and a fresh challenge proves that it works. Nothing is repeated by the program.
 * @throws StepError `step.too-early`, `pin.differ`, `pin.weak`, `token.not-present`; TokenError
 */
export async function makeKey(
  tokens: Tokens,
  ceremony: OpenCeremony,
  typed: TypedPin,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  if (ceremony.state.key !== null) throw alreadyMade();
  const token = await requireChosenToken(tokens, ceremony);
  if (!token.flags.pinInitialised) await choosePin(tokens, ceremony, token, typed, tell);
  const id = freshKeyId();
  const { serial } = token.ref;
  const scheme = schemeOf(ceremony.plan, ceremony.you.id);
  const label = labelFor(ceremony);
  await ceremony.record({ kind: 'key.intended', data: { serial, scheme, id, label } });
  tell(now('Make the key on the token'));
  const made = await orStopped(ceremony, serial, () =>
    tokens.makeKey({
      ref: token.ref,
      expectedSerial: serial,
      scheme,
      pin: typed.pin,
      label,
      id,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  tell(done('Make the key on the token'));
  tell(now('Prove that it works'));
  await tokens.challenge({ key: made.key, scheme, pin: typed.pin });
  tell(done('Prove that it works'));
  const { local, extractable, neverExtractable } = made.attributes;
  await ceremony.record({
    kind: 'key.made',
    data: {
      serial,
      scheme,
      id,
      spki: made.key.spkiDigest,
      onDevice: local,
      extractable,
      neverExtractable,
    },
  });
}

/**
 * Takes up a key that is on the token already: one whose making was cut off, or the one that stands in the root in
 * use. It has to answer a fresh challenge.
 * @throws StepError `step.too-early` if there is none; TokenError
 */
export async function adoptKey(
  tokens: Pick<Tokens, 'list' | 'challenge'>,
  ceremony: OpenCeremony,
  pin: string,
  tell: Tell,
): Promise<void> {
  const token = await requireChosenToken(tokens, ceremony);
  const key = ceremony.state.key === null ? await keyToTakeUp(ceremony, token) : null;
  if (key === null) {
    throw new StepError('step.too-early', 'there is no key to take up', {
      hint: 'Make a key in this step.',
    });
  }
  const { serial } = token.ref;
  const scheme = schemeOf(ceremony.plan, ceremony.you.id);
  const ref = requireKey(token, key.spki);
  tell(now('Prove that it works'));
  await tokens.challenge({ key: ref, scheme, pin });
  tell(done('Prove that it works'));
  await ceremony.record({
    kind: 'key.adopted',
    data: { serial, scheme, id: key.id, spki: ref.spkiDigest, origin: key.origin },
  });
}

/** A key on the token that this person goes on with in place of making one. */
export interface KeyToTakeUp {
  readonly spki: SpkiDigest;
  readonly id: KeyId;
  readonly origin: 'cut-off' | 'earlier-ceremony';
}

/**
 * The key on the token to take up, or null: the one that a cut-off intent names by its id, else the one that the
 * root in use lists for the root role. Nobody who stays has to make a key again.
 */
export async function keyToTakeUp(
  ceremony: OpenCeremony,
  token: UsableToken,
): Promise<KeyToTakeUp | null> {
  const intent = ceremony.state.unfinished.key?.data;
  const inUse = await rootInUse(ceremony.folder);
  const listed = inUse === null ? [] : roleSpkis(inUse, 'root');
  let earlier: KeyToTakeUp | null = null;
  for (const { id, spkiDigest } of token.keys) {
    if (spkiDigest === null) continue;
    if (intent?.id === id && intent.serial === token.ref.serial)
      return { spki: spkiDigest, id, origin: 'cut-off' };
    if (listed.includes(spkiDigest)) earlier = { spki: spkiDigest, id, origin: 'earlier-ceremony' };
  }
  return earlier;
}

async function choosePin(
  tokens: Tokens,
  ceremony: OpenCeremony,
  token: UsableToken,
  { pin, repeat }: TypedPin,
  tell: Tell,
): Promise<void> {
  if (pin !== repeat) {
    throw new StepError('pin.differ', 'the two PINs are not the same', {
      hint: 'Type the PIN again in both fields.',
      notDone: ['No PIN was set.', 'No key was made.'],
    });
  }
  const problem = judgePin(pin, pinLimits(token));
  if (problem !== null) {
    throw new StepError('pin.weak', 'this PIN is too easy to guess', {
      hint: problem.sentence,
      notDone: ['No PIN was set.', 'No key was made.'],
    });
  }
  tell(now('Set the PIN'));
  await tokens.setPin(token.ref, pin);
  await ceremony.record({ kind: 'pin.set', data: { serial: token.ref.serial } });
  tell(done('Set the PIN'));
}

/** Runs an act on the token; if it stops, the record says so before the error goes on. */
async function orStopped<T>(
  ceremony: OpenCeremony,
  serial: UsableToken['ref']['serial'],
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

function freshKeyId(): KeyId {
  const id = toHex(randomBytes(8));
  if (isKeyId(id)) return id;
  throw new TypeError('a key id is eight bytes in hexadecimal');
}

function labelFor({ plan }: OpenCeremony): string {
  const prefix = plan.mode === 'rehearsal' ? practicePrefix : '';
  return `${prefix}root ${plan.tuf.rootVersion} ${plan.sha256.slice(0, 8)}`;
}

function alreadyMade(): StepError {
  return new StepError('step.too-early', 'your key has been made already', {
    hint: 'Go on to its evidence. To use another token, go back and choose it.',
    notDone: ['No second key was made.'],
  });
}

const now = (phase: string): Phase => ({ phase, state: 'now', note: '', secondsLeft: null });
const done = (phase: string): Phase => ({ phase, state: 'done', note: '', secondsLeft: null });
