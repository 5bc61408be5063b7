import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TakeOptions } from '../../../main/ceremonies/bundle-taker.ts';
import { writeBundle } from '../../../main/ceremonies/bundle-writer.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { exportKey } from '../../../main/ceremonies/key-files.ts';
import { addSignature, readStaged, stage } from '../../../main/ceremonies/staged-file.ts';
import { recordStaged } from '../../../main/ceremonies/staged-record.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { manifestBytes, parseManifest, type Manifest } from '../../../src/transfer/manifest.ts';
import { actOf } from '../../ceremony/sample-acts.ts';
import { scratchFolder } from './scratch.ts';
import {
  at,
  begunCeremony,
  keyidOf,
  people,
  signatureBy,
  unsignedRoot,
  type Person,
} from './signed-work.ts';

export const byHost: TakeOptions = {
  participant: 'ines-duarte',
  at,
  verifier: nodeVerifier,
  onOtherBytes: 'refuse',
};
export const byKeyholder: TakeOptions = {
  ...byHost,
  participant: 'priya-raman',
  onOtherBytes: 'stage',
};
export const serials = {
  'priya-raman': '24617802',
  'tom-okafor': '24617811',
  'ines-duarte': '24617799',
} as const;

/** The same ceremony on two machines, and a stick between them. */
export async function twoMachines() {
  const top = await scratchFolder();
  const stick = join(top, 'stick');
  await mkdir(stick);
  const host = await begunCeremony(top, 'host');
  await stage(host, 'root.json', unsignedRoot(host.plan));
  await recordStaged(host, 'ines-duarte', at);
  const keyholder = await begunCeremony(top, 'keyholder');
  return {
    top,
    stick,
    host,
    keyholder,
    close: () => Promise.all([host.close(), keyholder.close()]),
  };
}

/** A keyholder's work up to the signature, as the handlers do it. */
export async function work(folder: CeremonyFolder, person: Person): Promise<void> {
  const { key: publicKey } = people[person];
  const serial = parseSerial(serials[person], 'test');
  const spki = publicKey.digest;
  await folder.append(actOf('token.chosen', { serial }, person), at);
  await folder.append(actOf('key.made', { serial, spki }, person), at);
  const files = await exportKey(folder, {
    serial,
    publicKey,
    keyCertificate: null,
    deviceCertificate: null,
  });
  await folder.append(
    actOf('export.written', { serial, spki, files: files.map(({ fact }) => fact) }, person),
    at,
  );
  const staged = await readStaged(folder, 'root.json');
  if (staged === null) return;
  const signed = await addSignature(
    folder,
    'root.json',
    staged,
    keyidOf(person),
    signatureBy(person, staged),
  );
  const { signedSha256, sha256: fileSha256 } = signed;
  await folder.append(
    actOf(
      'signature.added',
      { serial, spki, signedSha256, fileSha256, keyid: keyidOf(person) },
      person,
    ),
    at,
  );
}

export const signersOf = async (folder: CeremonyFolder) =>
  (await readStaged(folder, 'root.json'))?.signatures.map(({ keyid }) => keyid);

/** Every file of a folder by its digest, to see whether anything changed. */
export async function snapshot(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.toSorted().map(async (file) => [file, sha256Hex(await readFile(file))]),
    ),
  );
}

export async function editManifest(
  bundle: string,
  change: (manifest: Manifest) => Manifest,
): Promise<void> {
  const path = join(bundle, 'bundle.json');
  await writeFile(path, manifestBytes(change(parseManifest(await readFile(path), 'bundle.json'))));
}

/** Puts other bytes into a bundle and makes its manifest agree with them, as an attacker would. */
export async function forge(bundle: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(bundle, path, '..'), { recursive: true });
  await writeFile(join(bundle, path), bytes);
  await editManifest(bundle, (manifest) => {
    const fact = {
      path,
      bytes: bytes.length,
      sha256: sha256Hex(bytes),
    } as Manifest['files'][number];
    return { ...manifest, files: [...manifest.files.filter((file) => file.path !== path), fact] };
  });
}

/** As `snapshot`, by path inside the folder. */
export async function relative(path: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(await snapshot(path)).map(([file, digest]) => [
      file.slice(path.length + 1),
      digest,
    ]),
  );
}

/** A keyholder's bundle on the stick, and the host who is to take it. */
export async function written() {
  const machines = await twoMachines();
  await stage(machines.keyholder, 'root.json', unsignedRoot(machines.keyholder.plan));
  await work(machines.keyholder, 'priya-raman');
  const { name } = await writeBundle(machines.keyholder, machines.stick, 'priya-raman', at);
  return { ...machines, bundle: join(machines.stick, name) };
}
export type Written = Awaited<ReturnType<typeof written>>;
export const pubkey = 'keys/24617802/24617802_pubkey.pem';
