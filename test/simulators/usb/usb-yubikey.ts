import { productOf } from '../../../main/usb/product.ts';
import { CcidInterface, type Card } from './ccid-interface.ts';
import { descriptors, endpoint, type Descriptors } from './descriptors.ts';
import { deviceInformation, type Told } from './device-information.ts';
import { FidoInterface } from './fido-interface.ts';
import { OtpInterface } from './otp-interface.ts';

/** The eight bytes with which a control transfer begins (USB 2.0, 9.3). */
export interface Setup {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

const getDescriptor = 6;
const descriptorKind = { device: 1, configuration: 2, string: 3, report: 0x22 } as const;
const hid = { getReport: 1, setReport: 9 } as const;

/** A YubiKey with a plug: control transfers and packets in, packets out. */
export class UsbYubikey {
  readonly otp: OtpInterface;
  readonly fido: FidoInterface;
  readonly #descriptors: Descriptors;
  readonly #card: CcidInterface;
  #send: (endpointNumber: number, bytes: Uint8Array) => Promise<void> = async () => {};

  /** `productId` says which interfaces are switched on. */
  constructor(
    card: Card,
    productId: number,
    told: Required<Pick<Told, 'serial' | 'firmware'>> & Told,
  ) {
    const { interfaces } = productOf(productId);
    if (interfaces === null) throw new RangeError('a product id of a YubiKey');
    const [major, minor, patch] = told.firmware;
    const pages = deviceInformation(told);
    this.#descriptors = descriptors(productId, interfaces, major * 256 + minor * 16 + patch);
    this.otp = new OtpInterface(pages, told.firmware);
    this.fido = new FidoInterface(pages, told.firmware);
    this.#card = new CcidInterface(card, (bytes) => this.#send(endpoint.cardBulk, bytes));
  }

  /** Where packets to the computer go; `send` ends when it has taken them. */
  onPacket(send: (endpointNumber: number, bytes: Uint8Array) => Promise<void>): void {
    this.#send = send;
  }

  unplugged(): void {
    this.#card.close();
  }

  /** Data of the computer on an endpoint. */
  write(endpointNumber: number, data: Uint8Array): void {
    if (endpointNumber === endpoint.cardBulk) this.#card.write(data);
    if (endpointNumber !== endpoint.fido) return;
    for (const packet of this.fido.write(data)) void this.#send(endpoint.fido, packet);
  }

  /** The answer to a control transfer; null where the device does not know it. */
  control(setup: Setup, data: Buffer): Uint8Array | null {
    const { requestType, request, value, index } = setup;
    if (request === getDescriptor && (requestType & 0x80) !== 0)
      return this.#descriptor(value >> 8, value & 0xff, index);
    if (index === this.#descriptors.numbers.otp && (requestType & 0x60) === 0x20) {
      if (request === hid.getReport && value >> 8 === 3) return this.otp.read();
      if (request === hid.setReport && value >> 8 === 3) this.otp.write(data);
    }
    // Set configuration, set idle and the like: there is nothing to do. What asks for data gets none.
    return (requestType & 0x80) === 0 ? new Uint8Array() : null;
  }

  #descriptor(kind: number, number: number, index: number): Uint8Array | null {
    const { device, configuration, strings, reports } = this.#descriptors;
    switch (kind) {
      case descriptorKind.device:
        return device;
      case descriptorKind.configuration:
        return configuration;
      case descriptorKind.string:
        return strings[number] ?? null;
      case descriptorKind.report:
        return reports[index] ?? null;
      default:
        return null;
    }
  }
}
