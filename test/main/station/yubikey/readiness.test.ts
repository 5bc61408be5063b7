import { describe, expect, it } from 'vitest';
import { confirmedLoss } from '../../../../main/station/yubikey/confirmed-loss.ts';
import { isYubikey } from '../../../../main/station/yubikey/is-yubikey.ts';
import { requireSetUp, setUpFirst } from '../../../../main/station/yubikey/readiness.ts';
import type { YubikeyStatus } from '../../../../main/tokens/yubikey/yubikey.ts';
import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import { digest } from '../../tokens/tokens-under-test.ts';

const serial = '24617802';
const own = { isDefault: false, triesLeft: 3 };
const ready: YubikeyStatus = {
  serial,
  firmware: '5.4.3',
  pin: own,
  puk: own,
  managementKey: { isDefault: false, keptBehindPin: true },
  key: null,
  otherSlots: [],
};

describe('whether a YubiKey is ready for a key', () => {
  it.each([
    [{}, 'ready'],
    [{ pin: { ...own, isDefault: true } }, 'Its PIN is still'],
    [
      { pin: { ...own, isDefault: true }, puk: { ...own, isDefault: true } },
      'Its PIN and PUK are still',
    ],
    [{ managementKey: { isDefault: true, keptBehindPin: false } }, 'Its management key is still'],
    // Firmware before 5.3 does not tell: what the station has set up keeps its management key.
    [{ pin: { isDefault: null, triesLeft: 3 } }, 'ready'],
    [{ managementKey: { isDefault: null, keptBehindPin: false } }, 'keeps no management key'],
    [{ key: { spkiDigest: null, madeThere: null } }, 'a key that nobody can read'],
  ] as const)('%j', (change, said) => {
    expect(setUpFirst({ ...ready, ...change }) ?? 'ready').toContain(said);
  });

  it('stops before a PIN is sent', () => {
    expect(() => requireSetUp(ready)).not.toThrow();
    expect(() => requireSetUp({ ...ready, puk: { ...own, isDefault: true } })).toThrow(
      expect.objectContaining({
        code: 'token.set-up-first',
        notDone: ['No key was made.', 'No PIN was sent.'],
      }),
    );
  });

  it.each([
    ['Yubico (www.yubico.com)', 'YubiKey YK5', true],
    ['Yubico (www.yubico.com)', 'YubiHSM', false],
    ['piv_II', 'PKCS#15 emulated', false],
    ['SoftHSM project', 'SoftHSM v2', false],
  ])('%s, %s is a YubiKey: %s', (manufacturer, model, is) => {
    expect(isYubikey({ manufacturer, model })).toBe(is);
  });
});

describe('a key that is lost', () => {
  const spki = digest('the old key');
  const words = sheetOf(spki)[0]?.words.join(' ') ?? '';
  const filled = { ...ready, key: { spkiDigest: spki, madeThere: true } };
  const typed = { serial: '24 617 802', words: `  ${words.toUpperCase()} `, spkiSha256: spki };

  it('was named by its number and its words', () => {
    expect(confirmedLoss(filled, typed)).toEqual({ typedSerial: '24 617 802', spkiDigest: spki });
    expect(confirmedLoss(ready, null)).toBeNull();
  });

  it.each([
    ['nothing typed', filled, null],
    ['an empty slot', ready, typed],
    ['another number', filled, { ...typed, serial: '24617820' }],
    ['three words', filled, { ...typed, words: words.split(' ').slice(1).join(' ') }],
    ['no words', filled, { ...typed, words: '' }],
    [
      'the words of another key',
      filled,
      { ...typed, words: sheetOf(digest('x'))[0]?.words.join(' ') ?? '' },
    ],
    ['another key on screen', filled, { ...typed, spkiSha256: digest('x') }],
    ['a key that cannot be read', { ...ready, key: { spkiDigest: null, madeThere: null } }, typed],
  ])('stays at %s', (_, status, said) => {
    expect(() => confirmedLoss(status, said)).toThrow(
      expect.objectContaining({
        code: 'key.not-confirmed',
        notDone: ['The key on it stays.', 'No key was made.', 'No PIN was sent.'],
      }),
    );
  });
});
