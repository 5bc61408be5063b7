import { EncodingError } from '../encoding/encoding-error.ts';
import { fromHex, toHex } from '../encoding/hex.ts';
import type { JsonObject } from '../encoding/json.ts';
import { KeyError } from '../keys/key-error.ts';
import {
  type PublicKey,
  publicKeyFromEd25519,
  publicKeyFromPem,
  publicKeyFromPoint,
  publicKeyPem,
} from '../keys/public-key.ts';
import { isScheme, type Scheme, schemeFits } from '../keys/scheme.ts';
import { computeKeyid, type KeyidRecipe, recipeOf } from './keyid.ts';
import { memberOf, objectMember, textMember } from './member.ts';
import { TufError } from './tuf-error.ts';

/** How the public key is written in its key object. */
export type KeyEncoding = 'hex-point' | 'hex-raw' | 'pem' | 'pem-without-line-end';

/** A key object of a root or a delegation (TUF specification 1.0, section 4.2.1), with the key it stands for. */
export interface TufKey {
  /** The name under which the file lists it; opaque. */
  readonly keyid: string;
  /** As written: `ecdsa` or `ecdsa-sha2-nistp256` for the same kind of key. */
  readonly keytype: string;
  readonly scheme: Scheme;
  readonly encoding: KeyEncoding;
  readonly publicKey: PublicKey;
  /** How the keyid was computed; null if no known recipe gives it. */
  readonly recipe: KeyidRecipe | null;
  /** True for the member `x-practice: true`: a key of rehearsals only. */
  readonly practice: boolean;
  /** The object as it stands in the file. */
  readonly object: JsonObject;
}

/** Members of a key object that the specification names, and the one that libraries wrote until 2022. */
export const keyMembers = ['keytype', 'scheme', 'keyval', 'keyid_hash_algorithms'] as const;

const keytypes: Readonly<Record<Scheme, readonly string[]>> = {
  'ecdsa-sha2-nistp256': ['ecdsa', 'ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa', 'ecdsa-sha2-nistp384'],
  ed25519: ['ed25519'],
  'rsassa-pss-sha256': ['rsa'],
};

/**
 * Reads a key object in any encoding that published metadata has: a point or a raw key in hexadecimal digits, or
 * PEM with or without its final line end. The keyid is not required to fit; `recipe` says whether it does.
 *
 * @throws TufError `tuf.key-unsupported` for a kind or scheme that the station does not verify, `tuf.key` otherwise
 */
export function parseTufKey(keyid: string, value: JsonObject, place: string): TufKey {
  // Two objects that are written alike hold the same: names, values and their order are all in the text.
  const name = `${keyid} ${JSON.stringify(value)}`;
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  const key = checkedKeyObject(keyid, value, place);
  remember(keyObjects, name, key);
  return key;
}

function checkedKeyObject(keyid: string, value: JsonObject, place: string): TufKey {
  const keytype = textMember(memberOf(value, 'keytype', place), 64, 'tuf.key');
  const scheme = textMember(memberOf(value, 'scheme', place), 64, 'tuf.key');
  if (!isScheme(scheme) || !keytypes[scheme].includes(keytype))
    throw unsupported(keytype, scheme, place);
  const keyval = memberOf(value, 'keyval', place);
  const publicText = memberOf(objectMember(keyval, 'tuf.key'), 'public', keyval.place);
  const text = textMember(publicText, 16_384, 'tuf.key');
  const encoding = encodingOf(text, scheme);
  const publicKey = readPublicKey(text, encoding, publicText.place);
  if (!schemeFits(scheme, publicKey)) {
    throw new TufError('tuf.key', 'the public key is of another kind than its scheme', {
      expected: scheme,
      found: publicKey.type,
      place,
      hint: 'The key object was put together wrongly. Ask the keyholder for the key again.',
    });
  }
  return {
    keyid,
    keytype,
    scheme,
    encoding,
    publicKey,
    recipe: recipeOf(keyid, value),
    practice: value['x-practice'] === true,
    object: value,
  };
}

