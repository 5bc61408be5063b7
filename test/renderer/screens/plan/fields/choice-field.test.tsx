import { describe, expect, it } from 'vitest';
import { ChoiceField } from '../../../../../renderer/screens/plan/fields/choice-field.tsx';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { all, treeOf, written } from '../../../rules/tree.ts';
import { edited, type Edited } from './editing-of.ts';

const pins = [
  ['always', 'At every signature'],
  ['once', 'Once a session'],
] as const;
const steps = ['keys', 'pin'];

const field = ({ editing }: Edited, optional = false) => (
  <ChoiceField editing={editing} steps={steps} label="PIN" options={pins} optional={optional} />
);
const choices = (of: Edited, optional = false) =>
  all(treeOf(markup(field(of, optional)).html), 'option').map((one) => [
    one.attributes.get('value'),
    written(one),
  ]);

describe('a choice of a plan', () => {
  it('offers the words of the format', () => {
    expect(choices(edited())).toEqual([
      ['always', 'At every signature'],
      ['once', 'Once a session'],
    ]);
  });

  it('shows what is no choice for what it is, and does not turn it into one', () => {
    const odd = edited({ replace: ['pin: always', 'pin: sometimes'] });
    expect(choices(odd)[0]).toEqual(['sometimes', 'Not a choice: sometimes']);
    expect(markup(field(odd)).html).toContain('aria-invalid="true"');
    expect(odd.edits).toEqual([]);
  });

  it('can be left out only where the plan may have none', () => {
    expect(choices(edited(), true)[0]).toEqual(['', 'Not in the plan']);
    expect(choices(edited()).map(([value]) => value)).not.toContain('');
  });

  it('sets the member, as a truth where it is one, or takes it out', () => {
    const of = edited();
    handsOn(field(of)).change({ value: 'once' });
    handsOn(field(of, true)).change({ value: '' });
    handsOn(field(of)).change({ value: 'true' });
    handsOn(field(of)).change({ value: 'false' });
    expect(of.edits).toEqual([
      { kind: 'set', steps, value: 'once' },
      { kind: 'remove', steps },
      { kind: 'set', steps, value: true },
      { kind: 'set', steps, value: false },
    ]);
  });

  it('says that it cannot be changed once the plan is fixed', () => {
    expect(markup(field(edited({ fixed: true }))).html).toContain('aria-disabled="true"');
  });
});
