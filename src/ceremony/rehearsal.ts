import type { Sha256Hex } from '../encoding/digest.ts';
import type { JsonObject } from '../encoding/json.ts';
import { RehearsalError } from './ceremony-error.ts';
import type { PlanFields } from './plan-schema.ts';

/** The member of a signed part that holds the plan's digest. */
export const rehearsalMember = 'x-rehearsal';
/** The member of a key object that says `true`. */
export const practiceMember = 'x-practice';
/** How the label of a practice token begins. */
export const practiceLabel = 'PRACTICE';

/** Four of the five marks: those of a key. The fifth is in the bytes that are signed. */
export interface KeyMarks {
  /** The key object has `x-practice: true`. */
  readonly keyObject: boolean;
  /** The token's label begins with PRACTICE. */
  readonly label: boolean;
  /** The token lies in the station's own practice store, or is the virtual YubiKey's. */
  readonly store: boolean;
  /** Where the attestation ends; null without one. */
  readonly attestation: 'practice-root' | 'other-root' | null;
}

/** A key counts as practice only if every mark holds. Every other key is production. */
export function isPracticeKey(marks: KeyMarks): boolean {
  return marks.keyObject && marks.label && marks.store && marks.attestation !== 'other-root';
}

/** The member that marks a signed part as a rehearsal's, to be put into it; empty for a real plan. */
export function rehearsalMark(plan: { mode: PlanFields['mode']; sha256: Sha256Hex }): JsonObject {
  return plan.mode === 'rehearsal' ? { [rehearsalMember]: plan.sha256 } : {};
}

/**
 * Refuses a signature that would mix a rehearsal with the real thing, both ways.
 * A key with some marks and not all is production in a rehearsal, and practice in a real ceremony: it signs nowhere.
 *
 * @param mark the value of `x-rehearsal` in the bytes to be signed, or null
 * @throws RehearsalError
 */
export function refuseMixing(
  plan: { mode: PlanFields['mode']; sha256: Sha256Hex },
  marks: KeyMarks,
  mark: string | null,
): void {
  if (plan.mode === 'rehearsal') refuseInRehearsal(plan.sha256, marks, mark);
  else refuseInReal(marks, mark);
}

function refuseInRehearsal(plan: Sha256Hex, marks: KeyMarks, mark: string | null): void {
  if (mark === null) {
    throw new RehearsalError('rehearsal.unmarked', 'the metadata is not marked as a rehearsal', {
      expected: `the member ${rehearsalMember}`,
      found: 'no such member',
      hint: 'Take the metadata that the host staged for this rehearsal.',
      notDone: ['Nothing was signed.'],
    });
  }
  if (mark !== plan) {
    throw new RehearsalError(
      'rehearsal.other-plan',
      'the metadata is marked for another rehearsal',
      {
        expected: `plan ${plan}`,
        found: 'another plan',
        hint: 'Take the metadata that the host staged for this rehearsal.',
        notDone: ['Nothing was signed.'],
      },
    );
  }
  if (isPracticeKey(marks)) return;
  throw new RehearsalError('rehearsal.production-key', 'this key is not a practice key', {
    expected: 'a key with every mark of practice',
    found: missingMarks(marks).join(', '),
    hint: 'Choose a practice token. A real key never signs in a rehearsal.',
    notDone: ['Nothing was signed.'],
  });
}

function refuseInReal(marks: KeyMarks, mark: string | null): void {
  if (mark !== null) {
    throw new RehearsalError('rehearsal.marked', 'the metadata is marked as a rehearsal', {
      expected: `no member ${rehearsalMember}`,
      found: 'the member is there',
      hint: 'Take the metadata that the host staged for this ceremony.',
      notDone: ['Nothing was signed.'],
    });
  }
  const practice =
    marks.keyObject || marks.label || marks.store || marks.attestation === 'practice-root';
  if (!practice) return;
  throw new RehearsalError('rehearsal.practice-key', 'this key is for practice', {
    expected: 'a key without any mark of practice',
    found: 'a practice key, or one that has some of its marks',
    hint: 'Choose the token in the plan.',
    notDone: ['Nothing was signed.'],
  });
}

function missingMarks(marks: KeyMarks): string[] {
  return [
    marks.keyObject ? '' : 'the key is not marked',
    marks.label ? '' : 'the token is not labelled as practice',
    marks.store ? '' : 'the token is not in the practice store',
    marks.attestation === 'other-root' ? 'the attestation does not end in the practice root' : '',
  ].filter((text) => text !== '');
}
