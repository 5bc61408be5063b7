import { type Certificate, readCertificate } from '../attestation/certificate.ts';
import { derTag } from '../encoding/der.ts';
import { decodePem, type PemBlock } from '../encoding/pem.ts';
import { StationError } from '../encoding/station-error.ts';
import { type PublicKey, publicKeyFromSpki } from '../keys/public-key.ts';
import { includes } from './input-bytes.ts';
import type { Reading } from './reading.ts';

const evidenceName = /_(?:key_cert|device_cert|pubkey)\.(?:pem|crt|cer|der)$/;
/** A bundle of every certificate of a ceremony stays far below. */
const largestText = 1024 * 1024;
const mostBlocks = 1024;
/** 1.3.6.1.4.1.41482 in DER: every extension of the vendor's attestations begins with it. */
const vendorArc = Uint8Array.of(0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0xc4, 0x0a);

/** Finds certificates and public keys, in PEM or DER, whatever the file is called and whatever stands around them. */
export function evidenceReading(place: string, bytes: Uint8Array): Reading {
  const claims = evidenceName.test(place);
  const certificates: Certificate[] = [];
  const publicKeys: PublicKey[] = [];
  let problem: StationError | null = null;
  for (const { label, der } of blocksOf(bytes, claims)) {
    try {
      if (label === 'PUBLIC KEY') publicKeys.push(publicKeyFromSpki(der, place));
      else certificates.push(readCertificate(der, place));
    } catch (error) {
      if (!(error instanceof StationError)) throw error;
      if (claims || holdsVendorArc(der)) problem ??= error;
    }
  }
  // A name that promises evidence has to hold some; what else stands beside is no matter.
  if (problem !== null) return { kind: 'unread', error: problem, as: 'evidence' };
  if (certificates.length + publicKeys.length > 0) {
    return { kind: 'evidence', certificates, publicKeys };
  }
  if (!claims) return { kind: 'other' };
  return { kind: 'unread', error: noEvidence(place), as: 'evidence' };
}

/** The blocks of a text, or the whole of a binary file as the one or the other. */
function blocksOf(bytes: Uint8Array, claims: boolean): readonly PemBlock[] {
  if (bytes[0] === derTag.sequence && bytes.length <= 16 * 1024) {
    const der = Uint8Array.from(bytes);
    return [{ label: isKey(der) ? 'PUBLIC KEY' : 'CERTIFICATE', der }];
  }
  if (bytes.length > largestText || !includes(bytes, '-----BEGIN ')) return [];
  return pemBlocks(new TextDecoder('latin1').decode(bytes), claims);
}

/** Every block by itself, so that a damaged one does not hide the others. Damaged ones come as empty bytes. */
function pemBlocks(text: string, claims: boolean): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  const begin = /-----BEGIN (CERTIFICATE|PUBLIC KEY)-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const [, label = ''] = match;
    const end = `-----END ${label}-----`;
    const stop = text.indexOf(end, match.index);
    const block = stop < 0 ? text.slice(match.index) : text.slice(match.index, stop + end.length);
    try {
      blocks.push({ label, der: decodePem(block, label) });
    } catch (error) {
      if (!(error instanceof StationError)) throw error;
      if (claims) blocks.push({ label, der: new Uint8Array() });
    }
    if (stop < 0 || blocks.length >= mostBlocks) break;
    begin.lastIndex = stop + end.length;
  }
  return blocks;
}

function isKey(der: Uint8Array): boolean {
  try {
    publicKeyFromSpki(der, 'public key');
    return true;
  } catch (error) {
    if (error instanceof StationError) return false;
    throw error;
  }
}

function holdsVendorArc(der: Uint8Array): boolean {
  for (let at = der.indexOf(0x2b); at >= 0; at = der.indexOf(0x2b, at + 1)) {
    if (vendorArc.every((byte, index) => der[at + index] === byte)) return true;
  }
  return false;
}

function noEvidence(place: string): StationError {
  return new EvidenceError('evidence.none', 'there is no certificate and no public key in it', {
    place,
    expected: 'a certificate or a public key, PEM or DER',
    found: 'neither',
    hint: 'The file is damaged or empty. Ask the keyholder to export it again.',
  });
}

/** Raised for a file that is named as evidence and holds none. */
class EvidenceError extends StationError<'evidence.none'> {}
