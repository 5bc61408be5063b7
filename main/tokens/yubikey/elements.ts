import { derElement, DerReader } from '../../../src/encoding/der.ts';

/** Elements one after another, tag and value, as PIV answers have them (BER-TLV with tags of one byte). Throws EncodingError. */
export function elementsIn(bytes: Uint8Array): ReadonlyMap<number, Buffer> {
  const reader = new DerReader(bytes);
  const found = new Map<number, Buffer>();
  for (let tag = reader.next; tag !== null; tag = reader.next) {
    found.set(tag, Buffer.from(reader.take(tag)));
  }
  return found;
}

/** One element. */
export function element(tag: number, ...values: readonly Uint8Array[]): Buffer {
  return Buffer.from(derElement(tag, ...values));
}
