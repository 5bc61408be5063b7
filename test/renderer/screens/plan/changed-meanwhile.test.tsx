import { expect, it, vi } from 'vitest';
import { ChangedMeanwhile } from '../../../../renderer/screens/plan/changed-meanwhile.tsx';
import { planFile } from '../../gallery/values/plan.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

it('two texts of one plan are both kept until somebody chooses', () => {
  const theirs = planFile('title: <b>Theirs</b>\n');
  const their = vi.fn<() => void>();
  const mine = vi.fn<() => void>();
  const card = <ChangedMeanwhile theirs={theirs} onTheirs={their} onMine={mine} />;
  const { html, spoken } = markup(card);
  expect(html).toContain('role="alert"');
  expect(spoken).toContain('Nothing was overwritten.');
  expect(html).toContain('title: &lt;b&gt;Theirs&lt;/b&gt;');
  // What is long can be scrolled by keyboard.
  expect(html).toMatch(/<pre[^>]*tabindex="0"[^>]*>title/i);
  const hands = handsOn(card);
  hands.press('Go on with their text');
  expect([their.mock.calls.length, mine.mock.calls.length]).toEqual([1, 0]);
  hands.press('Save mine, and keep theirs aside');
  expect([their.mock.calls.length, mine.mock.calls.length]).toEqual([1, 1]);
});
