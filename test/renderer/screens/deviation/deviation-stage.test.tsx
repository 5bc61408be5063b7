import { describe, expect, it } from 'vitest';
import { DeviationStage } from '../../../../renderer/screens/deviation/deviation-stage.tsx';
import type { DeviationText } from '../../../../renderer/screens/deviation/deviation-text.ts';
import { RecordedNote } from '../../../../renderer/screens/deviation/recorded-note.tsx';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';
import { all, treeOf, written } from '../../rules/tree.ts';

const stage = (start: Partial<DeviationText> = {}) =>
  markup(
    withStation(
      <DeviationStage
        about="other"
        start={start}
        then="Then the ceremony goes on."
        onBack={() => undefined}
        onRecorded={() => undefined}
      />,
    ),
  );

describe('a deviation', () => {
  it('is asked for in three named fields, each with a hint', () => {
    const { html, spoken } = stage();
    expect(all(treeOf(html), 'textarea')).toHaveLength(3);
    expect(spoken).toContain('What was expected As the plan or the script says it.');
    expect(spoken).toContain('What was decided What you do now, and who agreed to it.');
  });

  it('begins with what is known already', () => {
    const { html } = stage({ happened: 'Token 24617820 is plugged in.' });
    expect(all(treeOf(html), 'textarea').map(written)).toEqual([
      '',
      'Token 24617820 is plugged in.',
      '',
    ]);
  });

  it('waits until all three say something, then says what happens next', () => {
    expect(stage().spoken).toContain('All three are needed. Record the deviation');
    expect(stage({ expected: 'a', happened: 'b', decided: '  ' }).html).toContain('aria-disabled');
    const whole = stage({ expected: 'a', happened: 'b', decided: 'c' });
    expect(whole.html).not.toContain('aria-disabled');
    expect(whole.spoken).toContain('Then the ceremony goes on. Record the deviation');
  });

  it('says beforehand that it stays in the record', () => {
    expect(stage().spoken).toContain('They are never taken out again.');
  });

  it('takes no more than the station takes', () => {
    expect(stage().html.match(/maxLength="2000"/g)).toHaveLength(3);
  });

  it('keeps what a person typed as text', () => {
    const { html } = stage({ expected: '</textarea><script>x</script>' });
    expect(html).not.toContain('<script>');
  });
});

describe('a deviation that was recorded', () => {
  it('is confirmed by icon and words, as a status', () => {
    const { html, spoken } = markup(<RecordedNote then="Tell the host." />);
    expect(spoken).toBe('The deviation is in the record. Tell the host.');
    expect(html).toMatch(/^<output class="note-line note-ok"><svg/);
  });
});
