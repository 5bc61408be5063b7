import { describe, expect, it, vi } from 'vitest';
import { StationContext } from '../../../../../renderer/calls.ts';
import {
  allCompared,
  nothingCompared,
  withRow,
  type RowCheck,
} from '../../../../../renderer/components/row-check.ts';
import { CompareStage } from '../../../../../renderer/screens/keyholder/review/compare-stage.tsx';
import { ReviewReady } from '../../../../../renderer/screens/keyholder/review/review-ready.tsx';
import type { Review } from '../../../../../src/contract/review.ts';
import { askedStation } from '../../../asked-station.tsx';
import { ROOT } from '../../../gallery/values/digests.ts';
import { reviewOf } from '../../../gallery/values/review.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { stepProps } from '../../../step-values.ts';

const same = <T,>(value: T): T => value;
const differs = withRow(allCompared, 2, 'differs');

function ready(review: Review, check: RowCheck) {
  const { station, asked } = askedStation({ 'review.confirm': null });
  const compared = new Map([[ROOT, check]]);
  const page = (
    <StationContext value={station}>
      <ReviewReady {...stepProps('real', 'review', same, compared)} review={review} />
    </StationContext>
  );
  return { page, asked };
}

describe('going on to sign', () => {
  it.each([
    ['nothing', nothingCompared],
    ['all rows', allCompared],
  ])('confirms nothing before the last change was in view, with %s compared', (_, check) => {
    const { page, asked } = ready(reviewOf('real'), check);
    handsOn(page).press('I have read it, go on to sign');
    expect(asked).toEqual([]);
  });

  it('leaves a doubt awake at any time', () => {
    const { html } = markup(ready(reviewOf('real'), nothingCompared).page);
    expect(html).not.toMatch(/aria-disabled="true"[^>]*>(?:<svg.*?<\/svg>)?This is not what/s);
    expect(html).toContain('This is not what I expected');
  });
});

const compare = (check: RowCheck, more: Partial<Parameters<typeof CompareStage>[0]> = {}) => (
  <CompareStage
    bytes={reviewOf('real').bytes}
    practice={false}
    check={check}
    onCheck={() => undefined}
    onBack={() => undefined}
    onDoubt={() => undefined}
    {...more}
  />
);

describe('comparing with a second device', () => {
  it('is agreed only with all eight rows', () => {
    const back = vi.fn<() => void>();
    let check = nothingCompared;
    for (let row = 0; row < 8; row += 1) {
      handsOn(compare(check, { onBack: back })).press('All eight rows agree');
      expect(back).not.toHaveBeenCalled();
      check = withRow(check, row, 'same');
    }
    handsOn(compare(check, { onBack: back })).press('All eight rows agree');
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('is not agreed with a row that differs, and leads to a doubt', () => {
    const back = vi.fn<() => void>();
    const doubt = vi.fn<() => void>();
    const hands = handsOn(compare(differs, { onBack: back, onDoubt: doubt }));
    hands.press('All eight rows agree');
    expect(back).not.toHaveBeenCalled();
    hands.press('This is not what I expected');
    expect(doubt).toHaveBeenCalledTimes(1);
    expect(markup(compare(differs)).spoken).toContain('Do not sign. Nothing was signed');
  });

  it('ticks one row at a time, and takes a tick back', () => {
    const checked = vi.fn<(check: RowCheck) => void>();
    const one = withRow(nothingCompared, 0, 'same');
    const hands = handsOn(compare(one, { onCheck: checked }));
    hands.change({ checked: true }, 1);
    hands.change({ checked: false }, 0);
    const [[second], [first]] = checked.mock.calls as [[RowCheck], [RowCheck]];
    expect([...second.same]).toEqual([0, 1]);
    expect([...first.same]).toEqual([]);
  });

  it('reads a row again that was said to differ', () => {
    const checked = vi.fn<(check: RowCheck) => void>();
    handsOn(compare(differs, { onCheck: checked })).press('Read it again');
    const [[again]] = checked.mock.calls as [[RowCheck]];
    expect(again.differs.size).toBe(0);
    expect(again.same.has(2)).toBe(false);
  });
});
