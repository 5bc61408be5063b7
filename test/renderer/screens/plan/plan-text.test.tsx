import { describe, expect, it } from 'vitest';
import { PlanText } from '../../../../renderer/screens/plan/plan-text.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { edited } from './fields/editing-of.ts';

describe('the file of a plan', () => {
  it('is shown as it is, under its name', () => {
    const { editing } = edited();
    const { html, spoken } = markup(<PlanText editing={editing} />);
    expect(html).toContain('>ceremony.yaml</label>');
    expect(spoken).toContain('Nothing is wrong with this plan');
    expect(html).not.toContain('aria-invalid');
  });

  it('says what is wrong by line and column, tied to the text', () => {
    const { editing } = edited({ replace: ['  threshold: 2\n', '  threshold: 3\n'] });
    const { html, spoken } = markup(<PlanText editing={editing} />);
    const { at } = editing.draft.problems[0]!;
    const line = editing.text.split('\n')[at.line - 1];
    expect(line).toContain('threshold: 3');
    expect(spoken).toContain(`Line ${at.line}, column ${at.column}`);
    expect(html).toContain('aria-invalid="true"');
    const [, id] = /aria-describedby="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`id="${id}"`);
  });

  it('is taken as it is typed, also where it is no plan', () => {
    const typed: string[] = [];
    const { editing } = edited();
    const page = <PlanText editing={{ ...editing, type: (text) => typed.push(text) }} />;
    handsOn(page).change({ value: 'title: [\n' });
    expect(typed).toEqual(['title: [\n']);
  });

  it('cannot be changed once it is fixed', () => {
    const { html } = markup(<PlanText editing={edited({ fixed: true }).editing} />);
    expect(html).toContain('readOnly=""');
  });
});
