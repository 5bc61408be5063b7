import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { concat, equalBytes } from '../../src/encoding/bytes.ts';
import { jcs } from '../../src/encoding/jcs.ts';
import { parseJson } from '../../src/encoding/json.ts';
import { decodePem, encodePem } from '../../src/encoding/pem.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import {
  publicKeyFromPem,
  publicKeyFromSpki,
  publicKeyPem,
  type PublicKey,
} from '../../src/keys/public-key.ts';
import { type Scheme, schemeFits } from '../../src/keys/scheme.ts';
import { decryptPkcs8, encryptPkcs8 } from './encrypted-pkcs8.ts';
import { OnlineKeyError } from './online-key-error.ts';

/** Most bytes of a key file. */
export const longestOnlineKey = 16 * 1024;
const format = 'station-online-key/1';
const label = 'ENCRYPTED PRIVATE KEY';
/** Schemes of a key in a file; RSA keys of a size that is worth it take seconds to make. */
export const onlineSchemes = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ed25519'] as const;
export type OnlineScheme = (typeof onlineSchemes)[number];

const Fields = z.strictObject({
  format: z.literal(format),
  /** PKCS#8, encrypted. */
  key: z.string().max(8192),
  /** A practice key signs in rehearsals only, and another one never does. */
  mode: z.enum(['real', 'rehearsal']),
  public: z.string().max(2048),
  scheme: z.enum(onlineSchemes),
});

/** A key file as it can be read without its passphrase. */
export interface OnlineKeyFile {
  readonly mode: 'real' | 'rehearsal';
  readonly scheme: Scheme;
  readonly publicKey: PublicKey;
  readonly encrypted: Uint8Array;
}

/** The shortest passphrase: what guards the file is nothing else. */
export const shortestPassphrase = 16;

/**
 * Makes a key and its file. The private half is in the memory of this process until it ends.
 * @throws OnlineKeyError `online.passphrase` for one that is too short
 */
export async function makeOnlineKey(
  mode: OnlineKeyFile['mode'],
  scheme: OnlineScheme,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (passphrase.length < shortestPassphrase)
    throw new OnlineKeyError('online.passphrase', 'the passphrase is too short', {
      expected: `${shortestPassphrase} characters or more`,
      found: `${passphrase.length}`,
      hint: 'Choose four or more words at random.',
      notDone: ['No key was made.'],
    });
  const { publicKey, privateKey } = pairOf(scheme);
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const encrypted = await encryptPkcs8(pkcs8, passphrase);
  pkcs8.fill(0);
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  return fileOf({ mode, scheme, publicKey: publicKeyFromPem(pem, 'new key'), encrypted });
}

/**
 * Reads a key file, as far as it goes without the passphrase. Only what the station writes is one.
 * @throws OnlineKeyError `online.file`
 */
export function parseOnlineKey(bytes: Uint8Array, place: string): OnlineKeyFile {
  try {
    const value = Fields.parse(parseJson(bytes, place, { bytes: longestOnlineKey, depth: 2 }));
    const file: OnlineKeyFile = {
      mode: value.mode,
      scheme: value.scheme,
      publicKey: publicKeyFromPem(value.public, place),
      encrypted: decodePem(value.key, label),
    };
    if (schemeFits(file.scheme, file.publicKey) && equalBytes(fileOf(file), bytes)) return file;
  } catch (cause) {
    if (!(cause instanceof StationError) && !(cause instanceof z.ZodError)) throw cause;
  }
  throw notKey(place);
}

/**
 * The private key, if the passphrase opens the file and it is the one of the public key in it.
 * @throws OnlineKeyError `online.passphrase`, `online.file`
 */
export async function openOnlineKey(
  { encrypted, publicKey }: OnlineKeyFile,
  passphrase: string,
  place: string,
): Promise<KeyObject> {
  const pkcs8 = await decryptPkcs8(encrypted, passphrase);
  if (pkcs8 === undefined) throw notKey(place);
  const key = pkcs8 === null ? null : privateKeyOf(pkcs8);
  if (key === null)
    throw new OnlineKeyError('online.passphrase', 'the passphrase does not open the key file', {
      place,
      hint: 'Type it again. The station does not count tries.',
      notDone: ['Nothing was signed.'],
    });
  const own = publicKeyFromSpki(spkiOf(key), place);
  if (own.digest === publicKey.digest) return key;
  throw notKey(place);
}

function fileOf({ mode, scheme, publicKey, encrypted }: OnlineKeyFile): Uint8Array<ArrayBuffer> {
  const canonical = jcs({
    format,
    key: encodePem(label, encrypted),
    mode,
    public: publicKeyPem(publicKey),
    scheme,
  });
  return concat(canonical, utf8('\n'));
}

function pairOf(scheme: OnlineScheme) {
  if (scheme === 'ed25519') return generateKeyPairSync('ed25519');
  const namedCurve = scheme === 'ecdsa-sha2-nistp256' ? 'P-256' : 'P-384';
  return generateKeyPairSync('ec', { namedCurve });
}

/** null for bytes that are no key: the padding of a wrong passphrase fits once in 256 times. */
function privateKeyOf(pkcs8: Uint8Array): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  } finally {
    pkcs8.fill(0);
  }
}

function spkiOf(key: KeyObject): Uint8Array {
  return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }));
}

function notKey(place: string): OnlineKeyError {
  return new OnlineKeyError('online.file', 'the file is no online key of the station', {
    expected: 'a key file that the station wrote, byte for byte',
    found: 'another file',
    place,
    hint: 'Name the file that station online-key made.',
    notDone: ['Nothing was signed.'],
  });
}
