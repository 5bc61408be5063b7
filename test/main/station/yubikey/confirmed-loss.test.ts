import { describe, expect, it } from 'vitest';
import { confirmedLoss } from '../../../../main/station/yubikey/confirmed-loss.ts';
import type { YubikeyStatus } from '../../../../main/tokens/yubikey/yubikey.ts';
import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import { spkiOf } from '../../../ceremony/sample-acts.ts';

const spki = spkiOf('key');
const words = sheetOf(spki)[0]?.words.join(' ') ?? '';
const holding = (serial: string, key: YubikeyStatus['key']): YubikeyStatus => ({
  serial,
  firmware: '5.4.3',
  pin: { isDefault: false, triesLeft: 3 },
  puk: { isDefault: false, triesLeft: 3 },
  managementKey: { isDefault: false, keptBehindPin: true },
  key,
  otherSlots: [],
});
const full = (serial: string) => holding(serial, { spkiDigest: spki, madeThere: true });
const typed = { serial: '24 617 802', words, spkiSha256: spki };

describe('the key that a YubiKey loses', () => {
  it('is none where the slot is empty and was shown so', () => {
    expect(confirmedLoss(holding('24617802', null), null)).toBeNull();
  });

  it('is named by number and words, in the form in which they stand on screen', () => {
    for (const named of [
      typed,
      { ...typed, words: ` ${words.toUpperCase().replaceAll(' ', '  ')} ` },
    ])
      expect(confirmedLoss(full('24617802'), named)?.spkiDigest).toBe(spki);
    const short = confirmedLoss(full('7443219'), { ...typed, serial: '07 443 219' });
    expect(short?.spkiDigest).toBe(spki);
  });

  it.each([
    ['was not named', full('24617802'), null],
    ['has another number', full('24617803'), typed],
    [
      'has other words',
      full('24617802'),
      { ...typed, words: 'ringbolt atmosphere prowler Montana' },
    ],
    ['has three of its words', full('24617802'), { ...typed, words: words.replace(/ \w+$/, '') }],
    ['is not the one that was shown', full('24617802'), { ...typed, spkiSha256: spkiOf('other') }],
    ['is gone', holding('24617802', null), typed],
    ['cannot be read', holding('24617802', { spkiDigest: null, madeThere: null }), typed],
  ])('stays where it %s, and no PIN was sent', (_, status, named) => {
    expect(() => confirmedLoss(status, named)).toThrow(
      expect.objectContaining({
        code: 'key.not-confirmed',
        notDone: ['The key on it stays.', 'No key was made.', 'No PIN was sent.'],
      }),
    );
  });
});
