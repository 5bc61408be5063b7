import { DerReader } from '../encoding/der.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { toHex } from '../encoding/hex.ts';
import { AttestationError } from './attestation-error.ts';
import type { Certificate } from './certificate.ts';
import { type Firmware, firmwareOf } from './firmware.ts';
import { formFactorName } from './form-factor.ts';

/** Yubico's arc for PIV attestation: docs.yubico.com/hardware/oid/oid-piv-arc.html */
const arc = '1.3.6.1.4.1.41482.3';

export type PinPolicy = 'never' | 'once' | 'always' | 'match-once' | 'match-always';
export type TouchPolicy = 'never' | 'always' | 'cached';

const pinPolicies: ReadonlyMap<number, PinPolicy> = new Map([
  [1, 'never'],
  [2, 'once'],
  [3, 'always'],
  [4, 'match-once'],
  [5, 'match-always'],
]);
const touchPolicies: ReadonlyMap<number, TouchPolicy> = new Map([
  [1, 'never'],
  [2, 'always'],
  [3, 'cached'],
]);

/** What a YubiKey says about itself and about one key that it made. */
export interface PivClaims {
  readonly firmware: Firmware;
  /** Decimal digits, as printed on the device's back; null where the device hides it, or does not know it. */
  readonly serial: string | null;
  readonly pinPolicy: PinPolicy;
  readonly touchPolicy: TouchPolicy;
  /** null on firmware 4, which does not say. */
  readonly formFactor: string | null;
  readonly fips: boolean;
  /** The slot's name, for example "9c"; null if the subject does not end in one. */
  readonly slot: string | null;
}

/** True if the certificate carries what every PIV attestation of a key carries: firmware and policies. */
export function isPivAttestation(certificate: Certificate): boolean {
  return certificate.extensions.has(`${arc}.3`) && certificate.extensions.has(`${arc}.8`);
}

/** Reads the claims of a key's attestation certificate. Throws AttestationError if one is missing or out of form. */
export function pivClaims(keyCert: Certificate, deviceCert: Certificate): PivClaims {
  if (!isPivAttestation(keyCert)) {
    throw new AttestationError(
      'attestation.claims-missing',
      'this certificate says nothing about a key of a YubiKey',
      { place: keyCert.place, expected: 'firmware and policy extensions', found: 'neither or one' },
    );
  }
  const [major = 0, minor = 0, patch = 0] = bytesOf(keyCert, 3, 3);
  const [pin = 0, touch = 0] = bytesOf(keyCert, 8, 2);
  const form = keyCert.extensions.has(`${arc}.9`) ? bytesOf(keyCert, 9, 1)[0] : undefined;
  return {
    firmware: firmwareOf(major, minor, patch),
    serial: serialOf(keyCert),
    pinPolicy: pinPolicies.get(pin) ?? unknown(keyCert, 'PIN policy', pin),
    touchPolicy: touchPolicies.get(touch) ?? unknown(keyCert, 'touch policy', touch),
    formFactor: form === undefined ? null : formFactorName(form),
    fips: (form !== undefined && (form & 0x80) !== 0) || deviceCert.extensions.has(`${arc}.10`),
    slot: /\b(9[acde]|8[2-9a-f]|9[0-5])$/.exec(keyCert.subjectName)?.[1] ?? null,
  };
}

function serialOf(certificate: Certificate): string | null {
  const extension = certificate.extensions.get(`${arc}.7`);
  if (extension === undefined) return null;
  try {
    const statement = new DerReader(extension.value);
    const number = statement.unsigned();
    statement.end();
    if (number.length <= 8) return BigInt(`0x${toHex(number)}`).toString();
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
  }
  throw malformed(certificate, 'the serial number is no number that a device can have');
}

function bytesOf(certificate: Certificate, claim: number, length: number): Uint8Array {
  const value = certificate.extensions.get(`${arc}.${claim}`)?.value;
  if (value?.length === length) return value;
  throw malformed(
    certificate,
    `claim ${claim} has ${value?.length ?? 0} bytes where ${length} belong`,
  );
}

function unknown(certificate: Certificate, what: string, value: number): never {
  throw malformed(certificate, `${what} ${value} is not known`);
}

function malformed(certificate: Certificate, message: string): AttestationError {
  return new AttestationError('attestation.claims-malformed', message, {
    place: certificate.place,
  });
}
