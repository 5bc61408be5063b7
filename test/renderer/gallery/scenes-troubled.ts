import type { Mode } from '../../../src/contract/values.ts';
import type { Canned } from './canned-station.ts';
import { ceremonyAt, network } from './values/ceremony.ts';
import { doneOf, record } from './values/done.ts';
import { keyLook } from './values/key.ts';
import { reviewOf } from './values/review.ts';
import { signLookOf, touchReports } from './values/sign.ts';

const later = <T>(value: T, milliseconds: number): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(value), milliseconds);
  });

/** Scenes in which something goes wrong or comes late, for the tests of behaviour. */
export const troubledScenes: Record<string, (mode: Mode) => Canned> = {
  'troubled-network': (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'done'),
    'done.look': () => doneOf(mode),
    'network.look': () => later(network, 1500),
  }),
  'troubled-review': (mode) => {
    let looks = 0;
    return {
      'ceremony.state': () => ceremonyAt(mode, 'review'),
      'network.look': () => network,
      'review.look': () => {
        looks += 1;
        if (looks === 1) throw new Error('secret 739154 in /home/priya');
        return { state: 'ready', review: reviewOf(mode) };
      },
    };
  },
  'troubled-key': (mode) => {
    let looks = 0;
    return {
      'ceremony.state': () => ceremonyAt(mode, 'key'),
      'network.look': () => network,
      'key.look': () => {
        looks += 1;
        if (looks === 1) throw new Error('the module does not answer');
        return keyLook(mode);
      },
    };
  },
  'troubled-restaged': (mode) => {
    let sha256 = reviewOf(mode).bytes.sha256;
    return {
      'ceremony.state': () => ceremonyAt(mode, 'review'),
      'network.look': () => network,
      'review.look': () => {
        const review = reviewOf(mode);
        const now = { ...review, bytes: { ...review.bytes, sha256 } };
        sha256 = 'ab'.repeat(32);
        return { state: 'ready', review: now };
      },
    };
  },
  'troubled-sign': (mode) => {
    let looks = 0;
    return {
      'ceremony.state': () => ceremonyAt(mode, 'sign'),
      'network.look': () => network,
      'sign.look': () => {
        looks += 1;
        return looks === 1 ? signLookOf(mode) : { ...signLookOf(mode), token: null };
      },
      'sign.start': (_input, call) => {
        for (const report of touchReports) call.progress(report);
        return new Promise(() => undefined);
      },
    };
  },
  'troubled-record': (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'done'),
    'network.look': () => network,
    'done.look': () => doneOf(mode),
    'ceremony.record': () => ({
      ...record,
      intact: false,
      sentence: 'Line 89 was changed after it was written.',
    }),
  }),
};
