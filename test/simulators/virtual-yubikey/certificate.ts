import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { concat } from '../../../src/encoding/bytes.ts';
import { derElement, derTag, derUnsigned } from '../../../src/encoding/der.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

export interface CertificateContent {
  /** Common names. */
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** RSA or P-256 or P-384: signs with SHA-256. */
  readonly issuerKey: KeyObject;
  readonly extensions: readonly Uint8Array[];
}

const seq = (...parts: readonly Uint8Array[]): Uint8Array => derElement(derTag.sequence, ...parts);
const utf8String = 0x0c;
const utcTime = 0x17;
const generalizedTime = 0x18;

/** An X.509 certificate of version 3 in DER, valid for the years that Yubico's are (2016 to 2052). */
export function makeCertificate(content: CertificateContent): Buffer {
  const algorithm =
    content.issuerKey.asymmetricKeyType === 'rsa'
      ? seq(oid('1.2.840.113549.1.1.11'), derElement(derTag.null))
      : seq(oid('1.2.840.10045.4.3.2'));
  const body = seq(
    derElement(0xa0, derElement(derTag.integer, Uint8Array.of(2))),
    derUnsigned(concat(Uint8Array.of(1), randomBytes(15))),
    algorithm,
    commonName(content.issuer),
    seq(
      derElement(utcTime, utf8('160314000000Z')),
      derElement(generalizedTime, utf8('20520417000000Z')),
    ),
    commonName(content.subject),
    content.publicKey.export({ type: 'spki', format: 'der' }),
    derElement(0xa3, seq(...content.extensions)),
  );
  const signature = sign('sha256', body, content.issuerKey);
  return Buffer.from(
    seq(body, algorithm, derElement(derTag.bitString, Uint8Array.of(0), signature)),
  );
}

export function extension(dotted: string, value: Uint8Array, critical = false): Uint8Array {
  const flag = critical ? [derElement(derTag.boolean, Uint8Array.of(0xff))] : [];
  return seq(oid(dotted), ...flag, derElement(derTag.octetString, value));
}

/** Basic constraints of an authority that may issue no further one. */
export function lastAuthority(): Uint8Array {
  const ca = derElement(derTag.boolean, Uint8Array.of(0xff));
  const pathLength = derElement(derTag.integer, Uint8Array.of(0));
  return extension('2.5.29.19', seq(ca, pathLength), true);
}

function commonName(text: string): Uint8Array {
  return seq(derElement(derTag.set, seq(oid('2.5.4.3'), derElement(utf8String, utf8(text)))));
}

function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  const content = [first * 40 + second];
  for (const arc of arcs) {
    const digits = [arc & 0x7f];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
      digits.unshift((rest & 0x7f) | 0x80);
    }
    content.push(...digits);
  }
  return derElement(derTag.objectIdentifier, Uint8Array.from(content));
}
