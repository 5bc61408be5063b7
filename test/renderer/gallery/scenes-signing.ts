import type { Mode } from '../../../src/contract/values.ts';
import type { SignLook } from '../../../src/contract/keyholder.ts';
import type { ReviewLook } from '../../../src/contract/review.ts';
import { never, type Canned } from './canned-station.ts';
import { ceremonyAt, network } from './values/ceremony.ts';
import { bundle, doneOf, record } from './values/done.ts';
import { ceremoniesFolder, startingPoints } from './values/places.ts';
import { askedOf, proveOf, provedOf } from './values/prove.ts';
import { reviewOf, unexplainedReview } from './values/review.ts';
import { noTokens } from './values/tokens.ts';
import {
  afterTouch,
  cancelledAtTouch,
  ranOut,
  signLookOf,
  touchReports,
  wayOut,
  wrongPinAtSign,
  wrongToken,
} from './values/sign.ts';

type Scene = (mode: Mode) => Canned;

const review =
  (look: (mode: Mode) => ReviewLook): Scene =>
  (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'review'),
    'network.look': () => network,
    'review.look': () => look(mode),
    'review.confirm': () => null,
    'bundle.take': () => bundle,
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'deviation.record': () => ({ ...ceremonyAt(mode, 'review'), deviations: 1 }),
  });

const sign =
  (
    look: (mode: Mode) => SignLook,
    start: NonNullable<Canned['sign.start']> = () => never(),
  ): Scene =>
  (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'sign'),
    'network.look': () => network,
    'sign.look': () => look(mode),
    'sign.start': start,
    'sign.touch': () => null,
    'deviation.record': () => ({ ...ceremonyAt(mode, 'sign'), deviations: 1 }),
  });

const untilTouch: NonNullable<Canned['sign.start']> = (_input, call) => {
  for (const report of touchReports) call.progress(report);
  return never();
};

export const signingScenes: Record<string, Scene> = {
  review: review((mode) => ({ state: 'ready', review: reviewOf(mode) })),
  'review-unexplained': review((mode) => ({ state: 'ready', review: unexplainedReview(mode) })),
  'delegate-prove': (mode) => {
    let answered = false;
    return {
      ...review(() => ({ state: 'delegate' }))(mode),
      'ceremony.state': () => ({ ...ceremonyAt(mode, 'review'), kind: 'delegation' }),
      'prove.look': () => (answered ? provedOf(mode) : proveOf(mode)),
      'prove.read': () => askedOf(mode),
      'prove.start': () => {
        answered = true;
        return provedOf(mode);
      },
      'prove.touch': () => null,
      'prove.carry': () => ({ name: 'registry.example.org-5f0c2d81.answers', files: 2 }),
    };
  },
  'delegate-touch': (mode) => ({
    ...review(() => ({ state: 'delegate' }))(mode),
    'ceremony.state': () => ({ ...ceremonyAt(mode, 'review'), kind: 'delegation' }),
    'prove.look': () => proveOf(mode),
    'prove.read': () => askedOf(mode),
    'prove.start': (_input, call) => {
      if (mode === 'rehearsal') call.progress({ secondsLeft: 11 });
      return never();
    },
    'prove.touch': () => null,
  }),
  'review-waiting': review(() => ({
    state: 'waiting',
    sentence: 'The host has not staged root version 16. Nothing is asked of you until then.',
    hint: 'The host stages the root when all five keys are here. This page goes on by itself.',
  })),
  'sign-pin': sign(signLookOf),
  'sign-pad': sign((mode) => ({ ...signLookOf(mode), pinPad: true })),
  'sign-touch': sign(signLookOf, untilTouch),
  'sign-wrong-pin': sign(signLookOf, (_input, call) => {
    for (const report of touchReports.slice(0, 1)) call.progress(report);
    throw wrongPinAtSign();
  }),
  'sign-checking': sign(signLookOf, (_input, call) => {
    for (const report of [...touchReports, ...afterTouch]) call.progress(report);
    return never();
  }),
  'sign-ran-out': sign(signLookOf, (_input, call) => {
    for (const report of touchReports) call.progress(report);
    throw ranOut();
  }),
  'sign-cancelled': sign(signLookOf, (_input, call) => {
    for (const report of touchReports) call.progress(report);
    throw cancelledAtTouch();
  }),
  'sign-wrong-token': sign(wrongToken),
  'sign-pulled-out': (mode) => {
    let acting = false;
    return {
      'ceremony.state': () => ceremonyAt(mode, 'sign'),
      'network.look': () => network,
      'sign.look': () => (acting ? { ...signLookOf(mode), token: null } : signLookOf(mode)),
      'sign.start': (_input, call) => {
        for (const report of touchReports) call.progress(report);
        acting = true;
        globalThis.gallery?.emit('tokens.changed', noTokens);
        return never();
      },
    };
  },
  'sign-no-token': sign((mode) => ({ ...signLookOf(mode), token: null })),
  'sign-network': sign(wayOut),
  'sign-signed': sign((mode) => ({ ...signLookOf(mode), signed: true })),
  done: (mode) => ({
    'ceremony.state': () => ceremonyAt(mode, 'done'),
    'network.look': () => network,
    'done.look': () => doneOf(mode),
    'places.list': ({ place }) => (place === null ? startingPoints : ceremoniesFolder),
    'bundle.write': () => bundle,
    'ceremony.record': () => record,
  }),
};
