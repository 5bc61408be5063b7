import { isJsonObject, type JsonObject, parseJson } from '../../../../src/encoding/json.ts';
import { fromUtf8, utf8 } from '../../../../src/encoding/utf8.ts';
import { parseTufKey } from '../../../../src/tuf/key.ts';
import type { Signers } from './signers.ts';

/** A ceremony folder in memory. */
export type Folder = Map<string, Uint8Array>;

export interface Entry extends JsonObject {
  readonly keyid: string;
  readonly sig: string;
}

export interface Signed {
  readonly signatures: readonly Entry[];
  readonly signed: JsonObject;
}

export function bytesIn(files: Folder, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`no ${path} among ${[...files.keys()].join(', ')}`);
  return bytes;
}

export const textIn = (files: Folder, path: string): string => fromUtf8(bytesIn(files, path));

export function objectIn(value: JsonObject, ...names: readonly string[]): JsonObject {
  let at = value;
  for (const name of names) {
    const next = at[name];
    if (!isJsonObject(next)) throw new Error(`no object ${name}`);
    at = next;
  }
  return at;
}

export function metadataIn(files: Folder, path: string): Signed {
  const whole = parseJson(bytesIn(files, path), path);
  if (!isJsonObject(whole)) throw new Error(`${path} is no metadata`);
  return {
    signatures: whole['signatures'] as unknown as Entry[],
    signed: objectIn(whole, 'signed'),
  };
}

export function put(files: Folder, path: string, { signatures, signed }: Signed): void {
  files.set(path, utf8(JSON.stringify({ signatures, signed }, null, 1)));
}

/** Changes metadata in each of these places, as whoever may write to the folder could. */
export function change(
  files: Folder,
  paths: readonly string[],
  edit: (metadata: Signed) => Signed,
): void {
  for (const path of paths) put(files, path, edit(metadataIn(files, path)));
}

/** Signs with the keys of a role, as far as their tokens are here. */
export async function signAs(
  root: JsonObject,
  role: string,
  signed: JsonObject,
  signers: Signers,
): Promise<Signed> {
  const keyids = objectIn(root, 'roles', role)['keyids'] as readonly string[];
  const signatures: Entry[] = [];
  for (const keyid of keyids) {
    const { publicKey } = parseTufKey(keyid, objectIn(root, 'keys', keyid), keyid);
    if (!signers.spkis.has(publicKey.digest)) continue;
    signatures.push({ keyid, sig: await signers.sign(publicKey.digest, signed) });
  }
  return { signatures, signed };
}
