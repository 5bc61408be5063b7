import { describe, expect, it, vi } from 'vitest';
import { CareContext, type CareWay } from '../../../renderer/care-ways.ts';
import { Choice } from '../../../renderer/components/choice.tsx';
import { KeyboardHelp } from '../../../renderer/components/keyboard-help.tsx';
import { Panel } from '../../../renderer/components/panel.tsx';
import { ProblemPanel } from '../../../renderer/components/problem.tsx';
import { Progress } from '../../../renderer/components/progress.tsx';
import { Segments } from '../../../renderer/components/segments.tsx';
import { plainProblem } from '../../../src/contract/problem.ts';
import { handsOn } from '../hands.tsx';
import { markup } from '../markup.ts';

describe('a panel', () => {
  it('is closed by its button and by Esc, which the page handles, not the browser', () => {
    const close = vi.fn<() => void>();
    const hands = handsOn(
      <Panel title="Keys" onClose={close}>
        <p>inside</p>
      </Panel>,
    );
    hands.press('Close');
    const prevent = vi.fn<() => void>();
    const dialog = hands.drawn.find(({ tag }) => tag === 'dialog')!;
    (dialog.props['onCancel'] as (event: unknown) => void)({ preventDefault: prevent });
    expect([close.mock.calls.length, prevent.mock.calls.length]).toEqual([2, 1]);
  });
});

describe('a choice', () => {
  const choose = vi.fn<() => void>();
  const choice = (locked: boolean) => (
    <Choice group="way" checked={false} locked={locked} onChoose={choose}>
      <b>This way</b>
    </Choice>
  );

  it('that is locked is not made by a press or an arrow', () => {
    handsOn(choice(true)).change({});
    expect(choose).not.toHaveBeenCalled();
    handsOn(choice(false)).change({});
    expect(choose).toHaveBeenCalledTimes(1);
  });
});

it('a view is chosen by its value', () => {
  const changed = vi.fn<(value: 'words' | 'raw') => void>();
  const options = [
    { value: 'words', label: 'In words' },
    { value: 'raw', label: 'Raw bytes' },
  ] as const;
  handsOn(<Segments legend="View" options={options} value="words" onChange={changed} />).change(
    {},
    1,
  );
  expect(changed).toHaveBeenCalledExactlyOnceWith('raw');
});

it('single letters are turned off where they are explained', () => {
  const letters = vi.fn<(on: boolean) => void>();
  handsOn(
    <KeyboardHelp singleLetters onSingleLetters={letters} onClose={() => undefined} />,
  ).change({ checked: false });
  expect(letters).toHaveBeenCalledExactlyOnceWith(false);
});

const stopped = (code: string) => (
  <ProblemPanel problem={plainProblem(code, 'the PIN is locked', { hint: 'Use the PUK.' })} />
);

describe('a problem that the person can help here', () => {
  it.each([
    ['pin.locked', 'Unblock the PIN with the PUK', 'unblock'],
    ['puk.locked', 'Look at its details', 'details'],
    ['token.set-up-first', 'Set this YubiKey up', 'set-up'],
  ] as const)('%s leads there', (code, words, way) => {
    const go = vi.fn<(to: CareWay) => void>();
    handsOn(<CareContext value={go}>{stopped(code)}</CareContext>).press(words);
    expect(go).toHaveBeenCalledExactlyOnceWith(way);
  });

  it('leads nowhere where there is no such way, or for any other problem', () => {
    expect(markup(stopped('pin.locked')).html).not.toContain('<button');
    const other = <CareContext value={() => undefined}>{stopped('pin.wrong')}</CareContext>;
    expect(markup(other).html).not.toContain('<button');
  });
});

const openEnded = (done: number) => markup(<Progress doing="Reading" done={done} total={null} />);

describe('work that takes longer', () => {
  it('of which nobody knows how much there is counts what was done', () => {
    expect(openEnded(1234).spoken).toContain('1,234 so far');
    expect(openEnded(0).spoken).not.toContain('so far');
    expect(openEnded(5).html).not.toContain('value=');
  });

  it('says how far its one step is', () => {
    expect(
      markup(<Progress doing="Reading" done={1} total={3} part="2 of 9 MiB" />).spoken,
    ).toContain('2 of 9 MiB');
  });
});
