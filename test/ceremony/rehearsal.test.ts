import { describe, expect, test } from 'vitest';
import {
  isPracticeKey,
  refuseMixing,
  rehearsalMark,
  type KeyMarks,
} from '../../src/ceremony/rehearsal.ts';
import { RehearsalError } from '../../src/ceremony/ceremony-error.ts';
import { thrownIn } from './thrown.ts';
import { digestOf } from './sample-acts.ts';
import { rehearsalFields, samplePlan } from './sample-plan.ts';

const real = samplePlan();
const rehearsal = samplePlan(rehearsalFields());

const yesOrNo = [true, false];
const everyCombination: KeyMarks[] = yesOrNo.flatMap((keyObject) =>
  yesOrNo.flatMap((label) =>
    yesOrNo.flatMap((store) =>
      (['practice-root', 'other-root', null] as const).map((attestation) => ({
        keyObject,
        label,
        store,
        attestation,
      })),
    ),
  ),
);
const practice: KeyMarks = { keyObject: true, label: true, store: true, attestation: null };
const production: KeyMarks = {
  keyObject: false,
  label: false,
  store: false,
  attestation: 'other-root',
};

/** The code with which a signature is refused, or "signed". */
function outcome(plan: typeof real, marks: KeyMarks, mark: string | null): string {
  const error = thrownIn(() => refuseMixing(plan, marks, mark));
  if (error === undefined) return 'signed';
  if (!(error instanceof RehearsalError)) throw error;
  if (error.notDone[0] !== 'Nothing was signed.')
    throw new Error('it does not say that nothing was signed');
  return error.code;
}

describe('a practice key', () => {
  test('has all marks: of 24 combinations exactly two', () => {
    const all = everyCombination.filter(isPracticeKey);
    expect(all).toStrictEqual([
      { keyObject: true, label: true, store: true, attestation: 'practice-root' },
      { keyObject: true, label: true, store: true, attestation: null },
    ]);
  });
});

describe('a signature in a rehearsal', () => {
  test('is made by a practice key over bytes with this plan’s mark', () => {
    expect(outcome(rehearsal, practice, rehearsal.sha256)).toBe('signed');
  });

  test('is never made by a key that lacks one mark', () => {
    for (const marks of everyCombination.filter((one) => !isPracticeKey(one)))
      expect(outcome(rehearsal, marks, rehearsal.sha256)).toBe('rehearsal.production-key');
  });

  test('is never made over bytes without the mark, or with that of another plan', () => {
    expect(outcome(rehearsal, practice, null)).toBe('rehearsal.unmarked');
    expect(outcome(rehearsal, practice, digestOf('another plan'))).toBe('rehearsal.other-plan');
    expect(outcome(rehearsal, practice, '')).toBe('rehearsal.other-plan');
  });
});

describe('a signature in a real ceremony', () => {
  test('is made by a production key over unmarked bytes', () => {
    expect(outcome(real, production, null)).toBe('signed');
    expect(outcome(real, { ...production, attestation: null }, null)).toBe('signed');
  });

  test('is never made by a key that has a single mark of practice', () => {
    const marked = everyCombination.filter(
      (one) => one.keyObject || one.label || one.store || one.attestation === 'practice-root',
    );
    expect(marked).toHaveLength(22);
    for (const marks of marked) expect(outcome(real, marks, null)).toBe('rehearsal.practice-key');
  });

  test('is never made over rehearsal bytes, whatever the key', () => {
    for (const marks of everyCombination)
      expect(outcome(real, marks, rehearsal.sha256)).toBe('rehearsal.marked');
    expect(outcome(real, production, '')).toBe('rehearsal.marked');
  });
});

test('the mark of a plan is a member with its digest, and none for a real one', () => {
  expect(rehearsalMark(rehearsal)).toStrictEqual({ 'x-rehearsal': rehearsal.sha256 });
  expect(rehearsalMark(real)).toStrictEqual({});
});

test('the error names the marks that are missing', () => {
  expect(() =>
    refuseMixing(
      rehearsal,
      { ...practice, label: false, attestation: 'other-root' },
      rehearsal.sha256,
    ),
  ).toThrow(
    expect.objectContaining({
      found:
        'the token is not labelled as practice, the attestation does not end in the practice root',
    }),
  );
});
