import { describe, expect, it } from 'vitest';
import { usbView } from '../../../main/station/usb-view.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import type { ModuleFile, PresentToken } from '../../../main/tokens/token.ts';
import type { UsbDevice, UsbState } from '../../../main/usb/device.ts';
import { productOf } from '../../../main/usb/product.ts';
import type { WireInfo } from '../../../main/usb/wire.ts';
import { UsbView } from '../../../src/contract/usb.ts';
import { moduleId, tokenSerial } from '../tokens/tokens-under-test.ts';

const told: WireInfo = {
  serial: '24617802',
  firmware: [5, 7, 1],
  formFactor: 'USB-C keychain',
  fips: false,
  piv: 'on',
};
const device = (info: Partial<WireInfo> | null = {}, productId = 0x04_07): UsbDevice => ({
  id: '001:5',
  product: productOf(productId),
  release: '5.4.3',
  info: info === null ? null : { ...told, ...info },
  unread: info === null ? 'no-access' : null,
});
const module = (name: string, state: ModuleFile['state']) =>
  ({ name, state, sentence: `About ${name}.` }) as ModuleFile;
const token = (serial: string) =>
  ({
    serial: tokenSerial(serial),
    manufacturer: 'Yubico (www.yubico.com)',
    module: moduleId(`m-${'1'.repeat(32)}`),
  }) as PresentToken;

interface Around {
  readonly tokens?: readonly PresentToken[];
  readonly modules?: readonly ModuleFile[];
  readonly service?: boolean;
  readonly fresh?: boolean;
}

function view(devices: readonly UsbDevice[], around: Around = {}) {
  const state: UsbState = { watching: 'watching', devices };
  const shown = usbView(state, {
    listing: {
      tokens: around.tokens ?? [],
      modules: around.modules ?? [module('libykcs11.so', 'ready')],
    },
    service: around.service ?? true,
    fresh: () => around.fresh ?? false,
    idOf: ({ id }) => id.replace(':', '-'),
  });
  // The page takes nothing else.
  return UsbView.parse(shown);
}
const lock = (each: UsbDevice, around?: Around) => view([each], around).devices[0]?.lock ?? null;
const steps = (each: UsbDevice, around?: Around) => view([each], around).devices[0]?.steps ?? [];

describe('a YubiKey that is among the tokens', () => {
  it('has no reason, and tells its facts', () => {
    expect(view([device({ fips: true })], { tokens: [token('24617802')] }).devices).toEqual([
      {
        id: '001-5',
        model: 'YubiKey',
        serial: '24617802',
        facts: 'USB-C keychain, firmware 5.7.1, FIPS series',
        lock: null,
        steps: [],
      },
    ]);
  });

  it('may be the one that told no number, if one is left over', () => {
    expect(lock(device(null), { tokens: [token('11')] })).toBeNull();
    const [named, unnamed] = view([device(), device(null)], {
      tokens: [token('24617802')],
    }).devices;
    expect(named?.lock).toBeNull();
    expect(unnamed?.lock).toContain('its module does not show it');
    expect(unnamed?.facts).toBe('Firmware 5.4.3');
  });

  it('is not a token of another maker, or of the practice store, with its number', () => {
    const others = [
      { ...token('24617802'), manufacturer: 'Acme' },
      { ...token('24617802'), module: practiceModule },
    ];
    for (const other of others) expect(lock(device(), { tokens: [other] })).not.toBeNull();
  });

  it('is also a virtual YubiKey, which is for practice and on the bus', () => {
    const practice = { ...token('24617802'), practice: true };
    expect(lock(device(), { tokens: [practice] })).toBeNull();
  });

  it('may take a moment', () => {
    expect(lock(device(), { fresh: true })).toBeNull();
  });
});

describe('a YubiKey that no module shows', () => {
  it('has no PIV, or has it switched off, also in its first moment', () => {
    const fresh = { fresh: true };
    expect(lock(device({ piv: 'missing' }), fresh)).toContain('it has no PIV');
    expect(lock(device({ piv: 'off' }), fresh)).toContain('its PIV is switched off');
    expect(lock(device({}, 0x04_03), fresh)).toContain('its PIV is switched off');
    expect(lock(device(null, 0x04_02), fresh)).toContain('switched off, or it has none');
    expect(steps(device({ piv: 'off' }))[0]).toContain('ykman config usb --enable PIV');
  });

  it('has no module on this machine', () => {
    const modules = [module('libsofthsm2.so', 'ready')];
    expect(lock(device(), { modules })).toContain('no module that can talk to it was found');
    expect(steps(device(), { modules })[0]).toContain('apt install ykcs11 pcscd');
  });

  it('has one that waits for its approval, or was refused', () => {
    const waiting = [module('libykcs11.so.2', 'needs-approval')];
    expect(lock(device(), { modules: waiting })).toContain(
      'no module that can talk to it is in use',
    );
    expect(steps(device(), { modules: waiting })[0]).toContain('find libykcs11.so.2');
    const refused = [module('opensc-pkcs11.so', 'refused')];
    expect(steps(device(), { modules: refused })[0]).toContain('why each module is refused');
  });

  it('has no service to be reached by', () => {
    expect(lock(device(), { service: false })).toContain('smart card service');
    expect(steps(device(), { service: false })[0]).toContain('systemctl start pcscd.socket');
  });

  it('has a module that failed, with the words of it', () => {
    const modules = [module('libykcs11.so', 'failed')];
    expect(lock(device(), { modules })).toContain('its module is not in use');
    expect(steps(device(), { modules })).toEqual(['About libykcs11.so.']);
  });

  it('is held by another program, or not seen by its module', () => {
    expect(lock(device())).toContain('its module does not show it');
    expect(steps(device())).toHaveLength(2);
  });
});

describe('other devices of Yubico', () => {
  it('are named, and nothing is promised of them', () => {
    expect(lock(device(null, 0x00_30))).toContain('YubiHSM');
    expect(lock(device(null, 0x01_20))).toContain('none that the station knows');
  });
});

describe('the watch itself', () => {
  it.each([
    ['starting', 'on'],
    ['watching', 'on'],
    ['stopped', 'off'],
    ['no-bus', 'none'],
  ] as const)('that is %s is told as %s', (watching, shown) => {
    const around = { listing: { tokens: [], modules: [] }, service: true };
    const state = { watching, devices: [] };
    expect(usbView(state, { ...around, fresh: () => false, idOf: () => 'a' }).watching).toBe(shown);
  });
});
