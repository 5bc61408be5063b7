import { schemeOf } from '../../../src/ceremony/roster.ts';
import type { KeyToReplace } from '../../../src/contract/keyholder.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { KeyRef, MakeKeyRequest, Tokens } from '../../tokens/token.ts';
import { signatureKeyId } from '../../tokens/yubikey/pcsc-yubikeys.ts';
import { keyToTakeUp } from '../adopt-key.ts';
import { StepError } from '../desk.ts';
import { done, needsTouch, now, orStopped, proveKey, type Tell } from '../key-act.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import type { UsableToken } from '../token-at-hand.ts';
import { readAttestedKey, requireAbout, requireVouchedDevice } from './attested-key.ts';
import { confirmedLoss } from './confirmed-loss.ts';
import { requireSetUp } from './readiness.ts';

interface MakingOnYubikey {
  readonly tokens: Tokens;
  readonly ceremony: OpenCeremony;
  readonly token: UsableToken;
  readonly pin: string;
  /** What the person typed of the key that goes, or null where the slot was shown as empty. */
  readonly replace: KeyToReplace | null;
  readonly tell: Tell;
  readonly signal: AbortSignal | undefined;
}

const phases = {
  look: 'Look at the YubiKey',
  make: 'Make the key in slot 9c',
  evidence: 'Compare what it certifies',
} as const;

/**
 * Makes this person's key in slot 9c with exactly the policies of the plan. Before the PIN is sent the device has to be
 * set up, somebody has to vouch for it, and a key that is lost has to be named. Afterwards its attestation has to be
 * about this device and this key, libykcs11 has to show the same one, and it signs a fresh challenge.
 * @throws StepError `token.set-up-first`, `key.not-confirmed`, `step.too-early`, `attestation.*`, `key.swapped`; TokenError
 */
export async function makeOnYubikey(making: MakingOnYubikey): Promise<void> {
  const { tokens, ceremony, token, pin, tell, signal } = making;
  const { ref } = token;
  const { serial } = ref;
  tell(now(phases.look));
  const status = await tokens.yubikeys.status(ref);
  requireSetUp(status);
  if (status.key !== null && (await keyToTakeUp(ceremony, token)) !== null) throw stays(serial);
  const replaces = confirmedLoss(status, making.replace);
  await requireVouchedDevice(tokens, ref, ceremony.plan.mode);
  tell(done(phases.look));

  const scheme = schemeOf(ceremony.plan, ceremony.you.id);
  const intent = { serial, scheme, id: signatureKeyId, label: 'slot 9c' };
  if (replaces !== null)
    await ceremony.record({ kind: 'key.given-up', data: { serial, spki: replaces.spkiDigest } });
  await ceremony.record({ kind: 'key.intended', data: intent });
  const { pin: pinPolicy, touch: touchPolicy } = ceremony.plan.keys;
  const made = await orStopped(ceremony, serial, () =>
    makeAndCompare(making, {
      ref,
      expectedSerial: serial,
      scheme,
      pin,
      label: intent.label,
      id: signatureKeyId,
      slotPolicies: { pin: pinPolicy, touch: touchPolicy },
      replaces,
    }),
  );
  await proveKey(
    tokens,
    { key: made, scheme, pin, touch: needsTouch(ceremony.plan) },
    tell,
    signal,
  );
  await ceremony.record({
    kind: 'key.made',
    data: {
      serial,
      scheme,
      id: signatureKeyId,
      spki: made.spkiDigest,
      // A YubiKey certifies only keys of its own making, and gives none out.
      onDevice: true,
      extractable: false,
      neverExtractable: true,
    },
  });
}

/** From here on there is a new key: whatever does not fit stops the act, and the key is not taken into the ceremony. */
async function makeAndCompare(
  { tokens, ceremony, tell }: MakingOnYubikey,
  request: MakeKeyRequest,
): Promise<KeyRef> {
  tell(now(phases.make));
  const { key } = await tokens.makeKey(request);
  tell(done(phases.make));
  tell(now(phases.evidence));
  const { serial } = request.ref;
  const named = { serial, spki: key.spkiDigest, mode: ceremony.plan.mode };
  requireAbout(await readAttestedKey(tokens, request.ref), named);
  const shown = await tokens.readKey(request.ref, signatureKeyId);
  if (shown?.spkiDigest !== key.spkiDigest) throw otherShown(serial, key.spkiDigest, shown);
  tell(done(phases.evidence));
  return key;
}

function otherShown(
  place: string,
  made: SpkiDigest,
  shown: Awaited<ReturnType<Tokens['readKey']>>,
): StepError {
  return new StepError('key.swapped', 'the library shows another key than the YubiKey made', {
    expected: `key ${made.slice(0, 8)}`,
    found: shown?.spkiDigest == null ? 'no key' : `key ${shown.spkiDigest.slice(0, 8)}`,
    place,
    hint: 'Do not use this key. Tell the host.',
    notDone: ['The key was not taken into the ceremony.', 'Nothing was signed.'],
  });
}

function stays(place: string): StepError {
  return new StepError('step.too-early', 'the key on this YubiKey is one to go on with', {
    place,
    hint: 'Look again, and take it up.',
    notDone: ['The key on it stays.', 'No key was made.', 'No PIN was sent.'],
  });
}
