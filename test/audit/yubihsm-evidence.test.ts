import { describe, expect, it } from 'vitest';
import { evidenceFindings, isVerified } from '../../src/audit/evidence-findings.ts';
import { attestationEntry } from '../../src/audit/attestation-entries.ts';
import { gatherEvidence } from '../../src/audit/evidence.ts';
import { type InputFile, readInput } from '../../src/audit/input.ts';
import { derElement, derTag } from '../../src/encoding/der.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { extension, mintDevice } from '../attestation/minted.ts';

const claim = (number: number, tag: number, ...content: number[]) =>
  extension(`2b0601040182c40a040${number}`, derElement(tag, Uint8Array.from(content)));

const file = (path: string, bytes: Uint8Array): InputFile => readInput({ path, bytes });

/** A folder with the two certificates of a key in a YubiHSM. */
function handedOver(origin: number, lastCapabilities: readonly number[], serial = '7') {
  const device = mintDevice({
    subject: 'YubiHSM Attestation id:0x0024',
    keyExtensions: [
      claim(1, derTag.octetString, 2, 3, 1),
      claim(2, derTag.integer, 7),
      claim(3, derTag.bitString, 0, origin),
      claim(4, derTag.bitString, 0, 0, 1),
      claim(5, derTag.bitString, 0, 0, 0, 0, 0, ...lastCapabilities),
      claim(6, derTag.integer, 0x24),
      claim(9, 0x0c),
    ],
  });
  return gatherEvidence([
    file(`keys/${serial}/${serial}_key_cert.pem`, device.keyCert),
    file(`keys/${serial}/${serial}_device_cert.pem`, device.deviceCert),
  ]).evidence;
}

describe('an attestation of a YubiHSM among the files', () => {
  it('is read, and shown as what it is', () => {
    const [evidence] = handedOver(1, [0, 0, 6, 0x60]);
    expect(evidence?.problem).toBeNull();
    expect(evidence && attestationEntry(evidence)).toMatchObject([
      {
        vendor: 'yubihsm2',
        serial: '7',
        firmware: '2.3.1',
        pinPolicy: null,
        touchPolicy: null,
        hsm: { origin: 'generated', exportable: false, domains: [1], objectId: 0x24, label: '' },
        // Minted by this test: no pinned root vouches for it.
        chain: 'invalid',
      },
    ]);
  });

  it.each([
    ['came from outside', 2, [0, 0, 6, 0x60], /from outside/],
    ['may leave', 1, [0, 1, 0, 0x80], /under a wrap key/],
  ] as const)('is never verified for a key that %s', (_what, origin, capabilities, problem) => {
    const [evidence] = handedOver(origin, capabilities);
    expect(evidence?.problem).toMatch(problem);
    expect(evidence && isVerified(evidence)).toBe(false);
    // What it says is told all the same: these words speak against it.
    expect(evidence && attestationEntry(evidence)).toMatchObject([
      {
        vendor: 'yubihsm2',
        serial: '7',
        firmware: '2.3.1',
        chain: 'invalid',
        hsm: { origin: origin === 1 ? 'generated' : 'imported', exportable: capabilities[1] === 1 },
      },
    ]);
  });

  it.each([
    ['00000007', []],
    ['0000000000000007', []],
    ['00000008', ['attestation.serial-mismatch']],
    ['70000000', ['attestation.serial-mismatch']],
  ])('lies in the folder %s as in that of device 7: %j', (serial, codes) => {
    const marks = { practice: new Set<never>(), production: new Set<never>() };
    const found = evidenceFindings(
      handedOver(1, [0, 0, 6, 0x60], serial),
      marks,
      parseInstant('2026-11-26T00:00:00Z'),
    ).map(({ code }) => code);
    expect(found.filter((code) => code === 'attestation.serial-mismatch')).toEqual(codes);
  });
});
