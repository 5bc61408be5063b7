import type { KeyRef, Tokens } from '../../tokens/token.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { readAttestedKey, requireAbout } from './attested-key.ts';

/**
 * Before the PIN of a signature: the device certifies, again, the key that it certified when the evidence was accepted.
 * A device with the same number and another key, or another key in the slot, stops here.
 * @throws StepError `attestation.absent`, `attestation.mismatch`, `attestation.not-vouched`; TokenError
 */
export async function requireSameAttested(
  tokens: Pick<Tokens, 'yubikeys'>,
  { plan, state }: Pick<OpenCeremony, 'plan' | 'state'>,
  key: KeyRef,
): Promise<void> {
  // A key that somebody brought to the device is certified by nobody; the evidence that was accepted says so.
  if (state.evidence?.data.attested !== true) return;
  const named = { serial: key.serial, spki: key.spkiDigest, mode: plan.mode };
  requireAbout(await readAttestedKey(tokens, key), named);
}
