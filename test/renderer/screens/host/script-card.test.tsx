import { describe, expect, it } from 'vitest';
import { ScriptCard } from '../../../../renderer/screens/host/script-card.tsx';
import type { ScriptView } from '../../../../src/contract/script.ts';
import { scriptRunning } from '../../gallery/values/script.ts';
import { markup } from '../../markup.ts';
import { all, heard, treeOf, type Element } from '../../rules/tree.ts';

type Act = ScriptView['acts'][number];

const rowsOf = (acts: readonly Act[], elapsed = 95): readonly Element[] =>
  all(treeOf(markup(<ScriptCard acts={acts} elapsed={elapsed} />).html), 'tr').slice(1);
const now = scriptRunning.acts.findIndex(({ state }) => state === 'now');
const act = (change: Partial<Act>): Act => ({ ...scriptRunning.acts[now]!, ...change });

const times = (row: Element | undefined) => all(row!, 'td').map(heard);

describe('the script as it runs', () => {
  it('has a row for each act, of which one is current', () => {
    const rows = rowsOf(scriptRunning.acts);
    expect(rows).toHaveLength(scriptRunning.acts.length);
    const current = rows.filter(({ attributes }) => attributes.get('aria-current') === 'step');
    expect(current).toEqual([rows[now]]);
  });

  it('tells what an act is by a word, not by its mark alone', () => {
    const [done, running, next] = rowsOf([
      act({ state: 'done', took: 60 }),
      act({}),
      act({ state: 'next' }),
    ]).map((row) => heard(all(row, 'th')[0]!));
    expect(done).toContain(', done');
    expect(running).toContain(', now');
    expect(next).toContain(', to come');
  });

  it('says what is expected of the act that runs, and of no other', () => {
    const rows = rowsOf(scriptRunning.acts).map(heard);
    expect(rows.filter((row) => row.includes('Expected:'))).toEqual([rows[now]]);
    expect(rows[now]).toContain('Expected: Three valid signatures');
  });

  it('counts on in the act that runs, and shows what the others took', () => {
    const [done, running, next] = rowsOf([
      act({ state: 'done', estimate: 300, took: 250, initials: 'LB' }),
      act({ state: 'now', estimate: 600, took: null, initials: null }),
      act({ state: 'next', estimate: 240, took: null, initials: null }),
    ]);
    expect(times(done)).toEqual(['5:00', '4:10', 'LB']);
    expect(times(running)).toEqual(['10:00', '1:35', '']);
    expect(times(next)).toEqual(['4:00', '', '']);
  });

  it('keeps every deviation, and counts them', () => {
    const [one, two, none] = rowsOf([
      act({ deviations: ['USB port changed.'] }),
      act({ deviations: ['USB port changed.', 'A bag was open.'] }),
      act({ deviations: [] }),
    ]).map(heard);
    expect(one).toContain('1 deviation: USB port changed.');
    expect(two).toContain('2 deviations: USB port changed. A bag was open.');
    expect(none).not.toContain('deviation');
  });

  it('says what signing the record will cost until it is signed', () => {
    const checkpoint = { by: ['Priya Raman'], pins: 1, touches: 1 };
    const [running, done] = rowsOf([
      act({ checkpoint }),
      act({ checkpoint, state: 'done', took: 1 }),
    ]).map(heard);
    expect(running).toContain('Then Priya Raman signs the record: 1 PIN, 1 touch.');
    expect(done).not.toContain('the record');
    const two = { by: ['Amara Okafor', 'Priya Raman'], pins: 2, touches: 0 };
    expect(heard(rowsOf([act({ checkpoint: two })])[0]!)).toContain(
      'Then Amara Okafor, Priya Raman sign the record: 2 PINs, 0 touches.',
    );
  });
});
