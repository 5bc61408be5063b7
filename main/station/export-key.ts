import type { ExportView } from '../../src/contract/keyholder.ts';
import { fromHex } from '../../src/encoding/hex.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import type { FileFact } from '../../src/ceremony/record.ts';
import type { Tokens } from '../tokens/token.ts';
import { exportKey, isAsRecorded, type ExportedFile } from '../ceremonies/key-files.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { requireChosenToken, requireKey } from './token-at-hand.ts';
import { certificatesOf } from './yubikey/exported-certificates.ts';

const whatItIs: Readonly<Record<ExportedFile['what'], string>> = {
  'public-key': 'Your public key. Everybody may have it.',
  'key-certificate': 'The attestation of your key, made by the token.',
  'device-certificate': 'The certificate of the device that made the attestation.',
};

/**
 * Writes this person's public key into the ceremony folder, and beside it what a YubiKey certifies of it; reads each file
 * back from the disk, and records it. The key is read from the token again, and has to be the one of the record.
 * @throws StepError `step.too-early`, `token.not-present`, `key.swapped`, `attestation.*`; FolderError; TokenError
 */
export async function writeExport(tokens: Tokens, ceremony: OpenCeremony): Promise<ExportView> {
  const { state } = ceremony;
  if (state.key === null || state.evidence === null) {
    throw new StepError('step.too-early', 'the evidence of your key has not been accepted', {
      hint: 'Go back to Evidence and read the card.',
      notDone: ['Nothing was written.'],
    });
  }
  const { serial, spki } = state.key.data;
  const token = await requireChosenToken(tokens, ceremony);
  const ref = requireKey(token, spki);
  const visible = token.keys.find(({ id }) => id === ref.id);
  if (visible?.spki == null) throw hidden(serial);
  const publicKey = publicKeyFromSpki(fromHex(visible.spki), `token ${serial}`);
  const certificates = await certificatesOf(tokens, ceremony, { ...ref, publicKey });
  const files = await exportKey(ceremony.folder, {
    serial,
    publicKey,
    keyCertificate: certificates?.keyCert ?? null,
    deviceCertificate: certificates?.deviceCert ?? null,
  });
  await ceremony.record({
    kind: 'export.written',
    data: { serial, spki: publicKey.digest, files: files.map(({ fact }) => fact) },
  });
  return viewOf(
    publicKey.digest,
    files.map(({ fact, what }) => ({ fact, what: whatItIs[what] })),
    false,
  );
}

/** Only its attestation has the key of a token that shows none before its PIN. */
function hidden(place: string): StepError {
  return new StepError('attestation.absent', 'this token shows no public key before its PIN', {
    expected: 'a public key',
    found: 'none',
    place,
    hint: 'Go back to Evidence and bring its attestation as files: the public key is in it.',
    notDone: ['Nothing was written.'],
  });
}

/** The export as it is on the disk now, or null where this person has not exported yet. */
export async function lookExport(ceremony: OpenCeremony): Promise<ExportView | null> {
  const { exported, exportRows } = ceremony.state;
  if (exported === null) return null;
  const files = await Promise.all(
    exported.data.files.map(async (fact) => ({
      fact,
      what: (await isAsRecorded(ceremony.folder, fact)) ? whatIn(fact.path) : null,
    })),
  );
  const whole = files.every(({ what }) => what !== null);
  return viewOf(exported.data.spki, files, whole && exportRows.length === 8);
}

/**
 * Records that every row of the fingerprint was read aloud and agreed.
 * @throws StepError `step.rows-missing`, `step.too-early`, `step.changed` where the files are not on the disk any more
 */
export async function confirmExport(
  ceremony: OpenCeremony,
  rows: readonly number[],
): Promise<void> {
  const { exported } = ceremony.state;
  if (exported === null)
    throw new StepError('step.too-early', 'nothing has been exported yet', {
      hint: 'Write the files first.',
    });
  requireAllRows(rows);
  const files = (await lookExport(ceremony))?.files ?? [];
  if (!files.every(({ readBack }) => readBack)) {
    throw new StepError('step.changed', 'the exported files are not what was written', {
      expected: 'the files as they were read back',
      found: 'a file that is missing, or another one',
      place: exported.data.files[0]?.path ?? 'keys',
      hint: 'Write the files again, then read the fingerprint aloud.',
      notDone: ['Nothing was confirmed.'],
    });
  }
  await ceremony.record({
    kind: 'export.confirmed',
    data: { spki: exported.data.spki, rows: [...rows] },
  });
}

/** @throws StepError `step.rows-missing` unless rows A to H are all there */
export function requireAllRows(rows: readonly number[]): void {
  const missing = 'A B C D E F G H'.split(' ').filter((_, row) => !rows.includes(row));
  if (missing.length === 0) return;
  throw new StepError('step.rows-missing', 'not every row was confirmed', {
    expected: 'rows A to H',
    found: `without ${missing.join(', ')}`,
    hint: 'Read each missing row aloud and confirm it.',
  });
}

/** What a file of an export is, by how its name ends. */
function whatIn(path: string): string {
  if (path.endsWith('_key_cert.pem')) return whatItIs['key-certificate'];
  return path.endsWith('_device_cert.pem')
    ? whatItIs['device-certificate']
    : whatItIs['public-key'];
}

/** `what` is null for a file that is not on the disk as it was written. */
function viewOf(
  spkiSha256: string,
  files: readonly { readonly fact: FileFact; readonly what: string | null }[],
  confirmed: boolean,
): ExportView {
  return {
    spkiSha256,
    files: files.map(({ fact, what }) => ({
      path: fact.path,
      bytes: fact.bytes,
      sha256: fact.sha256,
      readBack: what !== null,
      what: what ?? 'It is not on the disk any more, or was changed. Write it again.',
    })),
    confirmed,
  };
}
