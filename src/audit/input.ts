import { type Certificate, readCertificate } from '../attestation/certificate.ts';
import { sha256Hex, type Sha256Hex } from '../encoding/digest.ts';
import { JsonError } from '../encoding/json.ts';
import { StationError } from '../encoding/station-error.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { type PublicKey, publicKeyFromPem } from '../keys/public-key.ts';
import { type Metadata, parseMetadata } from '../tuf/metadata.ts';
import { parseRoot, type Root } from '../tuf/root.ts';
import { TufError } from '../tuf/tuf-error.ts';

/** One file to audit. `path` is relative to what was given, with `/`; it is how findings name the file. */
export interface AuditFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a file turned out to be, by its content. */
export type Reading =
  | { readonly kind: 'root'; readonly root: Root }
  | { readonly kind: 'metadata'; readonly metadata: Metadata }
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'public-key'; readonly key: PublicKey }
  /** Part of a ceremony folder that is judged elsewhere, or that says nothing to judge. */
  | { readonly kind: 'plan' | 'transcript' | 'report' }
  /** It says by its name or content that it is evidence or metadata, and cannot be read. */
  | { readonly kind: 'unread'; readonly error: StationError; readonly as: 'metadata' | 'evidence' }
  | { readonly kind: 'other' };

export type InputFile = AuditFile & { readonly sha256: Sha256Hex; readonly reading: Reading };

const metadataName = /(?:^|[./])(?:root|targets|snapshot|timestamp)\.json$/;
const evidenceName = /_(?:key_cert|device_cert|pubkey)\.pem$/;

/** Reads one file by its content; a name only decides how much a failure to read matters. Never throws. */
export function readInput(file: AuditFile): InputFile {
  return { ...file, sha256: sha256Hex(file.bytes), reading: reading(file) };
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; "" for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** True if one of the folders above a file has this name. */
export function isBelow(path: string, folder: string): boolean {
  return folderOf(path).split('/').includes(folder);
}

function reading(file: AuditFile): Reading {
  const name = nameOf(file.path);
  if (name === 'ceremony.yaml') return { kind: 'plan' };
  if (name === 'transcript.jsonl') return { kind: 'transcript' };
  if (isBelow(file.path, 'report')) return { kind: 'report' };
  if (name.endsWith('.json') || startsWith(file.bytes, '{')) return metadataReading(file);
  return evidenceReading(file);
}

function metadataReading(file: AuditFile): Reading {
  try {
    const metadata = parseMetadata(file.bytes, file.path);
    if (metadata.type !== 'root') return { kind: 'metadata', metadata };
    return { kind: 'root', root: parseRoot(metadata) };
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof TufError)) throw error;
    const plain = error.code === 'tuf.not-metadata' && !metadataName.test(file.path);
    if (plain || !claimsToBeMetadata(file)) return { kind: 'other' };
    return { kind: 'unread', error, as: 'metadata' };
  }
}

/** A folder can hold any JSON; only what says that it is metadata has to be readable as such. */
function claimsToBeMetadata({ path, bytes }: AuditFile): boolean {
  if (metadataName.test(path)) return true;
  if (isBelow(path, 'targets')) return false;
  return includes(bytes, '"signed"') || includes(bytes, '"signatures"');
}

function evidenceReading(file: AuditFile): Reading {
  const claims = evidenceName.test(file.path);
  try {
    if (startsWith(file.bytes, '-----BEGIN PUBLIC KEY-----')) {
      return { kind: 'public-key', key: publicKeyFromPem(fromUtf8(file.bytes), file.path) };
    }
    const isCertificate =
      startsWith(file.bytes, '-----BEGIN CERTIFICATE-----') || /\.(?:cer|crt|der)$/.test(file.path);
    if (isCertificate || claims) {
      return { kind: 'certificate', certificate: readCertificate(file.bytes, file.path) };
    }
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    if (claims) return { kind: 'unread', error, as: 'evidence' };
  }
  return { kind: 'other' };
}

function startsWith(bytes: Uint8Array, ascii: string): boolean {
  const start = bytes.findIndex((byte) => byte > 0x20);
  if (start < 0) return false;
  return Array.from(ascii).every(
    (character, index) => bytes[start + index] === character.charCodeAt(0),
  );
}

function includes(bytes: Uint8Array, ascii: string): boolean {
  const [first, ...rest] = Array.from(ascii, (character) => character.charCodeAt(0));
  if (first === undefined) return true;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (rest.every((byte, index) => bytes[at + 1 + index] === byte)) return true;
  }
  return false;
}
