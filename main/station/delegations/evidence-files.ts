import { delegatesEvidence } from '../../../src/audit/delegates-evidence.ts';
import type { Claim } from '../../../src/attestation/policy.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { DelegationProof } from '../../../src/ceremony/delegations/proof.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import type { FileFact } from '../../../src/ceremony/record.ts';
import type { Serial } from '../../../src/ceremony/serial.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';
import { encodePem } from '../../../src/encoding/pem.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { type PublicKey, publicKeyPem } from '../../../src/keys/public-key.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { factOf } from '../../ceremonies/file-fact.ts';
import type { FileBelow } from '../../ceremonies/files-below.ts';
import { exportedCertificates } from '../../ceremonies/key-files.ts';
import { atPath } from '../../ceremonies/path-in-folder.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

/** A file of the evidence of one key, by its path below the folder of a challenge. */
export interface EvidenceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of a key's attestation as they were exported on this side; none where its token gave none. */
export async function exportedEvidence(
  { folder }: OpenCeremony,
  key: { readonly serial: Serial; readonly publicKey: PublicKey },
): Promise<readonly EvidenceFile[]> {
  const { keyCert, deviceCert } = await exportedCertificates(folder, key);
  if (keyCert === null) return [];
  const { serial, publicKey } = key;
  const file = (suffix: string, text: string): EvidenceFile => ({
    path: `keys/${serial}/${serial}_${suffix}.pem`,
    bytes: utf8(text),
  });
  return [
    file('pubkey', publicKeyPem(publicKey)),
    file('key_cert', encodePem('CERTIFICATE', keyCert)),
    ...(deviceCert === null ? [] : [file('device_cert', encodePem('CERTIFICATE', deviceCert))]),
  ];
}

/** Of the files that came from the other project, those that belong to this proof's serial. */
export function evidenceBeside(
  files: readonly FileBelow[],
  { serial }: Pick<DelegationProof, 'serial'>,
): readonly EvidenceFile[] {
  const names = ['pubkey', 'key_cert', 'device_cert'];
  return names.flatMap((suffix) => {
    const path = `keys/${serial}/${serial}_${suffix}.pem`;
    const found = files.find((file) => file.path === path || file.path.endsWith(`/${path}`));
    return found === undefined ? [] : [{ path, bytes: found.bytes }];
  });
}

/** What the evidence beside a proof says, each line held against the plan of this ceremony. */
export function judgeEvidence(
  { plan, now }: { readonly plan: OpenCeremony['plan']; readonly now: string },
  { serial, publicKey }: DelegationProof,
  files: readonly EvidenceFile[],
): readonly Claim[] {
  const asOf = parseInstant(now);
  return delegatesEvidence({ plan, serial, publicKey, files, asOf });
}

/**
 * Evidence that does not hold is worse than none: somebody says that it does.
 * @throws DelegationError `delegation.evidence`, naming the file
 */
export function requireEvidence(claims: readonly Claim[], place: string): void {
  const odd = claims.find(({ state }) => state === 'stop');
  if (odd === undefined) return;
  throw new DelegationError('delegation.evidence', 'the attestation beside a proof does not hold', {
    expected: 'an attestation of this key, by its device, as the plan asks for',
    found: `${odd.label}: ${odd.value}`,
    place,
    hint: 'Do not take this key. Ask the other project to export it again, and have it answer once more.',
    notDone: ['No delegation was staged.'],
  });
}

/** Writes evidence below a folder of the ceremony; files that are there with the same bytes stay. */
export async function keepEvidence(
  { folder }: OpenCeremony,
  below: readonly string[],
  files: readonly EvidenceFile[],
): Promise<readonly FileFact[]> {
  const facts: FileFact[] = [];
  for (const { path, bytes } of files) {
    const to = folderPath(...below, ...path.split('/'));
    await folder.assertHeld();
    await atPath(folder.directory, to, 'make', async (spot) => {
      await createFile(spot.directory, spot.name, bytes);
      await readBack(spot.directory, spot.name, bytes);
    });
    facts.push(factOf(to, bytes));
  }
  return facts;
}
