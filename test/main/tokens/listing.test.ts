import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isKeyId,
  isTokenSerial,
  presentTokens,
  publicKeyOf,
} from '../../../main/tokens/listing.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import { moduleIdOf } from '../../../main/tokens/module-file.ts';
import { LookResult, type WireToken } from '../../../main/tokens/wire.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';

const vendor = moduleIdOf(sha256Hex(new Uint8Array()));

function told(more: Partial<WireToken> = {}): WireToken {
  return {
    serial: '24617802',
    label: 'YubiKey PIV',
    model: 'YubiKey YK5',
    manufacturer: 'Yubico',
    firmware: '5.43',
    flags: 0x40d,
    pinMin: 6,
    pinMax: 8,
    keys: [],
    deviceCert: null,
    ...more,
  };
}

const fits = (token: object) => LookResult.safeParse({ tokens: [token] }).success;

describe('a token as a module tells it', () => {
  it('is named by module and serial', () => {
    const [token] = presentTokens(vendor, [told()]);
    expect(token).toMatchObject({
      ref: { module: vendor, serial: '24617802' },
      trouble: null,
      practice: false,
      flags: {
        pinInitialised: true,
        pinCountLow: false,
        pinFinalTry: false,
        pinLocked: false,
        protectedPath: false,
        writeProtected: false,
      },
    });
  });

  it.each([
    [0x10000, 'pinCountLow'],
    [0x20000, 'pinFinalTry'],
    [0x40000, 'pinLocked'],
    [0x100, 'protectedPath'],
    [0x2, 'writeProtected'],
    [0x8, 'pinInitialised'],
  ] as const)('has each flag by its bit (0x%x %s)', (bit, name) => {
    const [token] = presentTokens(vendor, [told({ flags: bit })]);
    const set = Object.entries(token?.flags ?? {}).filter(([, value]) => value);
    expect(set).toEqual([[name, true]]);
  });

  it('is a practice token only with both marks', () => {
    const trouble = (module: typeof vendor, label: string) => {
      const [token] = presentTokens(module, [told({ label })]);
      return [token?.practice, token?.trouble];
    };
    expect(trouble(practiceModule, 'PRACTICE Ada')).toEqual([true, null]);
    expect(trouble(practiceModule, 'Ada')).toEqual([false, 'marks-disagree']);
    expect(trouble(practiceModule, 'PRACTICES')).toEqual([false, 'marks-disagree']);
    expect(trouble(vendor, 'PRACTICE Ada')).toEqual([false, 'marks-disagree']);
    expect(trouble(vendor, 'practice Ada')).toEqual([false, null]);
  });

  it('with the serial of another one cannot be named, and neither can the other', () => {
    const tokens = presentTokens(vendor, [told(), told({ label: 'x' }), told({ serial: '7' })]);
    expect(tokens.map(({ ref, trouble }) => [ref?.serial, trouble])).toEqual([
      [undefined, 'serial-not-unique'],
      [undefined, 'serial-not-unique'],
      ['7', null],
    ]);
  });

  it.each(['', '0', '0000', 'a b', '../x', 'é', 'x'.repeat(65), 'a\n'])(
    'without a usable serial cannot be named (%j)',
    (serial) => {
      const [token] = presentTokens(vendor, [told({ serial })]);
      expect(token).toMatchObject({ ref: null, serial: null, trouble: 'no-serial' });
    },
  );

  it('never makes the listing fail', () => {
    const hex = fc
      .uint8Array({ maxLength: 100 })
      .map((bytes) => Buffer.from(bytes).toString('hex'));
    const key = fc.record({ keyId: hex, label: fc.string(), spki: fc.option(hex) });
    const token = fc.record({
      serial: fc.string(),
      label: fc.string(),
      flags: fc.nat(),
      keys: fc.array(key),
    });
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        const shown = presentTokens(
          vendor,
          tokens.map((each) => told(each)),
        );
        expect(shown).toHaveLength(tokens.length);
        for (const each of shown) expect(each.ref === null).toBe(each.trouble !== null);
      }),
    );
  });
});

describe('names out of a module', () => {
  it('are checked before they are believed', () => {
    expect(isTokenSerial('24617802')).toBe(true);
    expect(isKeyId('9c')).toBe(true);
    for (const text of ['', '9', '9C', 'zz', 'ab'.repeat(65)]) expect(isKeyId(text)).toBe(false);
  });

  it('are bounded on the wire', () => {
    expect(fits(told())).toBe(true);
    expect(fits({ ...told(), label: 'x'.repeat(257) })).toBe(false);
    expect(fits({ ...told(), firmware: '5.43; rm' })).toBe(false);
    expect(fits({ ...told(), flags: -1 })).toBe(false);
    expect(fits({ ...told(), more: 1 })).toBe(false);
    expect(LookResult.safeParse({ tokens: Array.from({ length: 65 }, () => told()) }).success).toBe(
      false,
    );
  });

  it('are no keys unless they parse, however often they are asked', () => {
    expect(publicKeyOf('3000', 'key')).toBeNull();
    expect(publicKeyOf('3000', 'key')).toBeNull();
  });
});
