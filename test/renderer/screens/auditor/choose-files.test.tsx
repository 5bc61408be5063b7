import { describe, expect, it, vi } from 'vitest';
import { ChooseFiles } from '../../../../renderer/screens/auditor/choose-files.tsx';
import { noQuestion, type AuditQuestion } from '../../../../renderer/screens/auditor/question.ts';
import { fullQuestion } from '../../gallery/values/audit.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';

const nothing = (): void => undefined;
type Asked = (question: AuditQuestion) => void;
const page = (question: AuditQuestion, onQuestion: Asked = nothing, onCheck = nothing) =>
  withStation(
    <ChooseFiles
      question={question}
      problem={null}
      onQuestion={onQuestion}
      onCheck={onCheck}
      onLeave={nothing}
    />,
  );

describe('the files to check', () => {
  it.each([
    ['nothing was chosen', noQuestion, 'Add a folder or a file first.'],
    ['a file has no history', { ...fullQuestion, git: true }, 'A file has no Git history.'],
    [
      'there is no such day',
      { ...fullQuestion, when: { day: '2024-02-30', time: '00:00:00' } },
      'There is no such date or time.',
    ],
  ])('are not checked where %s, and that is said beside the act', (_, question, reason) => {
    const check = vi.fn<() => void>();
    handsOn(page(question, nothing, check)).press('Check these files');
    expect(check).not.toHaveBeenCalled();
    expect(markup(page(question)).spoken).toContain(reason);
  });

  it('are checked in one press once the question is whole', () => {
    const check = vi.fn<() => void>();
    handsOn(page(fullQuestion, nothing, check)).press('Check these files');
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('are taken out one by one, and so is the trusted root', () => {
    const asked = vi.fn<Asked>();
    const hands = handsOn(page(fullQuestion, asked));
    hands.press('Take out root_history');
    hands.press('Take out 1.root.json');
    const [[first], [second]] = asked.mock.calls as [[AuditQuestion], [AuditQuestion]];
    expect(first.places.map(({ id }) => id)).toEqual(['p-16', 'p-key']);
    expect(first.trustedRoot).toBe(fullQuestion.trustedRoot);
    expect(second).toEqual({ ...fullQuestion, trustedRoot: null });
  });

  it('are read as they are or as a history, as of now or of a day: each by itself', () => {
    const asked = vi.fn<Asked>();
    const hands = handsOn(page(fullQuestion, asked));
    // The files as they are, the history, now, another day; then day and time.
    hands.change({}, 1);
    hands.change({}, 2);
    hands.change({ value: '2025-01-01' }, 4);
    hands.change({ value: '12:00:00' }, 5);
    expect(asked.mock.calls.map(([question]) => question)).toEqual([
      { ...fullQuestion, git: true },
      { ...fullQuestion, when: null },
      { ...fullQuestion, when: { day: '2025-01-01', time: '00:00:00' } },
      { ...fullQuestion, when: { day: '2024-03-20', time: '12:00:00' } },
    ]);
  });

  it('begin another day empty, at midnight', () => {
    const asked = vi.fn<Asked>();
    handsOn(page({ ...fullQuestion, when: null }, asked)).change({}, 3);
    expect(asked).toHaveBeenCalledExactlyOnceWith({
      ...fullQuestion,
      when: { day: '', time: '00:00:00' },
    });
  });

  it('are not called wrong before a day was typed', () => {
    const empty = { ...fullQuestion, when: { day: '', time: '00:00:00' } };
    expect(markup(page(empty)).html).toContain('aria-invalid="false"');
    const wrong = { ...fullQuestion, when: { day: '2024-13-01', time: '00:00:00' } };
    expect(markup(page(wrong)).html).toContain('aria-invalid="true"');
  });
});
