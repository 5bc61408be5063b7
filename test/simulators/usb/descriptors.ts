import type { Interfaces } from '../../../main/usb/product.ts';

// USB 2.0, chapter 9; HID 1.11, 6.2.1; CCID 1.1, 5.1. Numbers of interfaces and endpoints as a YubiKey 5 has them.

export const endpoint = { otp: 1, cardBulk: 2, cardEvents: 3, fido: 4 } as const;
const input = 0x80;
const bulk = 2;
const interrupt = 3;
const hidClass = 3;
const cardClass = 0x0b;

/** Report descriptors: a keyboard with a feature report of 8 bytes, and the FIDO usage page with packets of 64 bytes. */
const keyboardReport = Buffer.from(
  '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507190029658100' +
    '090375089508b102c0',
  'hex',
);
const fidoReport = Buffer.from(
  '06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0',
  'hex',
);

export interface Descriptors {
  readonly device: Buffer;
  readonly configuration: Buffer;
  readonly strings: readonly Buffer[];
  /** By the number of the interface; undefined for one that is no HID interface. */
  readonly reports: readonly (Buffer | undefined)[];
  /** The numbers of the interfaces that are there. */
  readonly numbers: {
    readonly otp: number | null;
    readonly fido: number | null;
    readonly card: number | null;
  };
}

/** The descriptors of a YubiKey with these interfaces switched on; `release` is its firmware in BCD. */
export function descriptors(
  productId: number,
  { otp, fido, smartCard }: Interfaces,
  release: number,
): Descriptors {
  const interfaces: Buffer[] = [];
  const reports: (Buffer | undefined)[] = [];
  const next = (bytes: (number: number) => Buffer, report?: Buffer): number => {
    interfaces.push(bytes(interfaces.length));
    reports.push(report);
    return interfaces.length - 1;
  };
  const numbers = {
    otp: otp ? next(keyboardInterface, keyboardReport) : null,
    fido: fido ? next(fidoInterface, fidoReport) : null,
    card: smartCard ? next(cardInterface) : null,
  };
  const body = Buffer.concat(interfaces);
  return {
    device: bytes(
      [18, 1, ...le16(0x02_00), 0, 0, 0, 64],
      [...le16(0x10_50), ...le16(productId), ...le16(release), 1, 2, 0, 1],
    ),
    configuration: Buffer.concat([
      Buffer.from([9, 2, ...le16(9 + body.length), interfaces.length, 1, 0, 0xa0, 15]),
      body,
    ]),
    strings: [Buffer.from([4, 3, 9, 4]), text('Yubico'), text('YubiKey OTP+FIDO+CCID')],
    reports,
    numbers,
  };
}

function keyboardInterface(number: number): Buffer {
  return Buffer.concat([
    interfaceHead(number, 1, hidClass, 1, 1),
    hidHead(keyboardReport),
    endpointHead(input | endpoint.otp, interrupt, 8, 10),
  ]);
}

function fidoInterface(number: number): Buffer {
  return Buffer.concat([
    interfaceHead(number, 2, hidClass, 0, 0),
    hidHead(fidoReport),
    endpointHead(endpoint.fido, interrupt, 64, 2),
    endpointHead(input | endpoint.fido, interrupt, 64, 2),
  ]);
}

function cardInterface(number: number): Buffer {
  return Buffer.concat([
    interfaceHead(number, 3, cardClass, 0, 0),
    bytes(
      [54, 0x21, ...le16(0x01_00), 0, 7],
      [...le32(3), ...le32(4000), ...le32(4000), 0, ...le32(307_200), ...le32(307_200), 0],
      // Extended APDUs are passed whole; messages of up to 3072 bytes.
      [...le32(254), ...le32(0), ...le32(0), ...le32(0x4_00_fe), ...le32(3072)],
      [0xff, 0xff, ...le16(0), 0, 1],
    ),
    endpointHead(endpoint.cardBulk, bulk, 64, 0),
    endpointHead(input | endpoint.cardBulk, bulk, 64, 0),
    endpointHead(input | endpoint.cardEvents, interrupt, 8, 32),
  ]);
}

function interfaceHead(
  number: number,
  endpoints: number,
  kind: number,
  subclass: number,
  protocol: number,
): Buffer {
  return Buffer.from([9, 4, number, 0, endpoints, kind, subclass, protocol, 0]);
}

function hidHead(report: Buffer): Buffer {
  return Buffer.from([9, 0x21, ...le16(0x01_10), 0, 1, 0x22, ...le16(report.length)]);
}

function endpointHead(address: number, kind: number, size: number, interval: number): Buffer {
  return Buffer.from([7, 5, address, kind, ...le16(size), interval]);
}

function text(words: string): Buffer {
  const bytes = Buffer.from(words, 'utf16le');
  return Buffer.concat([Buffer.from([2 + bytes.length, 3]), bytes]);
}

function bytes(...parts: readonly (readonly number[])[]): Buffer {
  return Buffer.from(parts.flat());
}

function le16(number: number): readonly number[] {
  return [number & 0xff, number >> 8];
}

function le32(number: number): readonly number[] {
  return [...le16(number & 0xff_ff), ...le16(number >>> 16)];
}
