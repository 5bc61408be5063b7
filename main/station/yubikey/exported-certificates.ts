import type { RecordData } from '../../../src/ceremony/record.ts';
import type { PublicKey } from '../../../src/keys/public-key.ts';
import { exportedCertificates } from '../../ceremonies/key-files.ts';
import type { TokenRef, Tokens } from '../../tokens/token.ts';
import type { AttestationCertificates } from '../../tokens/yubikey/yubikey.ts';
import { StepError } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { attestedFacts } from './attested-card.ts';
import { requireBrought } from '../yubihsm/require-brought.ts';
import { type AttestedKey, judgedKey, requireAbout } from './attested-key.ts';

/**
 * The certificates to export with this person's key; null where the accepted evidence has none. A YubiKey makes its
 * attestation anew each time: the pair that lies in the folder already stays, as long as it is about this key.
 * @throws StepError `attestation.*` where they are not what was accepted as evidence; TokenError; AttestationError
 */
export async function certificatesOf(
  tokens: Pick<Tokens, 'yubikeys'>,
  ceremony: OpenCeremony,
  key: TokenRef & { readonly publicKey: PublicKey },
): Promise<AttestationCertificates | null> {
  const accepted = ceremony.state.evidence?.data;
  if (accepted === undefined || !accepted.attested) return null;
  const named = { serial: key.serial, spki: key.publicKey.digest, mode: ceremony.plan.mode };
  if (accepted.brought !== undefined)
    return requireBrought(ceremony, accepted, named, ['Nothing was written.']);
  const about = requireAbout(await onDiskOrRead(tokens, ceremony, key), named);
  requireAccepted(about, accepted, key.serial);
  return about.certificates;
}

/** An export that was cut off has only some of its files: what is there stays, the rest is read from the device. */
async function onDiskOrRead(
  tokens: Pick<Tokens, 'yubikeys'>,
  ceremony: OpenCeremony,
  key: TokenRef & { readonly publicKey: PublicKey },
): Promise<AttestedKey | null> {
  const { keyCert, deviceCert } = await exportedCertificates(ceremony.folder, key);
  const read =
    keyCert === null || deviceCert === null ? await tokens.yubikeys.attestation(key) : null;
  const all = {
    keyCert: keyCert ?? read?.keyCert,
    deviceCert: deviceCert ?? read?.deviceCert,
  };
  if (all.keyCert === undefined || all.deviceCert === undefined) return null;
  return judgedKey(
    { keyCert: all.keyCert, deviceCert: all.deviceCert },
    `the export of ${key.serial}`,
  );
}

/** What is exported says the same as what the person read on the card. */
function requireAccepted(
  { attestation }: AttestedKey,
  accepted: RecordData<'evidence.accepted'>,
  place: string,
): void {
  const facts = attestedFacts(attestation);
  for (const name of ['chain', 'firmware', 'pinPolicy', 'touchPolicy'] as const) {
    if (facts[name] === accepted[name]) continue;
    throw new StepError('attestation.mismatch', 'the attestation is not the one that you read', {
      expected: accepted[name] ?? 'none',
      found: facts[name] ?? 'none',
      place,
      hint: 'Go back to Evidence and read the card again.',
      notDone: ['Nothing was written.'],
    });
  }
}
