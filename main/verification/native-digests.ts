import { hash } from 'node:crypto';
import { installDigests } from '../../src/encoding/digest.ts';

let installed = false;

/** Has OpenSSL, by way of node:crypto, compute the digests of this process: once is enough. */
export function installNativeDigests(): void {
  if (installed) return;
  installDigests({
    sha256: native('sha256'),
    sha384: native('sha384'),
    sha512: native('sha512'),
    sha256Hex: (bytes) => hash('sha256', bytes, 'hex'),
  });
  installed = true;
}

function native(algorithm: string) {
  return (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(hash(algorithm, bytes, 'buffer'));
}
