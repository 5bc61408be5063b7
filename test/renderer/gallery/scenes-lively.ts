import type { HostView } from '../../../src/contract/host.ts';
import type { Mode } from '../../../src/contract/values.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import type { Canned } from './canned-station.ts';
import { ceremonyAt, network } from './values/ceremony.ts';
import { publicationKeysOf } from './values/delegations.ts';
import { doneOf } from './values/done.ts';
import { exported } from './values/evidence.ts';
import { hostOf } from './values/host.ts';
import { ceremoniesFolder, startingPoints } from './values/places.ts';
import { reviewOf } from './values/review.ts';
import { signLookOf, touchReports, wrongToken } from './values/sign.ts';

const cancelled = (): StationError =>
  new StationError('token.cancelled', 'you cancelled', {
    hint: 'Start again when you are ready.',
    notDone: ['Nothing was signed', 'No PIN try was lost'],
  });

/** Signs as main does: waits for the press on screen or for Cancel, then tells the last two phases. */
function signing(mode: Mode): Canned {
  let pressed: (() => void) | null = null;
  return {
    'sign.look': () => signLookOf(mode),
    'sign.start': async (_input, call) => {
      for (const report of touchReports) call.progress(report);
      await new Promise<void>((resolve, reject) => {
        pressed = resolve;
        call.signal.addEventListener('abort', () => reject(cancelled()));
      });
      call.progress({ phase: 'write', state: 'done', note: '', secondsLeft: null });
      globalThis.gallery?.emit('ceremony.changed', ceremonyAt(mode, 'done'));
      return null;
    },
    'sign.touch': () => {
      pressed?.();
      return null;
    },
    'done.look': () => doneOf(mode),
  };
}

/** Scenes that change by what is done in them, for the tests of behaviour. */
export const livelyScenes: Record<string, (mode: Mode) => Canned> = {
  'live-review': (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'review'),
    'network.look': () => network,
    'export.look': () => exported(mode),
    'review.look': () => ({ state: 'ready', review: reviewOf(mode) }),
    'review.confirm': () => {
      globalThis.gallery?.emit('ceremony.changed', ceremonyAt(mode, 'sign'));
      return null;
    },
    'deviation.record': () => ({ ...ceremonyAt(mode, 'review'), deviations: 1 }),
    'sign.look': () => signLookOf(mode),
  }),
  'live-sign': (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'sign'),
    'network.look': () => network,
    ...signing(mode),
  }),
  'live-exchange': (mode) => {
    let looks = 0;
    return {
      'ceremony.state': () => ceremonyAt(mode, 'sign'),
      'network.look': () => network,
      'sign.look': () => {
        looks += 1;
        return looks === 1 ? wrongToken(mode) : signLookOf(mode);
      },
    };
  },
  'live-host': liveHost,
  'live-host-online': (mode) =>
    liveHost(mode, { publishNeedsPin: false, publicationKeys: publicationKeysOf(mode) }),
};

/** A host whose root can be published; what was published says so. */
function liveHost(mode: Mode, more: Partial<HostView> = {}): Canned {
  const ready = {
    ...hostOf(mode),
    publish: { ready: true, reason: 'It moves root.json, and keeps what was there.' },
    publishNeedsPin: true,
    ...more,
  };
  return {
    'ceremony.state': () => ceremonyAt(mode, 'review', 'host'),
    'network.look': () => network,
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'host.look': () => ready,
    'host.practiceSign': () => ready,
    'host.publish': () => ({ ...ready, headline: 'Root version 16 is published' }),
    'deviation.record': () => ceremonyAt(mode, 'review', 'host'),
  };
}
