import { describe, expect, it } from 'vitest';
import { TicksField } from '../../../../../renderer/screens/plan/fields/ticks-field.tsx';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { all, treeOf } from '../../../rules/tree.ts';
import { edited, type Edited } from './editing-of.ts';

const people = [
  ['priya-raman', 'Priya Raman'],
  ['tom-okafor', 'Tom Okafor'],
  ['mei-lindqvist', 'Mei Lindqvist'],
] as const;
const steps = ['tuf', 'holders'];
const field = ({ editing }: Edited) => (
  <TicksField editing={editing} steps={steps} label="Holders" options={people} />
);
const ticks = (of: Edited) =>
  all(treeOf(markup(field(of)).html), 'input').map((one) => one.attributes.has('checked'));

/** Ticks the box of this place, or takes the tick out. */
function tick(of: Edited, place: number, checked: boolean): void {
  handsOn(field(of)).change({ checked }, place);
}

describe('a list of names of a plan', () => {
  it('has a tick at each name that the plan has, as one group with a question', () => {
    expect(ticks(edited())).toEqual([true, true, false]);
    expect(markup(field(edited())).spoken).toBe('Holders Priya Raman Tom Okafor Mei Lindqvist');
  });

  it('puts a name in or takes it out, and changes no other', () => {
    const of = edited();
    tick(of, 2, true);
    tick(of, 0, false);
    expect(of.edits).toEqual([
      { kind: 'insert', steps, index: 2, value: 'mei-lindqvist' },
      { kind: 'remove', steps: [...steps, 0] },
    ]);
  });

  it('shows a name that nobody has, so that it can be taken out', () => {
    const of = edited({ replace: ['- tom-okafor', '- tom-okafo'] });
    const { spoken } = markup(field(of));
    expect(spoken).toContain('tom-okafo (unknown)');
    expect(ticks(of)).toEqual([true, false, false, true]);
    tick(of, 3, false);
    expect(of.edits).toEqual([{ kind: 'remove', steps: [...steps, 1] }]);
  });

  it('tells what is wrong with any name in it, below all of them', () => {
    const { html } = markup(field(edited({ replace: ['- tom-okafor', '- tom-okafo'] })));
    const [, id] = /aria-describedby="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`<ul class="faults" id="${id}">`);
  });
});
