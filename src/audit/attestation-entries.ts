import type { Attestation } from '../attestation/attestation.ts';
import { isYubiHsmAttestation } from '../attestation/yubihsm-claims.ts';
import type { Evidence } from './evidence.ts';
import type { AttestationEntry } from './report.ts';

/** An attestation as the report shows it. What the claims of a broken chain say is shown, and proves nothing. */
export function attestationEntry({
  path,
  keyCert,
  attestation,
  told,
}: Evidence): AttestationEntry[] {
  if (keyCert === null) return [];
  const piv = told?.vendor === 'yubikey-piv' ? told : null;
  const hsm = told?.vendor === 'yubihsm2' ? told : null;
  return [
    {
      path,
      serial: told?.serial ?? null,
      vendor: isYubiHsmAttestation(keyCert) && piv === null ? 'yubihsm2' : 'yubikey-piv',
      firmware: told?.firmware.text ?? null,
      formFactor: piv?.formFactor ?? null,
      fips: piv?.fips ?? false,
      pinPolicy: piv?.pinPolicy ?? null,
      touchPolicy: piv?.touchPolicy ?? null,
      hsm:
        hsm === null
          ? null
          : {
              origin: hsm.origin,
              exportable: hsm.exportable,
              domains: [...hsm.domains],
              objectId: hsm.objectId,
              label: hsm.label,
            },
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
