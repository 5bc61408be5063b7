import { expect, it, vi } from 'vitest';
import { UnsavedCard } from '../../../../renderer/screens/plan/unsaved-card.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

it('changes that are not saved are lost only by the button that says so', () => {
  const stay = vi.fn<() => void>();
  const leave = vi.fn<() => void>();
  const card = <UnsavedCard onStay={stay} onLeave={leave} />;
  const { html, spoken } = markup(card);
  expect(html).toContain('role="alert"');
  expect(spoken).toContain('If you leave now they are gone. The file stays as it is.');
  const hands = handsOn(card);
  hands.press('Stay here');
  expect([stay.mock.calls.length, leave.mock.calls.length]).toEqual([1, 0]);
  hands.press('Leave without saving');
  expect([stay.mock.calls.length, leave.mock.calls.length]).toEqual([1, 1]);
});
