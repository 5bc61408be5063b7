import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Act } from '../../src/ceremony/record.ts';
import { stateOf, steps, type KeyholderState } from '../../src/ceremony/state.ts';
import {
  actOf,
  chainOf,
  digestOf,
  everyKind,
  everyRow,
  otherSerial,
  serial,
  spkiOf,
} from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';

const plan = samplePlan();
const opened = actOf('ceremony.opened', {}, null);

function after(...acts: readonly Act[]): KeyholderState {
  return stateOf(plan, chainOf(plan.sha256, [opened, ...acts]).records, 'priya-raman');
}

const facts = (state: KeyholderState) => state.steps.map(({ fact }) => fact);

/** What Priya does, in order; each act ends one step but the intents. */
const path = [
  actOf('token.chosen'),
  actOf('key.intended'),
  actOf('key.made'),
  actOf('evidence.accepted'),
  actOf('export.written'),
  actOf('export.confirmed'),
  actOf('root.staged', {}, 'ines-duarte'),
  actOf('review.confirmed'),
  actOf('signature.intended'),
  actOf('signature.added'),
  actOf('bundle.written'),
] as const;

describe('the keyholder’s path', () => {
  test('begins at the token with nothing done', () => {
    const state = after();
    expect(state.step).toBe('token');
    expect(state.steps).toStrictEqual(steps.map((step) => ({ step, done: false, fact: '' })));
  });

  test.each([
    [1, 'key'],
    [2, 'key'],
    [3, 'evidence'],
    [4, 'export'],
    [5, 'export'],
    [6, 'review'],
    [7, 'review'],
    [8, 'sign'],
    [9, 'sign'],
    [10, 'done'],
  ] as const)('after %i acts the station reopens at %s', (count, step) => {
    expect(after(...path.slice(0, count)).step).toBe(step);
  });

  test('ends with seven facts, none longer than four words but for the groups of a serial', () => {
    const state = after(...path);
    expect(facts(state)).toStrictEqual([
      'YubiKey 24617802',
      'P-256, made on device',
      'Complete, one note',
      'Read back and confirmed',
      'Read, 4 changes',
      'Signed 14:00:10',
      'Bundle written',
    ]);
    expect(facts(state).every((fact) => fact.split(' ').length <= 4)).toBe(true);
    expect(state.steps.every(({ done }) => done)).toBe(true);
    expect(state.step).toBe('done');
  });

  test('is another for everybody: what Priya did is not done by Tom', () => {
    const { records } = chainOf(plan.sha256, [opened, ...path]);
    const tom = stateOf(plan, records, 'tom-okafor');
    expect(tom.step).toBe('token');
    expect(tom.staged?.data.version).toBe(16);
    expect(tom.signature).toBeNull();
  });

  test('is done when the root is published, also without a bundle', () => {
    const state = after(...path.slice(0, -1), actOf('root.published', {}, 'ines-duarte'));
    expect(facts(state).at(-1)).toBe('Published');
  });

  test('a bundle from before the signature does not end it', () => {
    expect(after(actOf('bundle.written'), ...path.slice(0, -1)).step).toBe('done');
    expect(after(actOf('bundle.written'), ...path.slice(0, -1)).steps.at(-1)?.done).toBe(false);
  });

  test('records of another plan do not count', () => {
    const { records } = chainOf(digestOf('another plan'), [opened, ...path]);
    expect(stateOf(plan, records, 'priya-raman').step).toBe('token');
  });
});

