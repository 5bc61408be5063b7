import { toHex } from '../../src/encoding/hex.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { computeKeyid } from '../../src/tuf/keyid.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { jobOf, type KeyPair, makeKeyPair } from '../keys/key-pairs.ts';
import { type KeyForm, keyText, pairFor } from './key-forms.ts';

const plain: KeyForm = { scheme: 'ecdsa-sha2-nistp256', keytype: 'ecdsa', encoding: 'pem' };
const plainPair = makeKeyPair(plain.scheme);

/** Two roots in a row that list a plain key and one of this form; one signature is enough for them. */
export interface FormRoots {
  readonly first: Uint8Array;
  /** The second, signed by the plain key: whether the form stops a client from reading the file. */
  readonly byPlain: Uint8Array;
  /** The second, signed by the key of this form: whether its signature counts. */
  readonly byForm: Uint8Array;
}

export function formRoots(form: KeyForm): FormRoots {
  const own = { pair: pairFor(form.scheme), ...listed(form, pairFor(form.scheme)) };
  const other = { pair: plainPair, ...listed(plain, plainPair) };
  const keys = [own, other];
  const file = (version: number, signers: typeof keys): Uint8Array => {
    const signed = rootWith(version, keys);
    const bytes = canonicalBytes(signed);
    return metadataFile(
      signed,
      signers.map(({ keyid, pair }) => ({ keyid, sig: toHex(jobOf(pair, bytes).signature) })),
    );
  };
  return { first: file(1, keys), byPlain: file(2, [other]), byForm: file(2, [own]) };
}

function listed(form: KeyForm, pair: KeyPair): { keyid: string; object: JsonObject } {
  const object = {
    keytype: form.keytype,
    keyval: { public: keyText(pair, form.encoding) },
    scheme: form.scheme,
  };
  return { keyid: computeKeyid(object), object };
}

function rootWith(
  version: number,
  keys: readonly { readonly keyid: string; readonly object: JsonObject }[],
): JsonObject {
  const role = { keyids: keys.map(({ keyid }) => keyid), threshold: 1 };
  return {
    _type: 'root',
    consistent_snapshot: true,
    expires: '2126-01-01T00:00:00Z',
    keys: Object.fromEntries(keys.map(({ keyid, object }) => [keyid, object])),
    roles: { root: role, snapshot: role, targets: role, timestamp: role },
    spec_version: '1.0.31',
    version,
  };
}
