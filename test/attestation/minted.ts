/** Certificates made for tests, well-formed or broken on purpose, byte by byte. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readCertificate } from '../../src/attestation/certificate.ts';
import type { Anchor } from '../../src/attestation/vendor-roots.ts';
import { derElement, derTag } from '../../src/encoding/der.ts';
import { encodePem } from '../../src/encoding/pem.ts';
import { utf8 } from '../../src/encoding/utf8.ts';

export interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const ecKeys = (namedCurve = 'P-256'): Keys => generateKeyPairSync('ec', { namedCurve });
export const rsaKeys = (modulusLength = 2048): Keys =>
  generateKeyPairSync('rsa', { modulusLength });

export interface Minted {
  readonly subject: string;
  readonly keys: Keys;
  readonly issuer: Keys;
  readonly extensions?: readonly Uint8Array[];
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  /** Content of the version field, 2 for version 3. */
  readonly version?: number;
  /** Another algorithm than the one that the signature states. */
  readonly innerAlgorithm?: Uint8Array;
}

const oidOf: Record<string, string> = {
  'rsa sha256': '2a864886f70d01010b',
  'rsa sha384': '2a864886f70d01010c',
  'rsa sha512': '2a864886f70d01010d',
  'ec sha256': '2a8648ce3d040302',
  'ec sha384': '2a8648ce3d040303',
  'ec sha512': '2a8648ce3d040304',
};

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const seq = (...parts: readonly Uint8Array[]): Uint8Array => derElement(derTag.sequence, ...parts);
const name = (common: string): Uint8Array =>
  seq(
    derElement(
      derTag.set,
      seq(derElement(derTag.objectIdentifier, hex('550403')), derElement(0x0c, utf8(common))),
    ),
  );

/** One extension by the hexadecimal content of its object identifier. */
export function extension(oidHex: string, value: Uint8Array, critical = false): Uint8Array {
  return seq(
    derElement(derTag.objectIdentifier, hex(oidHex)),
    ...(critical ? [derElement(derTag.boolean, Uint8Array.of(0xff))] : []),
    derElement(derTag.octetString, value),
  );
}

export function basicConstraints(ca: boolean, pathLength?: number): Uint8Array {
  const content = [
    ...(ca ? [derElement(derTag.boolean, Uint8Array.of(0xff))] : []),
    ...(pathLength === undefined ? [] : [derElement(derTag.integer, Uint8Array.of(pathLength))]),
  ];
  return extension('551d13', seq(...content), true);
}

/** Extension 1.3.6.1.4.1.41482.3.N with these bytes. */
export const claim = (number: number, ...bytes: readonly number[]): Uint8Array =>
  extension(`2b0601040182c40a03${number.toString(16).padStart(2, '0')}`, Uint8Array.from(bytes));

/** Firmware 5.7.1, serial 305419896, PIN always, touch always, USB-C keychain. */
export const goodClaims: readonly Uint8Array[] = [
  claim(3, 5, 7, 1),
  claim(7, 0x02, 0x04, 0x12, 0x34, 0x56, 0x78),
  claim(8, 3, 2),
  claim(9, 3),
];

export function mint(options: Minted): Uint8Array {
  const hash = options.hash ?? 'sha256';
  const kind = options.issuer.privateKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
  const algorithm = seq(
    derElement(derTag.objectIdentifier, hex(oidOf[`${kind} ${hash}`] ?? '')),
    ...(kind === 'rsa' ? [derElement(derTag.null)] : []),
  );
  const time = derElement(0x17, utf8('160314000000Z'));
  const tbs = seq(
    derElement(0xa0, derElement(derTag.integer, Uint8Array.of(options.version ?? 2))),
    derElement(derTag.integer, Uint8Array.of(1)),
    options.innerAlgorithm ?? algorithm,
    name('Issuer'),
    seq(time, time),
    name(options.subject),
    Uint8Array.from(options.keys.publicKey.export({ type: 'spki', format: 'der' })),
    ...(options.extensions === undefined ? [] : [derElement(0xa3, seq(...options.extensions))]),
  );
  const signature = sign(hash, tbs, options.issuer.privateKey);
  return seq(tbs, algorithm, derElement(derTag.bitString, Uint8Array.of(0), signature));
}

export const certificatePem = (der: Uint8Array): Uint8Array => utf8(encodePem('CERTIFICATE', der));

export interface Device {
  readonly keyCert: Uint8Array;
  readonly deviceCert: Uint8Array;
  readonly anchor: Anchor;
  readonly keys: Keys;
  readonly deviceKeys: Keys;
}

/** A device of a vendor of our own, with one key on it. Every part can be replaced by a wrong one. */
export function mintDevice(
  options: {
    readonly root?: Keys;
    readonly deviceKeys?: Keys;
    readonly keys?: Keys;
    readonly keyIssuer?: Keys;
    readonly deviceExtensions?: readonly Uint8Array[];
    readonly keyExtensions?: readonly Uint8Array[];
    readonly deviceMayLackCa?: boolean;
    readonly subject?: string;
  } = {},
): Device {
  const root = options.root ?? ecKeys();
  const deviceKeys = options.deviceKeys ?? ecKeys();
  const keys = options.keys ?? ecKeys();
  const rootCert = mint({ subject: 'Test Root', keys: root, issuer: root });
  return {
    keys,
    deviceKeys,
    deviceCert: mint({
      subject: 'Yubico PIV Attestation',
      keys: deviceKeys,
      issuer: root,
      extensions: options.deviceExtensions ?? [basicConstraints(true, 0)],
    }),
    keyCert: mint({
      subject: options.subject ?? 'YubiKey PIV Attestation 9c',
      keys,
      issuer: options.keyIssuer ?? deviceKeys,
      extensions: options.keyExtensions ?? goodClaims,
    }),
    anchor: {
      vendor: 'yubikey-piv',
      root: 'Test Root',
      path: [readCertificate(rootCert, 'test root')],
      deviceMayLackCa: options.deviceMayLackCa ?? false,
    },
  };
}
