import { equalBytes } from '../encoding/bytes.ts';
import { derElement, DerReader, derTag } from '../encoding/der.ts';
import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { decodePem } from '../encoding/pem.ts';
import { StationError } from '../encoding/station-error.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { type PublicKey, publicKeyFromSpki } from '../keys/public-key.ts';
import { AttestationError } from './attestation-error.ts';
import { dottedOid } from './object-identifier.ts';

/** The longest attestation certificate seen has 1.1 KiB; a YubiKey holds at most 3052 bytes. */
const largestFile = 16 * 1024;

export interface Extension {
  readonly critical: boolean;
  /** The content of the OCTET STRING. */
  readonly value: Uint8Array;
}

/** One X.509 certificate (RFC 5280, 4.1), as far as an attestation needs it. */
export interface Certificate {
  readonly place: string;
  readonly der: Uint8Array;
  readonly sha256: Sha256Hex;
  /** The bytes that its issuer signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** The common name of the subject, or "" if it has none. */
  readonly subjectName: string;
  readonly publicKey: PublicKey;
  /** By dotted object identifier. */
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly isCa: boolean;
  /** Path length constraint, or null if it has none. */
  readonly pathLength: number | null;
}

/**
 * Reads one certificate from a file, PEM or DER. Only version 3 and strict DER are taken, and nothing may follow.
 * Validity dates are not read: see the rules in chain.ts. Throws AttestationError, or the error of the layer below.
 */
export function readCertificate(file: Uint8Array, place: string): Certificate {
  if (file.length > largestFile) {
    throw new AttestationError(
      'attestation.certificate-too-large',
      'this file is too large for an attestation certificate',
      { place, expected: `at most ${largestFile} bytes`, found: `${file.length} bytes` },
    );
  }
  try {
    const der = file[0] === derTag.sequence ? file : decodePem(fromUtf8(file), 'CERTIFICATE');
    return parseCertificate(der, place);
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    throw new AttestationError(
      'attestation.certificate-malformed',
      `this is not a certificate that the station reads: ${error.message}`,
      { place, cause: error },
    );
  }
}

function parseCertificate(der: Uint8Array, place: string): Certificate {
  const file = new DerReader(der);
  const whole = file.sequence();
  file.end();
  const tbs = whole.take(derTag.sequence);
  const algorithm = whole.take(derTag.sequence);
  const signature = wholeBytes(whole.take(derTag.bitString));
  whole.end();
  const fields = readFields(new DerReader(tbs));
  if (!equalBytes(algorithm, fields.algorithm)) {
    throw malformed('the signed and the stated signature algorithm differ');
  }
  const extensions = fields.extensions === null ? new Map() : readExtensions(fields.extensions);
  return {
    place,
    der,
    sha256: sha256Hex(der),
    // DER has one encoding: this is the element as it stood in the file.
    tbs: derElement(derTag.sequence, tbs),
    signatureAlgorithm: dottedOid(new DerReader(algorithm).take(derTag.objectIdentifier)),
    signature,
    subjectName: commonName(new DerReader(fields.subject)),
    publicKey: publicKeyFromSpki(derElement(derTag.sequence, fields.spki), place),
    extensions,
    ...readBasicConstraints(extensions.get('2.5.29.19')),
  };
}

/** TBSCertificate of version 3: the fields that the station uses, and every other one in its place. */
function readFields(tbs: DerReader) {
  const version = new DerReader(tbs.take(explicit(0))).unsigned();
  if (version.length !== 1 || version[0] !== 2) throw malformed('it is not of version 3');
  // Serial numbers are not judged: devices draw them at random, and do not always encode them well.
  tbs.take(derTag.integer);
  const algorithm = tbs.take(derTag.sequence);
  tbs.take(derTag.sequence);
  tbs.take(derTag.sequence);
  const subject = tbs.take(derTag.sequence);
  const spki = tbs.take(derTag.sequence);
  const extensions = tbs.next === explicit(3) ? new DerReader(tbs.take(explicit(3))) : null;
  tbs.end();
  return { algorithm, subject, spki, extensions };
}

function readExtensions(wrapper: DerReader): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  const list = wrapper.sequence();
  wrapper.end();
  while (list.next !== null) {
    const entry = list.sequence();
    const oid = dottedOid(entry.take(derTag.objectIdentifier));
    const critical = entry.next === derTag.boolean && isTrue(entry.take(derTag.boolean));
    if (extensions.has(oid)) throw malformed('an extension is given twice');
    extensions.set(oid, { critical, value: entry.take(derTag.octetString) });
    entry.end();
  }
  return extensions;
}

function readBasicConstraints(extension: Extension | undefined) {
  if (extension === undefined) return { isCa: false, pathLength: null };
  const file = new DerReader(extension.value);
  const constraints = file.sequence();
  file.end();
  const isCa = constraints.next === derTag.boolean && isTrue(constraints.take(derTag.boolean));
  const length = constraints.next === derTag.integer ? constraints.unsigned() : null;
  constraints.end();
  if (length === null) return { isCa, pathLength: null };
  return { isCa, pathLength: length.length === 1 ? (length[0] ?? 0) : 255 };
}

function commonName(name: DerReader): string {
  while (name.next !== null) {
    const set = new DerReader(name.take(derTag.set));
    while (set.next !== null) {
      const pair = set.sequence();
      const type = dottedOid(pair.take(derTag.objectIdentifier));
      const value = pair.take(pair.next ?? derTag.octetString);
      // Names are shown to people: anything that could disguise them is left out.
      if (type === '2.5.4.3') return printable(value);
    }
  }
  return '';
}

function printable(text: Uint8Array): string {
  return Array.from(text, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ''))
    .join('')
    .slice(0, 80);
}

function explicit(number: number): number {
  return 0xa0 | number;
}

function isTrue(content: Uint8Array): boolean {
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) {
    throw malformed('a boolean is neither true nor false');
  }
  return content[0] === 0xff;
}

function wholeBytes(bits: Uint8Array): Uint8Array {
  if (bits[0] !== 0) throw malformed('the signature does not end at a byte');
  return bits.subarray(1);
}

function malformed(message: string): AttestationError {
  return new AttestationError('attestation.certificate-malformed', message);
}
