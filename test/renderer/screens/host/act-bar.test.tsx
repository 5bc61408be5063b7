import { describe, expect, it, vi } from 'vitest';
import { ActBar } from '../../../../renderer/screens/host/act-bar.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const done = {
  onDeviation: vi.fn<() => void>(),
  onRecord: vi.fn<() => void>(),
  onLeave: vi.fn<() => void>(),
  onGoOn: vi.fn<() => void>(),
};

const bar = (change: Partial<Parameters<typeof ActBar>[0]> = {}) => (
  <ActBar
    next={{ label: 'Publish the root', note: 'It moves root.json.' }}
    missing={null}
    busy={false}
    waiting={false}
    {...done}
    {...change}
  />
);

const note = (change: Parameters<typeof bar>[0]) => markup(bar(change)).spoken;

describe('the host’s bar', () => {
  it('says beside the act what it does, or first what is still to be typed, or that it works', () => {
    expect(note({})).toContain('It moves root.json. Publish the root');
    expect(note({ missing: 'Enter the PIN.' })).toContain('Enter the PIN. Publish the root');
    expect(note({ missing: 'Enter the PIN.', busy: true })).toContain('Working. Publish the root');
  });

  it('names that sentence as the reason of the act', () => {
    const { html } = markup(bar({ waiting: true }));
    const [, id] = /aria-disabled="true" aria-describedby="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`id="${id}">It moves root.json.`);
  });

  it('does the act when it is awake, and not while it waits', () => {
    handsOn(bar({ waiting: true })).press('Publish the root');
    expect(done.onGoOn).not.toHaveBeenCalled();
    handsOn(bar()).press('Publish the root');
    expect(done.onGoOn).toHaveBeenCalledTimes(1);
  });

  it('records a deviation at any time, also while an act waits, unless that itself cannot be', () => {
    handsOn(bar({ waiting: true, busy: true })).press('Record a deviation');
    expect(done.onDeviation).toHaveBeenCalledTimes(1);
    handsOn(bar({ deviationWaits: true })).press('Record a deviation');
    expect(done.onDeviation).toHaveBeenCalledTimes(1);
  });

  it('leads to the record and out, also while something is under way', () => {
    const hands = handsOn(bar({ busy: true, waiting: true }));
    hands.press('See the record');
    hands.press('Leave');
    expect(done.onRecord).toHaveBeenCalledTimes(1);
    expect(done.onLeave).toHaveBeenCalledTimes(1);
  });

  it('has a deviation first and the act last, with one primary action only', () => {
    const { spoken, html } = markup(bar({ children: <button type="button">Pause</button> }));
    expect(spoken).toMatch(/^Record a deviation Pause See the record Leave .*Publish the root$/);
    expect(html.match(/btn-primary/g)).toHaveLength(1);
  });
});
