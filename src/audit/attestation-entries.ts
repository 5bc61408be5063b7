import type { Attestation } from '../attestation/attestation.ts';
import { isYubiHsmAttestation } from '../attestation/yubihsm-claims.ts';
import type { Evidence } from './evidence.ts';
import type { AttestationEntry } from './report.ts';

/** An attestation as the report shows it. What the claims of a broken chain say is shown, and proves nothing. */
export function attestationEntry({ path, keyCert, attestation }: Evidence): AttestationEntry[] {
  if (keyCert === null) return [];
  const piv = attestation?.vendor === 'yubikey-piv' ? attestation : null;
  return [
    {
      path,
      serial: attestation?.serial ?? null,
      vendor: isYubiHsmAttestation(keyCert) && piv === null ? 'yubihsm2' : 'yubikey-piv',
      firmware: attestation?.firmware.text ?? null,
      formFactor: piv?.formFactor ?? null,
      fips: piv?.fips ?? false,
      pinPolicy: piv?.pinPolicy ?? null,
      touchPolicy: piv?.touchPolicy ?? null,
      chain: chainName(attestation),
      spkiSha256: keyCert.publicKey.digest,
    },
  ];
}

function chainName(attestation: Attestation | null): string {
  if (attestation === null) return 'invalid';
  const { chain } = attestation;
  if (chain.valid) return chain.anchor.root;
  return chain.practice ? 'practice' : 'invalid';
}
