import { equalBytes } from '../encoding/bytes.ts';
import { fromHex } from '../encoding/hex.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import { utf8 } from '../encoding/utf8.ts';
import { type Metadata, parseMetadata } from './metadata.ts';
import { TufError } from './tuf-error.ts';

/** A signature to be written: ECDSA in DER, as lower-case hexadecimal text; empty for a place that is kept. */
export interface SignatureText {
  readonly keyid: string;
  readonly sig: string;
}

/**
 * A metadata file: `signatures`, then `signed`, indented by one space, members in the order they were given, with
 * a final line end. The same input gives the same bytes.
 * @throws TufError `tuf.signature` for text that is not hexadecimal; `tuf.canonical` for what cannot be signed
 */
export function metadataFile(
  signed: JsonObject,
  signatures: readonly SignatureText[],
): Uint8Array<ArrayBuffer> {
  for (const { sig } of signatures) requireSignatureText(sig);
  return fileBytes({ signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })), signed });
}

/**
 * The file with one signature more. The signed part and every other signature stay what they were: the result is
 * read back and compared before it is given out. An empty place of the same keyid is filled.
 *
 * @param bytes the whole file as it is
 * @param place its name, for errors
 * @param sig the signature in hexadecimal text
 * @throws TufError `tuf.signature-repeated` if the keyid has signed already; `tuf.signature` for no hexadecimal
 *   text; what `parseMetadata` throws
 */
export function withSignature(
  bytes: Uint8Array,
  place: string,
  keyid: string,
  sig: string,
): Uint8Array<ArrayBuffer> {
  requireSignatureText(sig);
  if (sig === '') throw notSignature();
  const before = parseMetadata(bytes, place);
  const there = before.signatures.filter((entry) => entry.keyid === keyid);
  if (there.length > 1 || there.some((entry) => entry.sig !== '')) throw repeated(place);
  const whole = parseJson(bytes, place, { integersOnly: true });
  if (!isJsonObject(whole)) throw changed(place);
  const list = Array.isArray(whole['signatures']) ? whole['signatures'] : [];
  const entry: JsonObject = { keyid, sig };
  const [open] = there;
  const signatures =
    open === undefined
      ? [...list, entry]
      : list.map((other: JsonValue, index) => (index === open.index ? filled(other, sig) : other));
  const result = fileBytes({ ...whole, signatures });
  requireOnlyThisAdded(before, parseMetadata(result, place), keyid, sig);
  return result;
}

function filled(entry: JsonValue, sig: string): JsonValue {
  return isJsonObject(entry) ? { ...entry, sig } : entry;
}

/** What the person saw is what is in the file: nothing but the one signature may differ. */
function requireOnlyThisAdded(before: Metadata, after: Metadata, keyid: string, sig: string): void {
  const others = (metadata: Metadata) =>
    JSON.stringify(
      metadata.signatures
        .filter((entry) => entry.keyid !== keyid)
        .map((entry) => [entry.keyid, entry.sig, entry.extra]),
    );
  const added = after.signatures.filter((entry) => entry.keyid === keyid);
  if (
    !equalBytes(before.signedBytes, after.signedBytes) ||
    others(before) !== others(after) ||
    added.length !== 1 ||
    added[0]?.sig !== sig
  ) {
    throw changed(after.place);
  }
}

function fileBytes(whole: JsonObject): Uint8Array<ArrayBuffer> {
  return utf8(`${JSON.stringify(whole, null, 1)}\n`);
}

function requireSignatureText(sig: string): void {
  try {
    fromHex(sig);
  } catch (cause) {
    if (cause instanceof EncodingError) throw notSignature(cause);
    throw cause;
  }
}

function notSignature(cause?: EncodingError): TufError {
  return new TufError('tuf.signature', 'the text is no signature', {
    expected: 'hexadecimal digits, two a byte',
    ...(cause?.place === undefined ? {} : { place: cause.place }),
    hint: 'Have the signature made again.',
    notDone: ['The file was not changed.'],
    cause,
  });
}

function repeated(place: string): TufError {
  return new TufError('tuf.signature-repeated', 'this key has signed the file already', {
    expected: 'one signature for each key',
    found: 'a second one',
    place,
    hint: 'Nothing is left to do for this key. If its signature does not verify, take the file from the host again.',
    notDone: ['The file was not changed.'],
  });
}

function changed(place: string): TufError {
  return new TufError('tuf.signature', 'the file would change in more than the one signature', {
    expected: 'the same signed part and the same other signatures',
    found: 'a difference',
    place,
    hint: 'This is a fault of the station. Keep the file and report it.',
    notDone: ['The file was not changed.'],
  });
}
