import type { Mode, Step } from '../../../src/contract/values.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import type { Canned } from './canned-station.ts';
import { ceremonyAt, info, network, recent } from './values/ceremony.ts';
import { evidenceOf, exported } from './values/evidence.ts';
import { keyLook, keyMade, keyUnfinished, makingPhases } from './values/key.ts';
import { ceremoniesFolder, startingPoints } from './values/places.ts';
import { reviewOf } from './values/review.ts';
import { tokensOf } from './values/tokens.ts';

const cancelled = (): StationError =>
  new StationError('token.cancelled', 'you cancelled', {
    hint: 'Start again when you are ready.',
    notDone: ['No key was made'],
  });

/** A ceremony that moves on as main's does: each act tells the new state before it answers. */
function path(mode: Mode, first: Step): Canned {
  let made = false;
  let accepted = false;
  let written = false;
  const goTo = (step: Step): void =>
    globalThis.gallery?.emit('ceremony.changed', ceremonyAt(mode, step));
  return {
    'ceremony.state': () => ceremonyAt(mode, first),
    'network.look': () => network,
    'tokens.list': () => tokensOf(mode),
    'tokens.choose': () => {
      goTo('key');
      return null;
    },
    'tokens.makePractice': () => tokensOf(mode),
    'tokens.removePractice': () => ({ ...tokensOf(mode), tokens: [] }),
    'modules.approve': () => tokensOf(mode),
    'key.look': () => ({ ...keyLook(mode), made: made ? keyMade(mode) : null }),
    'key.make': (_input, call) => {
      for (const phase of makingPhases) call.progress(phase);
      made = true;
      goTo('evidence');
      return keyMade(mode);
    },
    'evidence.look': () => ({ ...evidenceOf(mode), accepted }),
    'evidence.accept': () => {
      accepted = true;
      goTo('export');
      return null;
    },
    'export.look': () => (written ? exported(mode) : null),
    'export.write': () => {
      written = true;
      return exported(mode);
    },
    'export.confirm': () => {
      goTo('review');
      return null;
    },
    'review.look': () => ({ state: 'ready', review: reviewOf(mode) }),
  };
}

/** The first steps as they happen, for the tests of behaviour. */
export const firstStepScenes: Record<string, (mode: Mode) => Canned> = {
  'live-path': (mode) => path(mode, 'token'),
  'live-evidence': (mode) => path(mode, 'evidence'),
  'live-key-cancel': (mode) => ({
    ...path(mode, 'key'),
    'key.make': (_input, call) =>
      new Promise((_resolve, reject) => {
        for (const phase of makingPhases) call.progress(phase);
        call.signal.addEventListener('abort', () => reject(cancelled()));
      }),
  }),
  'live-adopt': (mode) => ({
    ...path(mode, 'key'),
    'key.look': () => keyUnfinished(mode),
    'key.adopt': () => keyMade(mode),
  }),
  'live-doors': (mode) => ({
    'station.info': () => info,
    'station.recent': () => ({ items: recent }),
    'network.look': () => network,
    'ceremony.state': () => null,
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'ceremony.open': () => ({ ...ceremonyAt(mode, 'token'), you: null }),
    'ceremony.resume': () => ceremonyAt(mode, 'token'),
    'ceremony.iAm': () => ceremonyAt(mode, 'token'),
    'ceremony.close': () => null,
    'ceremony.startPractice': (_input, call) =>
      new Promise((_resolve, reject) => {
        call.progress({ done: 3, total: 8, doing: 'Practice colleague Mei makes a key' });
        call.signal.addEventListener('abort', () => reject(cancelled()));
      }),
    'tokens.list': () => tokensOf(mode),
  }),
};
