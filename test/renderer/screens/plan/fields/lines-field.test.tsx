import { describe, expect, it } from 'vitest';
import { LinesField } from '../../../../../renderer/screens/plan/fields/lines-field.tsx';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { edited, type Edited } from './editing-of.ts';

const steps = ['tuf', 'delegations', 0, 'paths'];

/** Leaves the field with this text in it. */
function leave({ editing }: Edited, value: string): void {
  handsOn(<LinesField editing={editing} steps={steps} label="Paths" />).change(
    { value },
    0,
    'onBlur',
  );
}

describe('lines of a plan', () => {
  it('are one item each, without empty ones', () => {
    const of = edited();
    leave(of, 'a/*\n\n  \nb/*\n');
    expect(of.edits).toEqual([{ kind: 'set', steps, value: ['a/*', 'b/*'] }]);
  });

  it('change nothing where only empty lines were typed', () => {
    const of = edited();
    leave(of, 'registry.example.org/*\n\n');
    expect(of.edits).toEqual([]);
  });

  it('can all be taken away', () => {
    const of = edited();
    leave(of, '');
    expect(of.edits).toEqual([{ kind: 'set', steps, value: [] }]);
  });

  it('are shown as they are, and only read once the plan is fixed', () => {
    const { editing } = edited({ fixed: true });
    const { html } = markup(<LinesField editing={editing} steps={steps} label="Paths" />);
    expect(html).toContain('registry.example.org/*</textarea>');
    expect(html).toContain('readOnly=""');
  });
});