/**
 * The key object that this station writes for a public key, and its keyid: PEM with a final line end, `keytype`
 * as Sigstore uses today, keyid by the recipe `three-members`. The mark of practice is no part of the keyid.
 *
 * @throws TufError `tuf.key` if the scheme does not fit the key
 */
export function makeTufKey(
  publicKey: PublicKey,
  scheme: Scheme,
  { practice }: { readonly practice: boolean },
): { readonly keyid: string; readonly object: JsonObject } {
  const [keytype = scheme] = keytypes[scheme];
  if (!schemeFits(scheme, publicKey)) {
    throw new TufError('tuf.key', 'the scheme does not fit the public key', {
      expected: publicKey.type,
      found: scheme,
      hint: 'Name the scheme of this kind of key in the plan.',
    });
  }
  // Ed25519 keys are written as hexadecimal digits everywhere; no client reads them as PEM.
  const text = publicKey.type === 'ed25519' ? ed25519Digits(publicKey) : publicKeyPem(publicKey);
  const core: JsonObject = { keytype, keyval: { public: text }, scheme };
  return {
    keyid: computeKeyid(core),
    object: practice ? { ...core, 'x-practice': true } : core,
  };
}

function encodingOf(text: string, scheme: Scheme): KeyEncoding {
  if (text.startsWith('-----BEGIN')) return text.endsWith('\n') ? 'pem' : 'pem-without-line-end';
  return scheme === 'ed25519' ? 'hex-raw' : 'hex-point';
}

/**
 * What was read, by how it was written: each version of each file lists the same few keys again. The same key may stand
 * in another object, so that both are remembered; what was refused is read again, since its error names its place.
 */
const keyObjects = new Map<string, TufKey>();
const publicKeys = new Map<string, PublicKey>();
const mostRemembered = 1024;
/** The longest RSA key that is taken has 1,400 characters. */
const longestRemembered = 2048;

function remember<T>(known: Map<string, T>, name: string, what: T): void {
  if (name.length > longestRemembered) return;
  if (known.size >= mostRemembered) known.clear();
  known.set(name, what);
}

function readPublicKey(text: string, encoding: KeyEncoding, place: string): PublicKey {
  const name = `${encoding} ${text}`;
  const known = publicKeys.get(name);
  if (known !== undefined) return known;
  const key = checkedKey(text, encoding, place);
  remember(publicKeys, name, key);
  return key;
}

function checkedKey(text: string, encoding: KeyEncoding, place: string): PublicKey {
  try {
    if (encoding === 'hex-point') return publicKeyFromPoint(fromHex(text), place);
    if (encoding === 'hex-raw') return publicKeyFromEd25519(fromHex(text), place);
    return publicKeyFromPem(text, place);
  } catch (cause) {
    if (!(cause instanceof EncodingError || cause instanceof KeyError)) throw cause;
    throw new TufError(
      cause.code === 'key.unsupported' ? 'tuf.key-unsupported' : 'tuf.key',
      'the public key of a key object cannot be read',
      {
        ...(cause.expected === undefined ? {} : { expected: cause.expected }),
        ...(cause.found === undefined ? {} : { found: cause.found }),
        place,
        hint: cause.hint,
        cause,
      },
    );
  }
}

/** The last 32 bytes of SubjectPublicKeyInfo are the key (RFC 8410, section 4). */
function ed25519Digits(key: PublicKey): string {
  return toHex(key.spki.subarray(-32));
}

function unsupported(keytype: string, scheme: string, place: string): TufError {
  return new TufError('tuf.key-unsupported', 'the station verifies no keys of this kind', {
    expected: 'ECDSA on P-256 or P-384, Ed25519, or RSA-PSS with SHA-256',
    found: `keytype ${shortText(keytype)}, scheme ${shortText(scheme)}`,
    place,
    hint: 'Signatures of this key count for nothing here. Verify them with the tool that made the key.',
  });
}

function shortText(text: string): string {
  return /^[\w.:-]{1,64}$/.test(text) ? text : 'that is no plain name';
}
