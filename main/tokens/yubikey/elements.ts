import { EncodingError } from '../../../src/encoding/encoding-error.ts';
import { derElement, DerReader } from '../../../src/encoding/der.ts';

/**
 * Elements one after another, tag and value, as PIV answers have them (BER-TLV with tags of one byte). A tag that comes
 * twice could be read as the one or the other.
 * @throws EncodingError
 */
export function elementsIn(bytes: Uint8Array): ReadonlyMap<number, Buffer> {
  const reader = new DerReader(bytes);
  const found = new Map<number, Buffer>();
  for (let tag = reader.next; tag !== null; tag = reader.next) {
    if (found.has(tag)) throw twice(tag);
    found.set(tag, Buffer.from(reader.take(tag)));
  }
  return found;
}

/** One element. */
export function element(tag: number, ...values: readonly Uint8Array[]): Buffer {
  return Buffer.from(derElement(tag, ...values));
}

function twice(tag: number): EncodingError {
  return new EncodingError('encoding.der', 'an element comes twice', {
    expected: 'each tag once',
    found: `tag 0x${tag.toString(16).padStart(2, '0')} again`,
    hint: 'The device does not answer as a YubiKey does. Take it out and plug it in again.',
  });
}
