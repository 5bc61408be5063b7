import { describe, expect, it } from 'vitest';
import { AskHow } from '../../../../renderer/screens/auditor/ask-how.tsx';
import { noQuestion, type AuditQuestion } from '../../../../renderer/screens/auditor/question.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { all, heard, treeOf } from '../../rules/tree.ts';

function asking(question: Partial<AuditQuestion> = {}) {
  const asked: AuditQuestion[] = [];
  const view = (
    <AskHow question={{ ...noQuestion, ...question }} onQuestion={(next) => asked.push(next)} />
  );
  return { view, asked, root: treeOf(markup(view).html) };
}

const day = { day: '2024-03-20', time: '12:30:00' };

describe('how an audit is asked', () => {
  it('are two questions, each with one answer chosen at first', () => {
    const { root } = asking();
    expect(all(root, 'legend').map(heard)).toEqual(['What is read', 'As of when']);
    const chosen = all(root, 'label').filter((one) =>
      all(one, 'input').some(({ attributes }) => attributes.has('checked')),
    );
    expect(chosen.map(heard)).toEqual([
      'The files as they are Each folder as it lies there now.',
      'Now By the clock of this machine.',
    ]);
  });

  it('changes what is read, and nothing else', () => {
    const { view, asked } = asking({ when: day });
    const hands = handsOn(view);
    hands.change({}, 1);
    hands.change({}, 0);
    expect(asked).toEqual([
      { ...noQuestion, when: day, git: true },
      { ...noQuestion, when: day, git: false },
    ]);
  });

  it('asks for a day only where it is not now, and begins at its first second', () => {
    const { view, asked, root } = asking();
    expect(
      all(root, 'input').filter(({ attributes }) => attributes.get('type') !== 'radio'),
    ).toEqual([]);
    handsOn(view).change({}, 3);
    expect(asked).toEqual([{ ...noQuestion, when: { day: '', time: '00:00:00' } }]);
  });

  it('keeps the time while the day is typed, and the day while the time is', () => {
    const { view, asked } = asking({ when: day });
    const hands = handsOn(view);
    hands.change({ value: '2025-01-01' }, 4);
    hands.change({ value: '23:59:59' }, 5);
    expect(asked.map(({ when }) => when)).toEqual([
      { day: '2025-01-01', time: '12:30:00' },
      { day: '2024-03-20', time: '23:59:59' },
    ]);
  });

  it('goes back to now, and keeps no day for it', () => {
    const { view, asked } = asking({ when: day });
    handsOn(view).change({}, 2);
    expect(asked).toEqual([{ ...noQuestion, when: null }]);
  });

  it.each([
    ['', false],
    ['2024-03-20', false],
    ['2024-02-30', true],
    ['yesterday', true],
  ])('says of the day “%s” that the calendar has none such: %s', (typed, wrong) => {
    const { root } = asking({ when: { day: typed, time: '00:00:00' } });
    const field = all(root, 'input').find(({ attributes }) => attributes.get('value') === typed);
    expect(field?.attributes.get('aria-invalid')).toBe(String(wrong));
  });

  it('says at each field how it is typed', () => {
    const { root } = asking({ when: day });
    const hints = new Map(all(root, 'p').map((one) => [one.attributes.get('id'), heard(one)]));
    const said = all(root, 'input')
      .map(({ attributes }) => hints.get(attributes.get('aria-describedby')))
      .filter((hint) => hint !== undefined);
    expect(said).toEqual(['Year, month, day: 2024-03-20', 'Hours, minutes, seconds: 00:00:00']);
  });
});
