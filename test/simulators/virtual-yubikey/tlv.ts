import { status, StatusError } from './status.ts';

/** A data element of BER-TLV, as PIV uses it: tags of one or two bytes, lengths of up to two. */
export interface Tlv {
  readonly tag: number;
  readonly value: Buffer;
}

/** Every element of these bytes. @throws StatusError 6A80 if they are cut off */
export function readTlvs(bytes: Uint8Array): readonly Tlv[] {
  const found: Tlv[] = [];
  let at = 0;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new StatusError(status.wrongData);
    return byte;
  };
  while (at < bytes.length) {
    let tag = next();
    if ((tag & 0x1f) === 0x1f) tag = (tag << 8) | next();
    let length = next();
    if (length === 0x81) length = next();
    else if (length === 0x82) length = (next() << 8) | next();
    else if (length > 0x7f) throw new StatusError(status.wrongData);
    if (at + length > bytes.length) throw new StatusError(status.wrongData);
    found.push({ tag, value: Buffer.from(bytes.subarray(at, at + length)) });
    at += length;
  }
  return found;
}

/** The elements inside of the one element that has to be first, by tag. @throws StatusError 6A80 */
export function readTemplate(bytes: Uint8Array, tag: number): ReadonlyMap<number, Buffer> {
  const [outer] = readTlvs(bytes);
  if (outer?.tag !== tag) throw new StatusError(status.wrongData);
  return new Map(readTlvs(outer.value).map((inner) => [inner.tag, inner.value]));
}

/** One element with its shortest length. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const header = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  if (length < 0x80) header.push(length);
  else if (length < 0x100) header.push(0x81, length);
  else header.push(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.from(header), content]);
}
