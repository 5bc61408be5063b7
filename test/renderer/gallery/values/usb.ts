import type { UsbDeviceView, UsbView } from '../../../../src/contract/usb.ts';
import type { Mode } from '../../../../src/contract/values.ts';

/** The planned YubiKey, which its module shows, too. */
const planned: UsbDeviceView = {
  id: 'u-1',
  model: 'YubiKey',
  serial: '24617802',
  facts: 'USB-C keychain, firmware 5.4.3',
  lock: null,
  steps: [],
};

const switchedOff: UsbDeviceView = {
  id: 'u-2',
  model: 'YubiKey',
  serial: '24617999',
  facts: 'USB-A keychain, firmware 5.7.1, FIPS series',
  lock: 'This YubiKey is here, but its PIV is switched off.',
  steps: [
    'Switch it on with Yubico’s own program: ykman config usb --enable PIV',
    'Then take it out and plug it in again.',
  ],
};

export const usbOf = (mode: Mode): UsbView => ({
  watching: 'on',
  devices: mode === 'real' ? [planned, switchedOff] : [switchedOff],
});

/** A YubiKey that tells no number, on a machine where no module was approved. */
export const unseenYubikey: UsbView = {
  watching: 'on',
  devices: [
    {
      id: 'u-3',
      model: 'YubiKey',
      serial: null,
      facts: 'Firmware 5.4.3',
      lock: 'This YubiKey is here, but no module that can talk to it is in use.',
      steps: [
        'Open “My token is not in this list”, and find libykcs11.so.2.2.0.',
        'Compare its digest with the one you trust, then approve it.',
      ],
    },
  ],
};

export const usbStopped: UsbView = { watching: 'off', devices: [] };
export const noUsb: UsbView = { watching: 'none', devices: [] };