describe('what a step hangs on', () => {
  test('another token opens every later step; the former brings them back', () => {
    const other = after(...path, actOf('token.chosen', { serial: otherSerial }));
    expect(other.step).toBe('key');
    expect(other.steps.filter(({ done }) => done).map(({ step }) => step)).toStrictEqual([
      'token',
      'review',
    ]);
    expect(
      after(...path, actOf('token.chosen', { serial: otherSerial }), actOf('token.chosen')).step,
    ).toBe('done');
  });

  test('another key on the same token needs its own evidence, export and signature', () => {
    const state = after(...path, actOf('key.made', { spki: spkiOf('a second key') }));
    expect(state.step).toBe('evidence');
    expect(state.exported).toBeNull();
    expect(state.signature).toBeNull();
  });

  test('another staged root has to be read and signed again', () => {
    const state = after(
      ...path,
      actOf('root.staged', { signedSha256: digestOf('a corrected root') }, 'ines-duarte'),
    );
    expect(state.step).toBe('review');
    expect(state.reviewRows).toStrictEqual([]);
    expect(state.signature).toBeNull();
    expect(state.carried).toBeNull();
  });

  test('the same root staged again changes nothing', () => {
    expect(after(...path, actOf('root.staged', {}, 'ines-duarte')).step).toBe('done');
  });

  test('rows are gathered over several readings, and all eight are wanted', () => {
    const exported = path.slice(0, 5);
    const half = after(...exported, actOf('export.confirmed', { rows: [7, 0, 1] }));
    expect(half.step).toBe('export');
    expect(half.exportRows).toStrictEqual([0, 1, 7]);
    const rest = actOf('export.confirmed', { rows: [2, 3, 4, 5, 6, 7] });
    expect(after(...exported, actOf('export.confirmed', { rows: [7, 0, 1] }), rest).step).toBe(
      'review',
    );
  });

  test('rows of another key are not rows of this one', () => {
    const state = after(
      ...path.slice(0, 5),
      actOf('export.confirmed', { spki: spkiOf('other'), rows: everyRow }),
    );
    expect(state.exportRows).toStrictEqual([]);
  });

  test('a review without a second device is no review', () => {
    const state = after(...path.slice(0, 7), actOf('review.confirmed', { rows: [0, 1, 2] }));
    expect(state.step).toBe('review');
    expect(state.reviewRows).toStrictEqual([0, 1, 2]);
  });

  test('a signature over other bytes is no signature on this root', () => {
    const state = after(
      ...path.slice(0, 9),
      actOf('signature.added', { signedSha256: digestOf('x') }),
    );
    expect(state.steps.find(({ step }) => step === 'sign')?.done).toBe(false);
  });
});

describe('an act that began and did not end', () => {
  test('is unfinished until a record says how it ended', () => {
    const key = actOf('key.intended');
    expect(after(key).unfinished.key?.data.serial).toBe(serial);
    for (const end of [
      actOf('key.made'),
      actOf('key.adopted'),
      actOf('act.stopped', { act: 'key' }),
    ])
      expect(after(key, end).unfinished.key).toBeNull();
    expect(after(key, actOf('act.stopped', { act: 'signature' })).unfinished.key).not.toBeNull();
    expect(after(key, actOf('act.stopped', { act: 'key' }), key).unfinished.key?.number).toBe(4);
  });

  test('for a signature too', () => {
    const intent = actOf('signature.intended');
    expect(after(intent).unfinished.signature?.number).toBe(2);
    expect(after(intent, actOf('signature.added')).unfinished.signature).toBeNull();
    expect(after(intent, actOf('act.stopped')).unfinished.signature).toBeNull();
    expect(after(actOf('signature.added'), intent).unfinished.signature).not.toBeNull();
  });

  test('of somebody else is not ours', () => {
    const { records } = chainOf(plan.sha256, [opened, actOf('key.intended', {}, 'tom-okafor')]);
    expect(stateOf(plan, records, 'priya-raman').unfinished.key).toBeNull();
  });
});

describe('the words of a step', () => {
  test.each([
    [actOf('token.chosen', { practice: true }), 'Practice 24617802'],
    [actOf('token.chosen', { model: 'SoftHSM v2' }), 'Token 24617802'],
  ])('for a token', (act, fact) => {
    expect(facts(after(act))[0]).toBe(fact);
  });

  test.each([
    [actOf('key.made', { onDevice: null }), 'P-256, on the token'],
    [actOf('key.made', { onDevice: false }), 'P-256, on the token'],
    [actOf('key.made', { scheme: 'ed25519' }), 'Ed25519, made on device'],
    [actOf('key.adopted'), 'P-256, taken up'],
    [actOf('key.adopted', { origin: 'earlier-ceremony' }), 'P-256, already there'],
  ])('for a key', (act, fact) => {
    expect(facts(after(path[0], act))[1]).toBe(fact);
  });

  test.each([
    [{ notes: 0 }, 'Complete'],
    [{ notes: 2 }, 'Complete, 2 notes'],
    [{ attested: false, chain: null, notes: 1 }, 'No attestation'],
  ])('for evidence', (change, fact) => {
    expect(facts(after(path[0], path[2], actOf('evidence.accepted', change)))[2]).toBe(fact);
  });

  test.each([
    [0, 'Read, no changes'],
    [1, 'Read, one change'],
  ])('for a review of %i changes', (changes, fact) => {
    expect(facts(after(...path.slice(0, 7), actOf('review.confirmed', { changes })))[4]).toBe(fact);
  });
});

test('any records in any order give a state whose step is the first that is not done', () => {
  const anyAct = fc
    .constantFrom(...everyKind)
    .map((kind) => (kind === 'ceremony.opened' ? actOf('pin.set') : actOf(kind)));
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
      const state = after(...acts);
      const open = state.steps.find(({ done }) => !done);
      expect(state.step).toBe(open?.step ?? 'done');
      expect(state.steps.every(({ done, fact }) => done === (fact !== ''))).toBe(true);
    }),
  );
});
