import { describe, expect, it } from 'vitest';
import { ListItem } from '../../../../renderer/screens/plan/list-item.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { edited, type Edited } from './fields/editing-of.ts';

type Props = Parameters<typeof ListItem>[0];
const item = (of: Edited, index: number, more: Partial<Props> = {}) => (
  <ListItem editing={of.editing} list={['participants']} index={index} name="Priya Raman" {...more}>
    <p>Her fields</p>
  </ListItem>
);

describe('an item of a list of the plan', () => {
  it('is taken out by itself', () => {
    const of = edited();
    handsOn(item(of, 1)).press('Take out Priya Raman');
    expect(of.edits).toEqual([{ kind: 'remove', steps: ['participants', 1] }]);
  });

  it('takes the whole list out with the last of an optional one, and not before', () => {
    const of = edited();
    const schemes = ['keys', 'otherSchemes'];
    handsOn(item(of, 0, { list: schemes, optional: true })).press('Take out');
    handsOn(item(of, 0, { optional: true })).press('Take out');
    expect(of.edits).toEqual([
      { kind: 'remove', steps: schemes },
      { kind: 'remove', steps: ['participants', 0] },
    ]);
  });

  it('moves up and down where the order means something, but never past an end', () => {
    const of = edited();
    const last = of.editing.draft.fields!.participants.length - 1;
    const names = (index: number) => markup(item(of, index, { ordered: true })).html;
    expect(names(0)).not.toContain('Move Priya Raman up');
    expect(names(last)).not.toContain('Move Priya Raman down');
    expect(markup(item(of, 1)).html).not.toContain('Move Priya Raman');
    const hands = handsOn(item(of, 1, { ordered: true }));
    hands.press('Move Priya Raman up');
    hands.press('Move Priya Raman down');
    expect(of.edits).toEqual([
      { kind: 'swap', steps: ['participants'], index: 0 },
      { kind: 'swap', steps: ['participants'], index: 1 },
    ]);
  });

  it('has no buttons once the plan is fixed, and is still read', () => {
    const { html, spoken } = markup(item(edited({ fixed: true }), 1, { ordered: true }));
    expect(html).not.toContain('<button');
    expect(spoken).toBe('Priya Raman Her fields');
  });
});
