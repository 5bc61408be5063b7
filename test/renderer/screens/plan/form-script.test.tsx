import { describe, expect, it } from 'vitest';
import { ScriptForm } from '../../../../renderer/screens/plan/form-script.tsx';
import { plannedActs } from '../../../../src/ceremony/script.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { all, heard, treeOf, within } from '../../rules/tree.ts';
import { edited } from './fields/editing-of.ts';

const script = 'script:';
/** The full plan, whose script says nothing. */
const without = () =>
  edited({ replace: [edited().editing.text.match(/\nscript:\n(?: .*\n)+/)![0], '\n'] });

describe('the script of a plan', () => {
  it('is shown as it will be, with times, and what signing the record costs', () => {
    const { editing } = edited();
    const { html, spoken } = markup(<ScriptForm editing={editing} />);
    const [list] = all(treeOf(html), 'ol');
    const lines = all(list!, 'li').map(heard);
    const acts = plannedActs(editing.draft.plan!);
    expect(lines).toHaveLength(acts.length);
    expect(lines.find((line) => line.startsWith('Everybody signs'))).toBe(
      'Everybody signs · then the record is signed: PINs 2, touches 2 10m',
    );
    expect(spoken).toMatch(/About \S+ in all\./);
  });

  it('says that it cannot be listed while something is wrong with the plan', () => {
    const { editing } = edited({ replace: ['threshold: 2', 'threshold: 9'] });
    const { html, spoken } = markup(<ScriptForm editing={editing} />);
    expect(spoken).toContain('The acts are listed here when nothing is wrong with the plan.');
    expect(all(treeOf(html), 'ol')).toEqual([]);
  });

  it('asks an act of one’s own what is done, and one of the station’s for another title', () => {
    const { html } = markup(<ScriptForm editing={edited().editing} />);
    const items = all(treeOf(html), 'li').filter((one) => within(one, ({ tag }) => tag === 'ul'));
    const [safe, clock] = items.map(heard);
    expect(safe).toMatch(/^Open the safe .*What is done/);
    expect(safe).not.toContain('Another title');
    expect(clock).toContain('Another title');
    expect(clock).not.toContain('What is done');
  });

  it('gets the time of an act that has none of its own yet', () => {
    const of = edited();
    handsOn(<ScriptForm editing={of.editing} />).press('Set the time of an act');
    const [edit] = of.edits;
    expect(edit).toMatchObject({ kind: 'insert', steps: ['script', 'acts'], index: 5 });
    const act = (edit as { value?: { act?: string } }).value?.act;
    expect(['clock', 'sign', 'close']).not.toContain(act);
    expect(plannedActs(of.editing.draft.fields!).map(({ id }) => id)).toContain(act);
  });

  it('gets an act of one’s own at its end', () => {
    const of = edited();
    handsOn(<ScriptForm editing={of.editing} />).press('Add an act of your own');
    expect(of.edits).toMatchObject([
      { kind: 'insert', steps: ['script', 'acts'], index: 5, value: { estimate: '2m' } },
    ]);
  });

  it('has the record signed after an act that has no signature yet, by a keyholder', () => {
    const of = edited();
    handsOn(<ScriptForm editing={of.editing} />).press('Have the record signed');
    expect(of.edits).toEqual([
      {
        kind: 'insert',
        steps: ['script', 'checkpoints'],
        index: 1,
        value: { after: 'publish', by: ['priya-raman'] },
      },
    ]);
  });

  it('makes the list of acts first, in a plan that says nothing of its script', () => {
    const of = without();
    expect(of.editing.text).not.toContain(script);
    handsOn(<ScriptForm editing={of.editing} />).press('Have the record signed');
    expect(of.edits).toMatchObject([
      { kind: 'set', steps: ['script', 'acts'], value: [] },
      { kind: 'insert', steps: ['script', 'checkpoints'], index: 0, value: { after: 'sign' } },
    ]);
  });

  it('offers no signature where the acts are not known, and none once the plan is fixed', () => {
    const unknown = edited({ replace: ['kind: rotation', 'kind: picnic'] });
    expect(markup(<ScriptForm editing={unknown.editing} />).spoken).not.toContain(
      'Have the record signed',
    );
    const fixed = edited({ fixed: true });
    expect(markup(<ScriptForm editing={fixed.editing} />).html).not.toContain('<button');
  });
});
