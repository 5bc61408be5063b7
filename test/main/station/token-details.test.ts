import { describe, expect, it } from 'vitest';
import { isPivYubikey, lostKey, tokenDetails } from '../../../main/station/token-details.ts';
import { spkiOf } from '../../ceremony/sample-acts.ts';
import { knownToken, yubikeyDetails } from './known-token.ts';
import { flags, presentToken } from './present-token.ts';

const ref = 'a' as never;
const other = presentToken({ ref, model: 'SoftHSM v2', manufacturer: 'SoftHSM project' });
const locked = { 'set-up': 'No set-up.', pin: 'No PIN.', 'remove-key': 'No removal.' };

describe('what may be done with a YubiKey', () => {
  it('is all of it, where nothing stands in the way', () => {
    const { setUp, changePin, unblockPin } = tokenDetails(knownToken());
    expect([setUp?.lock, changePin?.lock, unblockPin?.lock]).toEqual([null, null, null]);
  });

  it('is nothing before it was read, whatever else stands in the way', () => {
    for (const locks of [knownToken().locks, locked]) {
      const { setUp, changePin, unblockPin } = tokenDetails(knownToken({ yubikey: null, locks }));
      const unread = 'It could not be read. Look again first.';
      expect([setUp?.lock, changePin?.lock, unblockPin?.lock]).toEqual([unread, unread, unread]);
    }
  });

  it('is what the ceremony allows', () => {
    const { setUp, changePin, unblockPin } = tokenDetails(knownToken({ locks: locked }));
    expect([setUp?.lock, changePin?.lock, unblockPin?.lock]).toEqual([
      'No set-up.',
      'No PIN.',
      'No PIN.',
    ]);
  });

  it('is to unblock a PIN that is locked, and to set up where the PUK is, too', () => {
    const pin = { isDefault: false, triesLeft: 0 };
    const half = tokenDetails(knownToken({ yubikey: yubikeyDetails({ pin }) }));
    expect(half.changePin?.lock).toBe('Its PIN is locked. Unblock it.');
    expect(half.unblockPin?.lock).toBeNull();
    const whole = tokenDetails(knownToken({ yubikey: yubikeyDetails({ pin, puk: pin }) }));
    const both =
      'Its PIN and its PUK are locked. Only a new set-up opens it, and that erases its keys.';
    expect([whole.changePin?.lock, whole.unblockPin?.lock]).toEqual([both, both]);
    expect(whole.setUp?.lock).toBeNull();
  });

  it('is to go on with a PIN that is good, where only the PUK is locked: no word of a set-up', () => {
    const puk = { isDefault: false, triesLeft: 0 };
    const { changePin, unblockPin } = tokenDetails(
      knownToken({ yubikey: yubikeyDetails({ puk }) }),
    );
    expect(changePin?.lock).toBeNull();
    expect(unblockPin?.lock).toBe('Its PUK is locked. Only its PIN opens it now.');
  });

  it('says how many tries of each are left', () => {
    const yubikey = yubikeyDetails({
      pin: { isDefault: false, triesLeft: 1 },
      puk: { isDefault: null, triesLeft: null },
    });
    expect(tokenDetails(knownToken({ yubikey })).tries).toEqual({
      pin: 'One try of the PIN left',
      puk: 'This token does not tell how many tries of the PUK are left',
    });
  });
});

const erased = (yubikey: ReturnType<typeof yubikeyDetails>) => {
  const { setUp } = tokenDetails(knownToken({ yubikey }));
  return [setUp?.erases, setUp?.losesKey];
};

describe('what a set-up erases', () => {
  const secrets = 'All certificates, the PIN, the PUK and the management key of its PIV part.';

  it('is nothing of a device as from the factory', () => {
    const from = { isDefault: true, triesLeft: 3 };
    const managementKey = { isDefault: true, keptBehindPin: false };
    expect(
      erased(yubikeyDetails({ pin: from, puk: from, managementKey, key: null, otherSlots: [] })),
    ).toEqual([[], null]);
  });

  it('is the key in the slot for signatures, by its digest where that can be read', () => {
    expect(erased(yubikeyDetails())).toEqual([[secrets], spkiOf('key')]);
    const unread = yubikeyDetails({ key: { spkiDigest: null, madeThere: null } });
    expect(erased(unread)).toEqual([[secrets], 'unreadable']);
    expect([lostKey(unread), lostKey(yubikeyDetails({ key: null }))]).toEqual(['unreadable', null]);
  });

  it('says that no key is shown only where the device tells of every slot', () => {
    expect(erased(yubikeyDetails({ key: null }))).toEqual([['It shows no key.', secrets], null]);
    expect(erased(yubikeyDetails({ key: null }, { otherKeys: null }))).toEqual([
      ['Whatever is in its other slots: this token does not tell.', secrets],
      null,
    ]);
    const one = [{ slot: '9a', spkiDigest: null }];
    expect(erased(yubikeyDetails({ key: null }, { otherKeys: one }))).toEqual([[secrets], null]);
  });
});

