import type { RecordData } from '../../../src/ceremony/record.ts';
import type { KeyRef, Tokens } from '../../tokens/token.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { requireBrought } from '../yubihsm/require-brought.ts';
import { readAttestedKey, requireAbout } from './attested-key.ts';

/** Whose key signs, and what its token can be asked; a token that the station plays certifies nothing here. */
export interface SigningKey {
  readonly participant: string;
  readonly key: KeyRef;
  readonly tokens: Partial<Pick<Tokens, 'yubikeys'>>;
}

/**
 * Before the PIN of a signature: the device certifies, again, the key that it certified when the evidence was accepted.
 * A device with the same number and another key, or another key in the slot, stops here. Where the attestation was
 * brought as files, those that were accepted have to be there, and to hold.
 * @throws StepError `attestation.absent`, `attestation.mismatch`, `attestation.not-vouched`; TokenError
 */
export async function requireSameAttested(
  ceremony: Pick<OpenCeremony, 'plan' | 'records' | 'folder'>,
  signer: SigningKey,
): Promise<void> {
  const { serial, spkiDigest: spki } = signer.key;
  const accepted = acceptedEvidence(ceremony, signer);
  // A key that somebody brought to the device is certified by nobody; the evidence that was accepted says so.
  if (accepted?.attested !== true) return;
  const named = { serial, spki, mode: ceremony.plan.mode };
  if (accepted.brought !== undefined) {
    await requireBrought(ceremony, accepted, named, ['Nothing was signed.', 'No PIN was sent.']);
    return;
  }
  const { yubikeys } = signer.tokens;
  if (yubikeys !== undefined) requireAbout(await readAttestedKey({ yubikeys }, signer.key), named);
}

/** What this person accepted last as the evidence of this key, in this plan; null where that is in no record here. */
function acceptedEvidence(
  { plan, records }: Pick<OpenCeremony, 'plan' | 'records'>,
  { participant, key }: SigningKey,
): RecordData<'evidence.accepted'> | null {
  const found = records.findLast(
    (record) =>
      record.kind === 'evidence.accepted' &&
      record.plan === plan.sha256 &&
      record.participant === participant &&
      record.data.spki === key.spkiDigest,
  );
  return found?.kind === 'evidence.accepted' ? found.data : null;
}
