import type { KnownToken } from '../../../main/station/token-details.ts';
import type { YubikeyDetails, YubikeyStatus } from '../../../main/tokens/yubikey/yubikey.ts';
import { spkiOf } from '../../ceremony/sample-acts.ts';
import { presentToken } from './present-token.ts';

/** A YubiKey that a keyholder has set up, with their key in slot 9c. */
export function yubikeyStatus(change: Partial<YubikeyStatus> = {}): YubikeyStatus {
  return {
    serial: '24617802',
    firmware: '5.7.2',
    pin: { isDefault: false, triesLeft: 3 },
    puk: { isDefault: false, triesLeft: 3 },
    managementKey: { isDefault: false, keptBehindPin: true },
    key: { spkiDigest: spkiOf('key'), madeThere: true },
    otherSlots: [],
    ...change,
  };
}

/** What such a YubiKey tells without a PIN. */
export function yubikeyDetails(
  status: Partial<YubikeyStatus> = {},
  change: Partial<YubikeyDetails> = {},
): YubikeyDetails {
  return {
    status: yubikeyStatus(status),
    otherKeys: [],
    attestation: null,
    device: {
      serial: '24617802',
      firmware: null,
      formFactor: 'USB-C Keychain',
      fips: false,
      piv: 'on',
    },
    ...change,
  };
}

/** All that is known of a token: that YubiKey, with some of it replaced. */
export function knownToken(change: Partial<KnownToken> = {}): KnownToken {
  return {
    token: presentToken({ ref: 'a' as never }),
    view: {
      id: 'a',
      serial: '24617802',
      model: 'YubiKey 5C',
      sentence: 'It holds a key.',
      kind: 'yubikey',
      practice: false,
      holdsKey: true,
      planned: true,
      lock: null,
      tries: 'Three tries left',
    },
    yubikey: yubikeyDetails(),
    problem: null,
    module: null,
    usb: null,
    played: false,
    locks: { 'set-up': null, pin: null, 'remove-key': null },
    ...change,
  };
}
