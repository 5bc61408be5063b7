import type { AttestationEntry, KeyEntry } from '../../src/audit/report.ts';

/** An attestation of a YubiKey as a report has it, with some of it replaced. */
export function attestationEntry(change: Partial<AttestationEntry> = {}): AttestationEntry {
  return {
    path: '1.pem',
    serial: '24617802',
    vendor: 'yubikey-piv',
    firmware: '5.4.3',
    formFactor: 'USB-C Keychain',
    fips: false,
    pinPolicy: 'always',
    touchPolicy: 'cached',
    hsm: null,
    chain: 'PIV Root 263751',
    spkiSha256: 'ab'.repeat(32),
    ...change,
  };
}

/** The key of that attestation. */
export function keyEntry(change: Partial<KeyEntry> = {}): KeyEntry {
  return {
    spkiSha256: 'ab'.repeat(32),
    keyids: [],
    serials: ['24617802'],
    people: [],
    rootVersions: [1, 2],
    attestation: 'verified',
    ...change,
  };
}
