import { describe, expect, it } from 'vitest';
import { Faults, faultsOf } from '../../../../../renderer/screens/plan/fields/faults.tsx';
import { markup } from '../../../markup.ts';
import { edited } from './editing-of.ts';

const tooMany = edited({ replace: ['  threshold: 2\n', '  threshold: 3\n'] });
const threshold = ['tuf', 'threshold'];

describe('what is wrong with a member', () => {
  it('stands at that member, and at no other', () => {
    expect(faultsOf(tooMany.editing.draft, threshold, false)).toHaveLength(1);
    expect(faultsOf(tooMany.editing.draft, ['tuf', 'rootVersion'], false)).toEqual([]);
    expect(faultsOf(edited().editing.draft, threshold, true)).toEqual([]);
  });

  it('stands at a list too where a field shows the whole of it, and only there', () => {
    const { draft } = edited({ replace: ['- tom-okafor', '- tom-okafo'] }).editing;
    expect(faultsOf(draft, ['tuf', 'holders'], true).length).toBeGreaterThan(0);
    expect(faultsOf(draft, ['tuf', 'holders'], false)).toEqual([]);
    expect(faultsOf(draft, ['tuf', 'holders', 1], false).length).toBeGreaterThan(0);
    expect(faultsOf(draft, ['tuf', 'holders', 0], true)).toEqual([]);
  });

  it('is said as a sentence with the way out, and marked by an icon too', () => {
    const { html, spoken } = markup(
      <Faults editing={tooMany.editing} steps={threshold} id="a-faults" />,
    );
    expect(spoken).toMatch(/^The threshold is larger than the number of keys\. /);
    expect(html).toContain('id="a-faults"');
    expect(html).toContain('<svg');
    expect(tooMany.editing.draft.problems[0]?.hint).not.toBe('');
    expect(spoken).toContain(tooMany.editing.draft.problems[0]?.hint ?? '');
  });

  it('leaves nothing behind where nothing is wrong', () => {
    expect(markup(<Faults editing={edited().editing} steps={threshold} />).html).toBe('');
  });
});
