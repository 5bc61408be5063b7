import { countWord, sentence } from '../../words.ts';

/** The one primary action of the editor, and what it waits for. */
export interface NextStep {
  readonly label: string;
  readonly waiting: boolean;
  readonly note: string;
}

/**
 * A plan is saved first, also one that is not right yet: what was typed is not to be lost. It is opened only as it is on
 * the disk, and when nothing is wrong with it.
 * @param wrong how many things are left to correct
 */
export function nextStep(wrong: number, isOnDisk: boolean, clean: boolean): NextStep {
  const left =
    wrong === 0
      ? ''
      : sentence(`${countWord(wrong)} ${wrong === 1 ? 'thing is' : 'things are'} left to correct.`);
  if (!isOnDisk) return { label: 'Save the plan…', waiting: false, note: left };
  if (!clean) return { label: 'Save the plan', waiting: false, note: left };
  return {
    label: 'Open the ceremony',
    waiting: wrong > 0,
    note: wrong > 0 ? left : 'Once it is opened its plan stays as it is.',
  };
}
