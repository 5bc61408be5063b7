import type { Mode, Role, Step } from '../../../src/contract/values.ts';
import { never, type Canned } from './canned-station.ts';
import { firstStepScenes } from './scenes-first-steps.ts';
import { livelyScenes } from './scenes-lively.ts';
import { planScenes } from './scenes-plan.ts';
import { roleScenes } from './scenes-roles.ts';
import { signingScenes } from './scenes-signing.ts';
import { tokenScenes } from './scenes-tokens.ts';
import { troubledScenes } from './scenes-troubled.ts';
import { ceremonyAt, info, network, recent } from './values/ceremony.ts';
import {
  evidenceAgainst,
  evidenceBrought,
  evidenceOf,
  evidencePractice,
  evidenceToBring,
  exported,
} from './values/evidence.ts';
import {
  keyLook,
  keyLoses,
  keyMade,
  keyOnYubikey,
  keySetUpFirst,
  keyBehindPin,
  keyListed,
  keyUnfinished,
  makingPhases,
  touchPhases,
} from './values/key.ts';
import { ceremoniesFolder, hsmFiles, startingPoints } from './values/places.ts';
import {
  noCeremony,
  noneOfTheseKeys,
  notTouched,
  wrongFiles,
  wrongPin,
} from './values/problems.ts';
import { noTokens, tokensOf } from './values/tokens.ts';
import { noUsb, unseenYubikey, usbOf, usbStopped } from './values/usb.ts';

/** A scene answers what the page asks, for a real ceremony or a rehearsal. */
export type Scene = (mode: Mode) => Canned;

const everywhere = (mode: Mode): Canned => ({
  'station.info': () => info,
  'station.recent': () => ({ items: recent }),
  'network.look': () => network,
  'ceremony.state': () => null,
  'ceremony.close': () => null,
  'tokens.list': () => tokensOf(mode),
  'usb.look': () => noUsb,
  'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
});

const fromStick: Canned = {
  'places.list': ({ place }) => (place === null ? startingPoints : hsmFiles),
};

const at =
  (step: Step, more: (mode: Mode) => Canned = () => ({}), role: Role = 'keyholder'): Scene =>
  (mode) => ({
    ...everywhere(mode),
    'ceremony.state': () => ceremonyAt(mode, step, role),
    ...more(mode),
  });

export const scenes: Readonly<Record<string, Scene>> = {
  welcome: everywhere,
  'welcome-root': (mode) => ({
    ...everywhere(mode),
    'station.info': () => ({
      ...info,
      rehearsalOnly:
        'The station was started as root. Start it as an ordinary user for a real ceremony.',
    }),
    'station.recent': () => ({ items: [] }),
    'network.look': () => ({
      ...network,
      way: 'out',
      sentence: 'A way out is open: wlan0 has a default route',
    }),
  }),
  opening: (mode) => ({
    ...everywhere(mode),
    'ceremony.open': () => {
      throw noCeremony();
    },
    'ceremony.startPractice': (_, call) => {
      call.progress({ done: 3, total: 8, doing: 'Practice colleague Mei makes a key' });
      return never();
    },
  }),
  who: (mode) => ({
    ...everywhere(mode),
    'ceremony.state': () => ({ ...ceremonyAt(mode, 'token'), you: null }),
  }),
  token: at('token'),
  'token-none': at('token', () => ({ 'tokens.list': () => noTokens })),
  'token-on-usb': at('token', (mode) => ({ 'usb.look': () => usbOf(mode) })),
  'token-unseen': at('token', () => ({
    'tokens.list': () => noTokens,
    'usb.look': () => unseenYubikey,
  })),
  'token-usb-stopped': at('token', () => ({ 'usb.look': () => usbStopped })),
  'export-token-out': at('export', (mode) => ({
    'tokens.list': () => ({ ...tokensOf(mode), tokens: [] }),
    'export.look': () => exported(mode),
  })),
  'key-pulled-out': at('key', (mode) => {
    let acting = false;
    return {
      'key.look': () => (acting ? { ...keyLook(mode), token: null } : keyLook(mode)),
      'key.make': (_, call) => {
        for (const phase of makingPhases) call.progress(phase);
        acting = true;
        globalThis.gallery?.emit('tokens.changed', noTokens);
        return never();
      },
    };
  }),
  key: at('key', (mode) => ({
    'key.look': () => keyLook(mode),
    'key.make': (_, call) => {
      for (const phase of makingPhases) call.progress(phase);
      return never();
    },
  })),
  'key-enter': at('key', (mode) => ({
    'key.look': () => keyLook(mode, 'enter'),
    'key.make': () => {
      throw wrongPin();
    },
  })),
  'key-set-up-first': at('key', (mode) => ({ 'key.look': () => keySetUpFirst(mode) })),
  'key-loses': at('key', (mode) => ({
    'key.look': () => keyLoses(mode),
    'key.make': () => never(),
  })),
  'key-touch': at('key', (mode) => ({
    'key.look': () => keyOnYubikey(mode),
    'key.make': (_, call) => {
      for (const phase of touchPhases) call.progress(phase);
      return never();
    },
  })),
  'key-not-touched': at('key', (mode) => {
    let made = false;
    return {
      'key.look': () => (made ? keyUnfinished(mode) : keyOnYubikey(mode)),
      'key.make': (_, call) => {
        for (const phase of touchPhases) call.progress(phase);
        made = true;
        throw notTouched();
      },
    };
  }),
  'key-adopt': at('key', (mode) => ({ 'key.look': () => keyUnfinished(mode) })),
  'key-listed': at('key', (mode) => ({ 'key.look': () => keyListed(mode) })),
  'key-behind-pin': at('key', (mode) => ({
    'key.look': () => keyBehindPin(mode),
    'key.adopt': () => {
      throw noneOfTheseKeys();
    },
  })),
  'key-made': at('key', (mode) => ({
    'key.look': () => ({ ...keyLook(mode), made: keyMade(mode) }),
  })),
  'key-unplugged': at('key', (mode) => ({
    'key.look': () => ({ ...keyLook(mode), token: null }),
  })),
  evidence: at('evidence', (mode) => ({ 'evidence.look': () => evidenceOf(mode) })),
  'evidence-practice': at('evidence', () => ({ 'evidence.look': () => evidencePractice })),
  'evidence-against': at('evidence', () => ({ 'evidence.look': () => evidenceAgainst })),
  'evidence-bring': at('evidence', () => {
    let brought = false;
    return {
      ...fromStick,
      'evidence.look': () => (brought ? evidenceBrought : evidenceToBring),
      'evidence.bring': () => {
        brought = true;
        return null;
      },
    };
  }),
  'evidence-wrong-files': at('evidence', () => ({
    ...fromStick,
    'evidence.look': () => evidenceToBring,
    'evidence.bring': () => {
      throw wrongFiles();
    },
  })),
  'export-before': at('export', () => ({ 'export.look': () => null })),
  export: at('export', (mode) => ({ 'export.look': () => exported(mode) })),
  ...firstStepScenes,
  ...signingScenes,
  ...roleScenes,
  ...planScenes,
  ...livelyScenes,
  ...troubledScenes,
  ...tokenScenes,
};
