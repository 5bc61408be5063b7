import { describe, expect, it, vi } from 'vitest';
import { PossessionCard } from '../../../../../renderer/screens/host/delegations/possession-card.tsx';
import { answersBad, answersGood, delegationsOf } from '../../../gallery/values/delegations.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

type Props = Parameters<typeof PossessionCard>[0];
const nothing = (): void => undefined;
const challenge = delegationsOf('real').challenges[0]!;

const card = (change: Partial<Props> = {}) => (
  <PossessionCard
    named
    name={challenge.role}
    challenge={challenge}
    answers={null}
    carried={null}
    practice={false}
    busy={false}
    onName={nothing}
    onChallenge={nothing}
    onCarry={nothing}
    onAnswers={nothing}
    {...change}
  />
);

describe('how keys of another project prove themselves', () => {
  it('begins with a challenge for the role that is named, and with nothing else', () => {
    const made = vi.fn<() => void>();
    const { spoken } = markup(card({ challenge: null }));
    expect(spoken).toContain('No challenge was made for this role yet.');
    expect(spoken).not.toContain('Copy it to a folder');
    expect(spoken).not.toContain('Take in the answers');
    handsOn(card({ challenge: null, name: '  ', onChallenge: made })).press('Make the challenge');
    expect(made).not.toHaveBeenCalled();
    handsOn(card({ challenge: null, onChallenge: made })).press('Make the challenge');
    expect(made).toHaveBeenCalledTimes(1);
  });

  it('shows the challenge in the words that the other project sees', () => {
    const { spoken } = markup(card());
    for (const line of challenge.words) expect(spoken).toContain(line);
    expect(spoken).toContain(`Challenge ${challenge.number}`);
  });

  it('offers no answers for a challenge that is not open any more', () => {
    const closed = { ...challenge, state: 'taken', sentence: 'It was answered.' } as never;
    const { spoken } = markup(card({ challenge: closed }));
    expect(spoken).toContain('It was answered.');
    expect(spoken).not.toContain('Take in the answers');
  });

  it('copies and reads on a press each, and neither while something is under way', () => {
    const carry = vi.fn<() => void>();
    const read = vi.fn<() => void>();
    const press = (busy: boolean): void => {
      const hands = handsOn(card({ busy, onCarry: carry, onAnswers: read }));
      hands.press('Copy it to a folder');
      hands.press('Take in the answers');
    };
    press(true);
    expect([carry.mock.calls.length, read.mock.calls.length]).toEqual([0, 0]);
    press(false);
    expect([carry.mock.calls.length, read.mock.calls.length]).toEqual([1, 1]);
  });

  it('names each answer by what was found, and why one does not hold', () => {
    const good = markup(card({ answers: answersGood })).spoken;
    expect(good.match(/Proved/g)).toHaveLength(2);
    const { html, spoken } = markup(card({ answers: answersBad }));
    expect(spoken).toContain('Not proved');
    expect(spoken).toContain('The proof answers another challenge');
    expect(spoken).toContain('No delegation was staged');
    expect(html).toContain('role="alert"');
  });
});
