import type { UsbDeviceView, UsbView } from '../../src/contract/usb.ts';
import type { PresentToken, TokenListing } from '../tokens/token.ts';
import { mayHaveSmartCard, maybeYubiKey, type UsbDevice, type UsbState } from '../usb/device.ts';
import { type Reason, whyUnseen } from './usb-modules.ts';

/** What decides how devices are shown, beside the devices. */
export interface UsbSurroundings {
  readonly listing: TokenListing;
  /** Whether the smart card service is there to be talked to. */
  readonly service: boolean;
  /** True while a device was plugged in so lately that its module may not have seen it yet. */
  readonly fresh: (device: UsbDevice) => boolean;
  readonly idOf: (device: UsbDevice) => string;
}

/** The devices of Yubico that are plugged in, each with the reason why it is not among the tokens, if it is not. */
export function usbView({ watching, devices }: UsbState, around: UsbSurroundings): UsbView {
  const unnamed = unnamedTokens(devices, around.listing.tokens);
  return {
    watching: watching === 'no-bus' ? 'none' : watching === 'stopped' ? 'off' : 'on',
    devices: devices.map((device): UsbDeviceView => {
      const reason = isListed(device, around.listing.tokens, unnamed)
        ? null
        : reasonOf(device, around);
      return {
        id: around.idOf(device),
        model: modelOf(device),
        serial: device.info?.serial ?? null,
        facts: factsOf(device),
        lock: reason?.lock ?? null,
        steps: [...(reason?.steps ?? [])],
      };
    }),
  };
}

/** A device that told its number is the token with that number; one that told none may be any that is left over. */
function isListed(device: UsbDevice, tokens: readonly PresentToken[], unnamed: number): boolean {
  const serial = device.info?.serial ?? null;
  if (serial === null) return mayHaveSmartCard(device) && unnamed > 0;
  return tokens.some((token) => maybeYubiKey(token) && token.serial === serial);
}

/** How many listed YubiKeys are none of the devices that told their number. */
function unnamedTokens(devices: readonly UsbDevice[], tokens: readonly PresentToken[]): number {
  const named = new Set(devices.flatMap(({ info }) => info?.serial ?? []));
  return tokens.filter((token) => maybeYubiKey(token) && !named.has(token.serial ?? '')).length;
}

function reasonOf(device: UsbDevice, { listing, service, fresh }: UsbSurroundings): Reason | null {
  const { product, info } = device;
  if (product.kind === 'yubihsm') {
    return {
      lock: 'This YubiHSM is here, but no module that can talk to it shows it.',
      steps: ['Start Yubico’s connector, and approve yubihsm_pkcs11 as its module.'],
    };
  }
  if (product.kind === 'other') {
    return {
      lock: 'This device of Yubico is none that the station knows. Nothing is written to it.',
      steps: ['Use a YubiKey of the series 4 or 5.'],
    };
  }
  if (info?.piv === 'missing') {
    return {
      lock: 'This YubiKey is here, but it has no PIV, so it cannot hold this key.',
      steps: ['Use a YubiKey of the series 4 or 5.'],
    };
  }
  if (info?.piv === 'off' || !mayHaveSmartCard(device)) {
    return {
      lock:
        info === null
          ? 'This YubiKey is here, but it shows no smart card: its PIV is switched off, or it has none.'
          : 'This YubiKey is here, but its PIV is switched off.',
      steps: [
        'Switch it on with Yubico’s own program: ykman config usb --enable PIV',
        'Then take it out and plug it in again.',
      ],
    };
  }
  return fresh(device) ? null : whyUnseen(listing.modules, service);
}

function modelOf({ product }: UsbDevice): string {
  switch (product.kind) {
    case 'yubikey':
      return 'YubiKey';
    case 'yubihsm':
      return 'YubiHSM';
    case 'other':
      return 'Device of Yubico';
  }
}

function factsOf({ info, release }: UsbDevice): string {
  const facts = [
    ...(info === null || info.formFactor === 'unknown' ? [] : [info.formFactor]),
    `firmware ${info?.firmware?.join('.') ?? release}`,
    ...(info?.fips === true ? ['FIPS series'] : []),
  ];
  const text = facts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
