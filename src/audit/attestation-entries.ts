import type { Evidence } from './evidence.ts';
import type { AttestationEntry } from './report.ts';

/** An attestation as the report shows it. What the claims of a broken chain say is shown, and proves nothing. */
export function attestationEntry({ path, keyCert, attestation }: Evidence): AttestationEntry[] {
  if (keyCert === null) return [];
  const { chain } = attestation ?? {};
  return [
    {
      path,
      serial: attestation?.serial ?? null,
      vendor: attestation?.vendor ?? 'yubikey-piv',
      firmware: attestation?.firmware.text ?? null,
      formFactor: attestation?.formFactor ?? null,
      fips: attestation?.fips ?? false,
      pinPolicy: attestation?.pinPolicy ?? null,
      touchPolicy: attestation?.touchPolicy ?? null,
      chain: chain?.valid === true ? chain.anchor.root : 'invalid',
      spkiSha256: keyCert.publicKey.digest,
    },
  ];
}
