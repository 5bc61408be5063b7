import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownToken, UsbDevice } from '../../../main/usb/device.ts';
import { goneTokens } from '../../../main/usb/gone-tokens.ts';
import { productOf } from '../../../main/usb/product.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import { moduleId, tokenSerial } from '../tokens/tokens-under-test.ts';

let lastId = 0;
function device(serial: string | null, productId = 0x04_07): UsbDevice {
  lastId += 1;
  const info = {
    serial,
    firmware: null,
    formFactor: 'unknown',
    fips: false,
    piv: 'unknown',
  } as const;
  return {
    id: `1:${lastId}`,
    product: productOf(productId),
    release: '5.4.3',
    info: serial === null ? null : info,
    unread: serial === null ? 'no-access' : null,
  };
}
const token = (serial: string, more: Partial<ShownToken> = {}): ShownToken => ({
  serial: tokenSerial(serial),
  manufacturer: 'Yubico (www.yubico.com)',
  module: moduleId(`m-${'1'.repeat(32)}`),
  ...more,
});

describe('the token that left', () => {
  it('is the one whose number the device told', () => {
    const shown = [token('11'), token('22')];
    expect(goneTokens([device('11')], [device('22')], shown)).toEqual(['11']);
  });

  it('is none that another device still tells', () => {
    expect(goneTokens([device('11')], [device('11')], [token('11')])).toEqual([]);
  });

  it('is the one left over, where the device told no number', () => {
    const shown = [token('11'), token('22')];
    expect(goneTokens([device(null)], [device('22')], shown)).toEqual(['11']);
    expect(goneTokens([device(null)], [], [token('11')])).toEqual(['11']);
  });

  it('is not guessed', () => {
    const shown = [token('11'), token('22')];
    expect(goneTokens([device(null)], [], shown)).toEqual([]);
    expect(goneTokens([device(null)], [device(null)], shown)).toEqual([]);
    expect(goneTokens([device(null)], [device(null)], [token('11')])).toEqual([]);
  });

  it('is never a file of the practice store, one of another maker, or one that is no smart card', () => {
    expect(goneTokens([device('11')], [], [token('11', { module: practiceModule })])).toEqual([]);
    expect(goneTokens([device(null)], [], [token('11', { manufacturer: 'Acme' })])).toEqual([]);
    expect(goneTokens([device(null, 0x04_02)], [], [token('11')])).toEqual([]);
  });

  it('is always one that is shown, and never one whose device stayed', () => {
    const serial = fc.constantFrom('11', '22', '33', '44');
    const devices = fc.array(
      fc.option(serial).map((each) => device(each)),
      { maxLength: 4 },
    );
    const tokens = fc
      .uniqueArray(serial, { maxLength: 4 })
      .map((list) => list.map((s) => token(s)));
    fc.assert(
      fc.property(devices, devices, tokens, (left, stayed, shown) => {
        const gone = goneTokens(left, stayed, shown);
        const staying = stayed.map(({ info }) => info?.serial);
        for (const each of gone) {
          expect(shown.map((one) => one.serial)).toContain(each);
          expect(staying).not.toContain(each);
        }
        expect(gone.length).toBeLessThanOrEqual(left.length);
      }),
    );
  });
});
