import type { PresentToken } from '../../../main/tokens/token.ts';

/** Of a token that has a PIN, and nothing wrong with it. */
export const flags: PresentToken['flags'] = {
  pinInitialised: true,
  pinCountLow: false,
  pinFinalTry: false,
  pinLocked: false,
  protectedPath: false,
  writeProtected: false,
};

/** A YubiKey that is plugged in and holds no key, with some of it replaced. */
export const presentToken = (change: Partial<PresentToken> = {}): PresentToken => ({
  ref: null,
  trouble: null,
  module: 'm-1' as never,
  serial: '24617802' as never,
  label: 'YubiKey PIV #24617802',
  model: 'YubiKey YK5',
  manufacturer: 'Yubico (www.yubico.com)',
  firmware: '5.43',
  practice: false,
  deviceRoot: null,
  flags,
  pinLength: { min: 6, max: 8 },
  keys: [],
  ...change,
});
