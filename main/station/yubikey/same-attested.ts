import type { KeyRef, Tokens } from '../../tokens/token.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { requireBrought } from '../yubihsm/require-brought.ts';
import { readAttestedKey, requireAbout } from './attested-key.ts';

/**
 * Before the PIN of a signature: the device certifies, again, the key that it certified when the evidence was accepted.
 * A device with the same number and another key, or another key in the slot, stops here. Where the attestation was
 * brought as files, those that were accepted have to be there, and to hold.
 * @throws StepError `attestation.absent`, `attestation.mismatch`, `attestation.not-vouched`; TokenError
 */
export async function requireSameAttested(
  tokens: Pick<Tokens, 'yubikeys'>,
  ceremony: Pick<OpenCeremony, 'plan' | 'state' | 'folder'>,
  key: KeyRef,
): Promise<void> {
  // A key that somebody brought to the device is certified by nobody; the evidence that was accepted says so.
  const { plan, state } = ceremony;
  const accepted = state.evidence?.data;
  if (accepted?.attested !== true) return;
  const named = { serial: key.serial, spki: key.spkiDigest, mode: plan.mode };
  if (accepted.brought !== undefined) {
    await requireBrought(ceremony, accepted, named, ['Nothing was signed.', 'No PIN was sent.']);
    return;
  }
  requireAbout(await readAttestedKey(tokens, key), named);
}
