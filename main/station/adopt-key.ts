import { schemeOf } from '../../src/ceremony/roster.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { roleSpkis } from '../../src/tuf/root.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { KeyId, KeyRef, Tokens, TokenSerial } from '../tokens/token.ts';
import { recordStop } from './act-stop.ts';
import { StepError } from './desk.ts';
import { needsTouch, proveKey, type Tell } from './key-act.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse } from './root-at-hand.ts';
import { requireChosenToken, requireKey, type UsableToken } from './token-at-hand.ts';
import { mayHoldKey, noneOfThem } from './yubihsm/key-behind-pin.ts';
import { readAttestedKey, requireAbout } from './yubikey/attested-key.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';

/**
 * Takes up a key that is on the token already: one whose making was cut off, or the one that stands in the root in
 * use. A token that hides its keys is logged in to twice then, to look and to prove. The key has to answer a fresh
 * challenge; what a YubiKey certifies has to be about it.
 * @throws StepError `step.too-early` if there is none, `key.none-of-these`, `key.half-made`, `attestation.absent`, `attestation.mismatch`,
 *   `attestation.not-vouched`; TokenError
 */
export async function adoptKey(
  tokens: Pick<Tokens, 'list' | 'challenge' | 'keysBehindPin' | 'yubikeys'>,
  ceremony: OpenCeremony,
  pin: string,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const chosen = await requireChosenToken(tokens, ceremony);
  const hidden = (await mayHoldKey(ceremony, chosen)) !== null;
  const token = hidden ? { ...chosen, keys: await tokens.keysBehindPin(chosen.ref, pin) } : chosen;
  const key = ceremony.state.key === null ? await keyToTakeUp(ceremony, token) : null;
  if (key === null) {
    if (hidden) throw noneOfThem(token);
    throw new StepError('step.too-early', 'there is no key to take up', {
      hint: 'Make a key in this step.',
    });
  }
  const { serial } = token.ref;
  const scheme = schemeOf(ceremony.plan, ceremony.you.id);
  const ref = requireKey(token, key.spki);
  const touch = isYubikey(token) ? await attestedTouch(tokens, ceremony, ref, key.origin) : false;
  await wholeOrClosed(ceremony, { origin: key.origin, serial }, () =>
    proveKey(tokens, { key: ref, scheme, pin, touch }, tell, signal),
  );
  await ceremony.record({
    kind: 'key.adopted',
    data: { serial, scheme, id: key.id, spki: ref.spkiDigest, origin: key.origin },
  });
}

/** The code of a making that left the public half alone. */
export const halfMade = 'key.half-made';

/**
 * A making that was cut off in the middle can leave the public half alone: it is shown, and nothing can be signed with it.
 * The record then closes that making, so that a new key can be made.
 */
async function wholeOrClosed(
  ceremony: OpenCeremony,
  { origin, serial }: { origin: KeyToTakeUp['origin']; serial: TokenSerial },
  prove: () => Promise<void>,
): Promise<void> {
  try {
    await prove();
  } catch (error) {
    const half = error instanceof TokenError && error.code === 'key.absent';
    if (origin !== 'cut-off' || !half) throw error;
    const said = new StepError(halfMade, 'only the public half of your key was made', {
      expected: 'a key that signs',
      found: 'its public half alone',
      place: serial,
      hint: 'Its making was cut off in the middle. Make a new key here: the half stays on the token and can do nothing.',
      notDone: ['Nothing was signed.'],
    });
    await recordStop(ceremony, ceremony.you.id, { act: 'key', serial }, said);
    throw said;
  }
}

/**
 * Holds the attestation against the key before the PIN is sent. A key of an earlier ceremony may have none, if somebody
 * brought it to the device: the evidence says so then. @returns whether it asks for a finger
 */
async function attestedTouch(
  tokens: Pick<Tokens, 'yubikeys'>,
  { plan }: OpenCeremony,
  ref: KeyRef,
  origin: KeyToTakeUp['origin'],
): Promise<boolean> {
  const found = await readAttestedKey(tokens, ref);
  if (found === null && origin === 'earlier-ceremony') return needsTouch(plan);
  const named = { serial: ref.serial, spki: ref.spkiDigest, mode: plan.mode };
  return requireAbout(found, named).attestation.touchPolicy !== 'never';
}

/** A key on the token that this person goes on with in place of making one. */
export interface KeyToTakeUp {
  readonly spki: SpkiDigest;
  readonly id: KeyId;
  readonly origin: 'cut-off' | 'earlier-ceremony';
}

/**
 * The key on the token to take up, or null: the one that a cut-off intent names by its id, else the first one that the
 * root in use lists for the root role and that is nobody else's here. Nobody who stays has to make a key again. A key that
 * was given up before the intent is the old one: it is there under the same id for as long as the new one was not made.
 */
export async function keyToTakeUp(
  ceremony: OpenCeremony,
  token: UsableToken,
): Promise<KeyToTakeUp | null> {
  const intent = ceremony.state.unfinished.key?.data;
  const inUse = await rootInUse(ceremony.folder);
  const listed = inUse === null ? [] : roleSpkis(inUse, 'root');
  const givenUp = new Set<SpkiDigest>(
    ceremony.records.flatMap((record) =>
      record.kind === 'key.given-up' ? [record.data.spki] : [],
    ),
  );
  const others = keysOfOthers(ceremony);
  let earlier: KeyToTakeUp | null = null;
  for (const { id, spkiDigest } of token.keys) {
    if (spkiDigest === null || id === null) continue;
    const begun = intent?.id === id && intent.serial === token.ref.serial;
    if (begun && !givenUp.has(spkiDigest)) return { spki: spkiDigest, id, origin: 'cut-off' };
    if (listed.includes(spkiDigest) && !others.has(spkiDigest))
      earlier ??= { spki: spkiDigest, id, origin: 'earlier-ceremony' };
  }
  return earlier;
}

/** Several people may use one HSM: what the record has as another person's key is not taken up. */
function keysOfOthers({ records, you }: OpenCeremony): ReadonlySet<SpkiDigest> {
  return new Set(
    records.flatMap((record) =>
      (record.kind === 'key.made' || record.kind === 'key.adopted') && record.participant !== you.id
        ? [record.data.spki]
        : [],
    ),
  );
}
