import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceInfo, hasMore, pageFields } from '../../../main/usb/device-info.ts';
import { FrameError } from '../../../main/usb/frame-error.ts';
import { deviceInformation, field, page } from '../../simulators/usb/device-information.ts';

const read = (...pages: readonly Uint8Array[]) => deviceInfo(pages.map((each) => pageFields(each)));

describe('device information', () => {
  it('of a YubiKey 5 gives number, firmware, form and PIV', () => {
    // The sample of a 5.4.3, byte for byte.
    const sample = Buffer.from(
      '230102023f020400bc614e0302023f04010105030504030602000007010f0801000a0100',
      'hex',
    );
    expect(read(sample)).toEqual({
      serial: '12345678',
      firmware: { major: 5, minor: 4, patch: 3, text: '5.4.3' },
      formFactor: 'USB-A keychain',
      fips: false,
      piv: 'on',
    });
  });

  it('tells the FIPS series apart from the form', () => {
    const [info] = deviceInformation({ form: 0x83 });
    expect(read(info ?? page())).toMatchObject({ fips: true, formFactor: 'USB-C keychain' });
  });

  it.each([
    [{}, 'on'],
    [{ enabled: 0x3_2f }, 'off'],
    [{ supported: 0x2_02, enabled: 0x2_02 }, 'missing'],
    [{ supported: 0x3_2f, enabled: 0x3_3f }, 'missing'],
    // Firmware 4 does not tell what is switched on.
    [{ firmware: [4, 3, 7], enabled: 0x2f }, 'unknown'],
  ] as const)('of %o has PIV %s', (told, piv) => {
    expect(read(...deviceInformation(told)).piv).toBe(piv);
  });

  it('without a number, or with number zero, has none', () => {
    expect(read(page()).serial).toBeNull();
    expect(read(...deviceInformation({ serial: 0 })).serial).toBeNull();
    expect(read(page())).toEqual({
      serial: null,
      firmware: null,
      formFactor: 'unknown',
      fips: false,
      piv: 'unknown',
    });
  });

  it('of the largest number is still decimal', () => {
    expect(read(...deviceInformation({ serial: 0xff_ff_ff_ff })).serial).toBe('4294967295');
  });

  it('may come in several pages, which may not contradict each other', () => {
    const first = page(field(0x02, 0, 0, 0, 7), field(0x10, 1));
    expect(hasMore(pageFields(first))).toBe(true);
    const second = page(field(0x05, 5, 7, 1), field(0x10, 0));
    expect(hasMore(pageFields(second))).toBe(false);
    expect(read(first, second)).toMatchObject({ serial: '7', firmware: { text: '5.7.1' } });
    expect(() => read(first, page(field(0x02, 0, 0, 0, 8)))).toThrow(FrameError);
  });

  it.each([
    ['a length that is too long', Uint8Array.of(4, 1, 1, 1)],
    ['a length that is too short', Uint8Array.of(2, 1, 1, 1)],
    ['nothing at all', Uint8Array.of()],
    ['a tag without a length', Uint8Array.of(1, 1)],
    ['a value that ends early', Uint8Array.of(3, 1, 2, 1)],
    ['a tag that comes twice', page(field(4, 1), field(4, 2))],
    ['a number of five bytes', page(field(2, 1, 2, 3, 4, 5))],
    ['a number of no bytes', page(field(2))],
    ['a firmware of two numbers', page(field(5, 5, 4))],
    ['a firmware of four numbers', page(field(5, 5, 4, 3, 2))],
  ])('with %s is refused', (_, bytes) => {
    expect(() => read(bytes)).toThrow(new FrameError('garbled'));
  });

  it('made of any bytes is read or refused, and never anything else', () => {
    let accepted = 0;
    const bytes = fc.uint8Array({ maxLength: 40 });
    // As many with a length that fits, so that fields are reached.
    const framed = bytes.map((inner) => Uint8Array.from([inner.length, ...inner]));
    const fields = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 0x21 }), fc.uint8Array({ maxLength: 5 })))
      .map((list) => page(...list.map(([tag, value]) => field(tag, ...value))));
    fc.assert(
      fc.property(fc.oneof(bytes, framed, fields), (input) => {
        try {
          const { serial, formFactor } = read(input);
          accepted += 1;
          expect(serial ?? '1').toMatch(/^[1-9]\d{0,9}$/);
          expect(formFactor.length).toBeLessThan(40);
        } catch (error) {
          if (!(error instanceof FrameError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
