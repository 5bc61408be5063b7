import { describe, expect, it, vi } from 'vitest';
import { TextField } from '../../../../../renderer/screens/plan/fields/text-field.tsx';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { all, treeOf } from '../../../rules/tree.ts';
import { edited } from './editing-of.ts';

describe('a line of text of a plan', () => {
  it('shows what the plan has, under its label', () => {
    const { editing } = edited();
    const { html } = markup(<TextField editing={editing} steps={['title']} label="Title" />);
    const root = treeOf(html);
    const [field] = all(root, 'input');
    expect(field?.attributes.get('value')).toBe('Root signing 16');
    expect(all(root, 'label')[0]?.attributes.get('for')).toBe(field?.attributes.get('id'));
    expect(field?.attributes.has('aria-invalid')).toBe(false);
  });

  it('is tied to its hint and to what is wrong with it', () => {
    const { editing } = edited({ replace: ['  threshold: 2\n', '  threshold: 3\n'] });
    const { html } = markup(
      <TextField
        editing={editing}
        steps={['tuf', 'threshold']}
        label="Signatures needed"
        hint="Of the root."
        number
      />,
    );
    const [field] = all(treeOf(html), 'input');
    expect(field?.attributes.get('aria-invalid')).toBe('true');
    expect(field?.attributes.get('inputMode')).toBe('numeric');
    const ids = field?.attributes.get('aria-describedby')?.split(' ') ?? [];
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(html).toContain(`id="${id}"`);
  });

  it('changes just its own member, as what it is', () => {
    const { editing, edits } = edited();
    handsOn(<TextField editing={editing} steps={['title']} label="Title" />).change({
      value: 'Root signing 17',
    });
    const threshold = ['tuf', 'threshold'];
    handsOn(<TextField editing={editing} steps={threshold} label="Needed" number />).change({
      value: '1',
    });
    const firmware = ['keys', 'minimumFirmware'];
    handsOn(<TextField editing={editing} steps={firmware} label="Firmware" optional />).change({
      value: '',
    });
    expect(edits).toEqual([
      { kind: 'set', steps: ['title'], value: 'Root signing 17' },
      { kind: 'set', steps: threshold, value: 1 },
      { kind: 'remove', steps: firmware },
    ]);
  });

  it('cannot be typed into once the plan is fixed, and is still read', () => {
    const { editing } = edited({ fixed: true });
    const { html } = markup(<TextField editing={editing} steps={['title']} label="Title" />);
    expect(html).toContain('readOnly=""');
    expect(html).toContain('value="Root signing 16"');
  });

  it('whose text is taken over when it is left changes nothing with each sign', () => {
    const { editing, edits } = edited();
    const settle = vi.fn<(text: string) => void>();
    const hands = handsOn(
      <TextField editing={editing} steps={['title']} label="Short name" onSettle={settle} />,
    );
    expect(() => hands.change({ value: 'O' })).toThrow('no field');
    hands.change({ value: 'Root signing 16' }, 0, 'onBlur');
    expect(settle).not.toHaveBeenCalled();
    hands.change({ value: 'Other' }, 0, 'onBlur');
    expect(settle).toHaveBeenCalledExactlyOnceWith('Other');
    expect(edits).toEqual([]);
  });
});
