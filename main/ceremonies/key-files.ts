import { AttestationError } from '../../src/attestation/attestation-error.ts';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { decodePem, encodePem } from '../../src/encoding/pem.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { publicKeyPem, type PublicKey, type SpkiDigest } from '../../src/keys/public-key.ts';
import type { FileFact } from '../../src/ceremony/record.ts';
import type { Serial } from '../../src/ceremony/serial.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { createFile, readBack } from './durable-file.ts';
import { factOf } from './file-fact.ts';
import { atPath, readAt } from './path-in-folder.ts';

/** What is exported of a key. Certificates in DER, null where the token gives none. */
export interface KeyExport {
  readonly serial: Serial;
  readonly publicKey: PublicKey;
  readonly keyCertificate: Uint8Array | null;
  readonly deviceCertificate: Uint8Array | null;
}

/** One file of an export. */
export interface ExportedFile {
  readonly fact: FileFact;
  readonly what: 'public-key' | 'key-certificate' | 'device-certificate';
}

const longestKeyFile = 64 * 1024;

/**
 * Writes the files of a key in Sigstore's layout, reads each back from the disk and compares:
 * `keys/<serial>/<serial>_pubkey.pem`, `_key_cert.pem`, `_device_cert.pem`. Where the serial has another key already,
 * `-` and the first 8 digits of the public key's digest follow it. Written again, the same files stay as they are.
 *
 * @throws FolderError
 */
export async function exportKey(
  folder: CeremonyFolder,
  key: KeyExport,
): Promise<readonly ExportedFile[]> {
  return writeFiles(folder, key, filesOf(key));
}

/**
 * Writes only the certificates of a key where its export will have them, and reads them back. The same files stay as they
 * are; others that lie there already are never replaced.
 *
 * @throws FolderError
 */
export async function keepCertificates(folder: CeremonyFolder, key: KeyExport): Promise<void> {
  await writeFiles(
    folder,
    key,
    filesOf(key).filter(({ what }) => what !== 'public-key'),
  );
}

async function writeFiles(
  folder: CeremonyFolder,
  key: KeyExport,
  files: ReturnType<typeof filesOf>,
): Promise<readonly ExportedFile[]> {
  await folder.assertHeld();
  const name = await keyName(folder, key);
  const exported: ExportedFile[] = [];
  for (const { suffix, what, bytes } of files) {
    const path = `keys/${name}/${name}_${suffix}.pem`;
    await atPath(folder.directory, path, 'make', async (spot) => {
      await createFile(spot.directory, spot.name, bytes);
      await readBack(spot.directory, spot.name, bytes);
    });
    exported.push({ fact: factOf(path, bytes), what });
  }
  return exported;
}

/**
 * The files of a key as they are on the disk now; null if one is missing or has other bytes than the key.
 */
export async function readExport(
  folder: CeremonyFolder,
  key: KeyExport,
): Promise<readonly ExportedFile[] | null> {
  const name = await keyName(folder, key);
  const exported: ExportedFile[] = [];
  for (const { suffix, what, bytes } of filesOf(key)) {
    const path = `keys/${name}/${name}_${suffix}.pem`;
    const found = await readAt(folder.directory, path, longestKeyFile);
    if (found === null || !equalBytes(found, bytes)) return null;
    exported.push({ fact: factOf(path, found), what });
  }
  return exported;
}

/** A file of an export as it is on the disk now: the very bytes that were recorded, or not. */
export async function isAsRecorded(folder: CeremonyFolder, fact: FileFact): Promise<boolean> {
  const found = await readAt(folder.directory, fact.path, longestKeyFile);
  return found !== null && factOf(fact.path, found).sha256 === fact.sha256;
}

/**
 * The certificates that were exported with a key, DER; null for one that is not on the disk in the form in which it was
 * written. What they say has to be judged by whoever reads them.
 */
export async function exportedCertificates(
  folder: CeremonyFolder,
  key: Pick<KeyExport, 'serial' | 'publicKey'>,
): Promise<{ readonly keyCert: Uint8Array | null; readonly deviceCert: Uint8Array | null }> {
  return certificatesIn(folder, await keyName(folder, key));
}

/**
 * The certificates of the key with this digest, DER, whichever of the two names its export has or will have; null where
 * they do not both lie there, or the key certificate is about another key.
 */
export async function certificatesAbout(
  folder: CeremonyFolder,
  serial: Serial,
  spki: SpkiDigest,
): Promise<{ readonly keyCert: Uint8Array; readonly deviceCert: Uint8Array } | null> {
  for (const name of [serial, `${serial}-${spki.slice(0, 8)}`]) {
    const { keyCert, deviceCert } = await certificatesIn(folder, name);
    if (keyCert !== null && deviceCert !== null && isAbout(keyCert, spki))
      return { keyCert, deviceCert };
  }
  return null;
}

function isAbout(keyCert: Uint8Array, spki: SpkiDigest): boolean {
  try {
    return readCertificate(keyCert, 'key certificate').publicKey.digest === spki;
  } catch (error) {
    if (error instanceof AttestationError) return false;
    throw error;
  }
}

async function certificatesIn(
  folder: CeremonyFolder,
  name: string,
): Promise<{ readonly keyCert: Uint8Array | null; readonly deviceCert: Uint8Array | null }> {
  const read = async (suffix: string): Promise<Uint8Array | null> => {
    const path = `keys/${name}/${name}_${suffix}.pem`;
    const bytes = await readAt(folder.directory, path, longestKeyFile);
    return bytes === null ? null : certificateIn(bytes);
  };
  return { keyCert: await read('key_cert'), deviceCert: await read('device_cert') };
}

/** The certificate files of a key that are on the disk now, whatever they say. */
export async function certificatesOnDisk(
  folder: CeremonyFolder,
  key: Pick<KeyExport, 'serial' | 'publicKey'>,
): Promise<readonly ExportedFile[]> {
  const name = await keyName(folder, key);
  const found: ExportedFile[] = [];
  for (const [suffix, what] of [
    ['key_cert', 'key-certificate'],
    ['device_cert', 'device-certificate'],
  ] as const) {
    const path = `keys/${name}/${name}_${suffix}.pem`;
    const bytes = await readAt(folder.directory, path, longestKeyFile);
    if (bytes !== null) found.push({ fact: factOf(path, bytes), what });
  }
  return found;
}

function certificateIn(bytes: Uint8Array): Uint8Array | null {
  try {
    return decodePem(fromUtf8(bytes), 'CERTIFICATE');
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}

async function keyName(
  folder: CeremonyFolder,
  { serial, publicKey }: Pick<KeyExport, 'serial' | 'publicKey'>,
): Promise<string> {
  const there = await readAt(
    folder.directory,
    `keys/${serial}/${serial}_pubkey.pem`,
    longestKeyFile,
  );
  const same = there === null || equalBytes(there, utf8(publicKeyPem(publicKey)));
  return same ? serial : `${serial}-${publicKey.digest.slice(0, 8)}`;
}

function filesOf(key: KeyExport) {
  const files: { suffix: string; what: ExportedFile['what']; bytes: Uint8Array }[] = [
    { suffix: 'pubkey', what: 'public-key', bytes: utf8(publicKeyPem(key.publicKey)) },
  ];
  const add = (suffix: string, what: ExportedFile['what'], der: Uint8Array | null) => {
    if (der !== null) files.push({ suffix, what, bytes: utf8(encodePem('CERTIFICATE', der)) });
  };
  add('key_cert', 'key-certificate', key.keyCertificate);
  add('device_cert', 'device-certificate', key.deviceCertificate);
  return files;
}
