import type { PivAttestation } from '../attestation/piv-attestation.ts';
import type { Evidence } from './evidence.ts';
import type { AttestationEntry } from './report.ts';

/** An attestation as the report shows it. What the claims of a broken chain say is shown, and proves nothing. */
export function attestationEntry({ path, keyCert, attestation }: Evidence): AttestationEntry[] {
  if (keyCert === null) return [];
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
      chain: chainName(attestation),
      spkiSha256: keyCert.publicKey.digest,
    },
  ];
}

function chainName(attestation: PivAttestation | null): string {
  if (attestation === null) return 'invalid';
  const { chain } = attestation;
  if (chain.valid) return chain.anchor.root;
  return chain.practice ? 'practice' : 'invalid';
}
