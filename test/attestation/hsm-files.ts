/** What `yubihsm-shell` writes about a key, minted by the tests after the vendor's documentation. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { derElement, derTag } from '../../src/encoding/der.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { practiceRootKey } from '../simulators/virtual-yubikey/practice-root.ts';
import { type Device, ecKeys, extension, type Keys, mintDevice } from './minted.ts';

export interface HsmKey {
  readonly serial: number;
  /** Bits of the origin: 1 made on the device, 2 brought to it. */
  readonly origin?: number;
  /** It may leave under a wrap key. */
  readonly exportable?: boolean;
  readonly firmware?: readonly [number, number, number];
  readonly domains?: readonly [number, number];
  /** The key that is attested; a fresh one otherwise. */
  readonly publicKey?: KeyObject;
  /** Who issues the device's certificate; a root of the test's own otherwise. */
  readonly root?: Keys;
  readonly keyIssuer?: Keys;
}

/** The root of virtual devices, as who issues a device's certificate. */
export function practiceIssuer(): Keys {
  const privateKey = practiceRootKey();
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

const claim = (number: number, tag: number, ...content: number[]) =>
  extension(`2b0601040182c40a040${number}`, derElement(tag, Uint8Array.from(content)));

/** A device of this serial with a key in object 0x0024, "root key". */
export function mintHsm(key: HsmKey): Device {
  const serial = Buffer.alloc(5);
  serial.writeUInt32BE(key.serial, 1);
  const [high, low] = key.domains ?? [0, 1];
  const fresh = ecKeys();
  return mintDevice({
    subject: 'YubiHSM Attestation id:0x0024',
    keys: key.publicKey === undefined ? fresh : { ...fresh, publicKey: key.publicKey },
    ...(key.root === undefined ? {} : { root: key.root }),
    ...(key.keyIssuer === undefined ? {} : { keyIssuer: key.keyIssuer }),
    keyExtensions: [
      claim(1, derTag.octetString, ...(key.firmware ?? [2, 4, 1])),
      claim(2, derTag.integer, ...serialBytes(serial)),
      claim(3, derTag.bitString, 0, key.origin ?? 1),
      claim(4, derTag.bitString, 0, high, low),
      claim(5, derTag.bitString, 0, 0, 0, 0, 4, 0, key.exportable === true ? 1 : 0, 6, 0x60),
      claim(6, derTag.integer, 0x24),
      extension('2b0601040182c40a0409', derElement(0x0c, utf8('root key'))),
    ],
  });
}

/** An INTEGER has no zeros in front but the one that keeps it positive. */
function serialBytes(bytes: Buffer): readonly number[] {
  let from = 0;
  while (from < 4 && bytes[from] === 0 && (bytes[from + 1] ?? 0) < 0x80) from += 1;
  return [...bytes.subarray(from)];
}
