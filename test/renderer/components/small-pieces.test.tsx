import { describe, expect, it } from 'vitest';
import { Button } from '../../../renderer/components/button.tsx';
import { Choice } from '../../../renderer/components/choice.tsx';
import { Serial, SerialDiff } from '../../../renderer/components/serial.tsx';
import { Tag } from '../../../renderer/components/tag.tsx';
import { markup } from '../markup.ts';

describe('Serial', () => {
  it('is read digit by digit, and its printed digits have no gaps to copy', () => {
    const { html } = markup(<Serial value="24617802" />);
    expect(html).toContain('<span class="vh">2 4 6 1 7 8 0 2</span>');
    expect(html).toContain('<span>24</span><span>617</span><span>802</span>');
  });

  it('marks the digits that differ from another', () => {
    const { html } = markup(<SerialDiff value="24617820" other="24617802" />);
    expect(html).toContain('<span><span>8</span><mark>20</mark></span>');
  });

  it('marks nothing between equal serials', () => {
    expect(markup(<SerialDiff value="7617802" other="07617802" />).html).not.toContain('<mark>');
  });
});

describe('Button', () => {
  it('that waits can be focused, does nothing, and names its reason', () => {
    const { html } = markup(
      <Button kind="primary" waiting describedBy="why">
        Use 24617802
      </Button>,
    );
    expect(html).toContain('aria-disabled="true"');
    expect(html).toContain('aria-describedby="why"');
    expect(html).not.toMatch(/\sdisabled/);
  });

  it('never submits a form that it does not name', () => {
    expect(markup(<Button>Back</Button>).html).toContain('type="button"');
    expect(markup(<Button form="pin">Go on</Button>).html).toContain('type="submit" form="pin"');
  });

  it('shows its key without adding it to its name', () => {
    expect(markup(<Button keyCap="Esc">Cancel</Button>).spoken).toBe('Cancel');
  });
});

const choice = (locked: boolean) =>
  markup(
    <Choice group="token" checked={false} locked={locked} onChoose={() => undefined}>
      Not in the plan for you.
    </Choice>,
  );

describe('Choice', () => {
  it('that is locked can be reached, is said to be locked, and is drawn with a lock', () => {
    const { html, spoken } = choice(true);
    expect(html).toContain('aria-disabled="true"');
    expect(html).not.toMatch(/<input[^>]* disabled/);
    expect(html).toContain('is-off');
    expect(spoken).toContain('Not in the plan for you.');
  });

  it('that is open carries neither', () => {
    expect(choice(false).html).not.toMatch(/aria-disabled|is-off|<svg/);
  });
});

describe('Tag', () => {
  it('is an icon and its words', () => {
    const { html, spoken } = markup(
      <Tag kind="ok" icon="check">
        Checked
      </Tag>,
    );
    expect(html).toContain('tag tag-ok');
    expect(html).toContain('<svg');
    expect(spoken).toBe('Checked');
  });
});
