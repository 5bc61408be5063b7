import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { Mode } from '../../../src/contract/values.ts';
import { never, type Canned } from './canned-station.ts';
import { ceremonyAt, info, network } from './values/ceremony.ts';
import { keyLook } from './values/key.ts';
import { digestOf } from './values/digests.ts';
import {
  busyYubikey,
  cutOff,
  lockedYubikey,
  newYubikey,
  pinLocked,
  practiceDetails,
  settingUpPhases,
  setUpYubikey,
  shutYubikey,
  silentYubikey,
  usedYubikey,
  weakPin,
  wrongOldPin,
} from './values/token-care.ts';
import { tokensOf } from './values/tokens.ts';
import { noUsb } from './values/usb.ts';

const room =
  (details: (mode: Mode) => TokenDetails, more: Canned = {}) =>
  (mode: Mode): Canned => ({
    'station.info': () => info,
    'station.recent': () => ({ items: [] }),
    'network.look': () => network,
    'ceremony.state': () => null,
    'usb.look': () => noUsb,
    'tokens.list': () => tokensOf(mode),
    'tokens.details': () => details(mode),
    'tokens.setUp': () => setUpYubikey(mode),
    'tokens.changePin': () => {
      throw wrongOldPin();
    },
    'tokens.unblockPin': () => setUpYubikey(mode),
    'tokens.removeKey': () => ({ ...practiceDetails, keys: [] }),
    ...more,
  });

const step =
  (details: (mode: Mode) => TokenDetails, more: (mode: Mode) => Canned = () => ({})) =>
  (mode: Mode): Canned => ({
    ...room(details)(mode),
    'ceremony.state': () => ceremonyAt(mode, 'token'),
    ...more(mode),
  });

/** Tokens without a ceremony and in one: looked at, set up, their PINs changed. */
export const tokenScenes: Readonly<Record<string, (mode: Mode) => Canned>> = {
  'tokens-new': room(newYubikey),
  'tokens-used': room(usedYubikey),
  'tokens-locked': room(lockedYubikey),
  'tokens-silent': room(silentYubikey),
  'tokens-busy': room(busyYubikey),
  'tokens-practice': room(() => practiceDetails),
  'tokens-setting-up': room(usedYubikey, {
    'tokens.setUp': (_, call) => {
      for (const phase of settingUpPhases) call.progress(phase);
      return never();
    },
  }),
  'tokens-shut': room(shutYubikey),
  'tokens-cut-off': room(usedYubikey, {
    'tokens.setUp': (_, call) => {
      for (const phase of settingUpPhases) call.progress(phase);
      throw cutOff();
    },
  }),
  'tokens-weak-pin': room(usedYubikey, {
    'tokens.setUp': () => {
      throw weakPin();
    },
  }),
  'token-details': step(newYubikey),
  'token-database': step(newYubikey, (mode) => ({
    'tokens.list': () => ({
      ...tokensOf(mode),
      modules: [
        {
          id: 'm-9',
          name: 'libsoftokn3.so',
          sha256: digestOf('libsoftokn3.so'),
          origin: 'chosen',
          state: 'failed',
          sentence: 'Choose the folder of its database: the one with key4.db in it.',
          reads: {
            want: 'folder',
            asks: 'Choose the folder of its database: the one with key4.db in it.',
            now: null,
          },
        },
      ],
    }),
  })),
  'token-locked-at-key': step(lockedYubikey, (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'key'),
    'key.look': () => keyLook(mode, 'enter'),
    'key.make': () => {
      throw pinLocked();
    },
    'tokens.list': () => {
      const list = tokensOf(mode);
      const [first, ...others] = list.tokens;
      return first === undefined
        ? list
        : { ...list, tokens: [{ ...first, kind: 'yubikey', planned: true }, ...others] };
    },
  })),
};