const named = (label: string, spkiDigest = spkiOf('key') as string | null) => ({
  id: '01',
  label,
  spki: null,
  spkiDigest,
  type: 'other',
});

describe('the keys on a token', () => {
  it.each([
    [true, 'Made on this device, as the device says.'],
    [false, 'Brought in from outside. Somebody may have a copy of it.'],
    [null, 'This token does not tell where it was made.'],
  ])('are told with where they were made: %s', (madeThere, sentence) => {
    const yubikey = yubikeyDetails({ key: { spkiDigest: spkiOf('key'), madeThere } });
    expect(tokenDetails(knownToken({ yubikey })).keys).toEqual([
      { place: 'Slot 9c, for signatures', spkiSha256: spkiOf('key'), sentence, removable: false },
    ]);
  });

  it('are those of every slot of a YubiKey, and none of them is removed', () => {
    const otherKeys = [
      { slot: '9a', spkiDigest: spkiOf('9a') },
      { slot: '9d', spkiDigest: null },
    ];
    const { keys } = tokenDetails(knownToken({ yubikey: yubikeyDetails({}, { otherKeys }) }));
    expect(keys.map(({ place, removable }) => [place, removable])).toEqual([
      ['Slot 9c, for signatures', false],
      ['Slot 9a', false],
      ['Slot 9d', false],
    ]);
    expect(keys[1]?.sentence).toBe('Made on this device, as its attestation says.');
    expect(keys[2]?.sentence).toContain('its words are not known');
  });

  it('can be removed only where the name is one of practice, the key is read, and nothing is locked', () => {
    const cases = [
      [named('PRACTICE root 2'), null, true],
      [named('PRACTICE'), null, true],
      [named('PRACTICED'), null, false],
      [named('practice root 2'), null, false],
      [named('root 16'), null, false],
      [named('PRACTICE root 2', null), null, false],
      [named('PRACTICE root 2'), 'Not now.', false],
    ] as const;
    for (const [key, lock, removable] of cases) {
      const token = { ...other, keys: [key as never] };
      const locks = { ...knownToken().locks, 'remove-key': lock };
      const { keys } = tokenDetails(knownToken({ token, yubikey: null, locks }));
      expect([key.label, keys[0]?.removable]).toEqual([key.label, removable]);
    }
  });
});

describe('a token that is no YubiKey', () => {
  it('has no set-up and no PUK, and its PIN as its library tells it', () => {
    const details = tokenDetails(knownToken({ token: other, yubikey: null }));
    expect([details.setUp, details.unblockPin]).toEqual([null, null]);
    expect(details.changePin?.lock).toBeNull();
    expect(details.secrets.map(({ label }) => label)).toEqual(['PIN']);
    expect(details.tries.pin).toBe('Three tries left');
  });

  it('does not change its PIN where it cannot', () => {
    const lockOf = (change: Partial<typeof flags>, more: object = {}) =>
      tokenDetails(
        knownToken({
          token: { ...other, flags: { ...flags, ...change }, ...more },
          yubikey: null,
        }),
      ).changePin?.lock;
    expect(lockOf({ protectedPath: true })).toContain('PIN pad');
    expect(lockOf({ pinInitialised: false })).toContain('no PIN yet');
    expect(lockOf({ pinLocked: true })).toContain('locked');
    expect(lockOf({}, { serial: 'nss-0123' })).toContain('certutil');
    expect(lockOf({})).toBeNull();
    const played = tokenDetails(knownToken({ token: other, yubikey: null, played: true }));
    expect(played.changePin?.lock).toContain('play a colleague');
  });

  it.each([
    ['YubiKey YK5', 'Yubico (www.yubico.com)', true],
    ['PIV', 'Yubico', true],
    ['YubiHSM', 'Yubico (www.yubico.com)', false],
    ['SoftHSM v2', 'SoftHSM project', false],
    ['Nitrokey', 'Nitrokey', false],
  ])('is one by its model and maker: %s of %s', (model, manufacturer, piv) => {
    expect(isPivYubikey(presentToken({ ref, model, manufacturer }))).toBe(piv);
    // Without a way to it nothing is read.
    expect(isPivYubikey(presentToken({ ref: null, model, manufacturer }))).toBe(false);
  });
});
