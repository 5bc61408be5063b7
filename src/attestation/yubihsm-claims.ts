import { DerReader, derTag } from '../encoding/der.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { toHex } from '../encoding/hex.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { AttestationError } from './attestation-error.ts';
import type { Certificate } from './certificate.ts';
import { type Firmware, firmwareOf } from './firmware.ts';

/** Yubico's arc for the YubiHSM: docs.yubico.com/hardware/oid/oid-product-arc.html */
const arc = '1.3.6.1.4.1.41482.4';
const utf8String = 0x0c;

/** Bits of the origin: how the key came to the device. */
const originBits = { generated: 0x01, imported: 0x02, importedWrapped: 0x10 } as const;
/** The capability `exportable-under-wrap`: bit 16, the rightmost being bit 0. */
const exportableUnderWrap = 1n << 16n;

/** What a YubiHSM 2 says about itself and about one key that it holds. */
export interface YubiHsmClaims {
  readonly firmware: Firmware;
  /** Decimal digits. */
  readonly serial: string;
  /** `generated` on the device and never outside of it; anything else is `imported`. */
  readonly origin: 'generated' | 'imported';
  /** Domains 1 to 16 that may use the key. */
  readonly domains: readonly number[];
  /** The key may leave the device, encrypted for a wrap key. */
  readonly exportable: boolean;
  /** The eight bytes of capabilities in hexadecimal. */
  readonly capabilities: string;
  /** 0 to 65535; also the CKA_ID of the key. */
  readonly objectId: number;
  readonly label: string;
}

/** True if the certificate carries what every attestation of a key in a YubiHSM carries: origin and capabilities. */
export function isYubiHsmAttestation(certificate: Certificate): boolean {
  return certificate.extensions.has(`${arc}.3`) && certificate.extensions.has(`${arc}.5`);
}

/** Reads the claims of a key's attestation certificate. Throws AttestationError if one is missing or out of form. */
export function yubiHsmClaims(keyCert: Certificate): YubiHsmClaims {
  if (!isYubiHsmAttestation(keyCert)) {
    throw new AttestationError(
      'attestation.claims-missing',
      'this certificate says nothing about a key of a YubiHSM',
      { place: keyCert.place, expected: 'origin and capabilities', found: 'neither or one' },
    );
  }
  const [major = 0, minor = 0, patch = 0] = claim(keyCert, 1, derTag.octetString, 3);
  const [origin = 0] = bits(keyCert, 3, 1);
  const domains = numberOf(bits(keyCert, 4, 2));
  const capabilities = bits(keyCert, 5, 8);
  const objectId = integer(keyCert, 6, 2);
  return {
    firmware: firmwareOf(major, minor, patch),
    serial: integer(keyCert, 2, 8).toString(),
    // A key that was generated and came back under a wrap key has both bits: it was outside.
    origin: origin === originBits.generated ? 'generated' : 'imported',
    domains: Array.from({ length: 16 }, (_, index) => index + 1).filter(
      (domain) => (domains & (1n << BigInt(domain - 1))) !== 0n,
    ),
    exportable: (numberOf(capabilities) & exportableUnderWrap) !== 0n,
    capabilities: toHex(capabilities),
    objectId: Number(objectId),
    label: labelOf(keyCert),
  };
}

/** A label is shown to people: what could disguise it is left out. */
function labelOf(certificate: Certificate): string {
  const text = read(certificate, 9, (file) => fromUtf8(file.take(utf8String)));
  return text.replace(/\p{C}/gu, '').slice(0, 40);
}

function bits(certificate: Certificate, number: number, length: number): Uint8Array {
  const [unused, ...rest] = claim(certificate, number, derTag.bitString, length + 1);
  if (unused !== 0) throw malformed(certificate, `claim ${number} does not end at a byte`);
  return Uint8Array.from(rest);
}

function integer(certificate: Certificate, number: number, longest: number): bigint {
  const magnitude = read(certificate, number, (file) => file.unsigned());
  if (magnitude.length > longest) throw malformed(certificate, `claim ${number} is too large`);
  return numberOf(magnitude);
}

function claim(certificate: Certificate, number: number, tag: number, length: number): Uint8Array {
  const value = read(certificate, number, (file) => file.take(tag));
  if (value.length === length) return value;
  throw malformed(certificate, `claim ${number} has ${value.length} bytes where ${length} belong`);
}

function read<T>(certificate: Certificate, number: number, take: (file: DerReader) => T): T {
  const extension = certificate.extensions.get(`${arc}.${number}`);
  if (extension === undefined) throw malformed(certificate, `claim ${number} is not there`);
  try {
    const file = new DerReader(extension.value);
    const value = take(file);
    file.end();
    return value;
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    throw malformed(certificate, `claim ${number} is not in its form`);
  }
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

function malformed(certificate: Certificate, message: string): AttestationError {
  return new AttestationError('attestation.claims-malformed', message, {
    place: certificate.place,
  });
}
