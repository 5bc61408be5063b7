import { describe, expect, it, vi } from 'vitest';
import { ProveStage } from '../../../../../renderer/screens/keyholder/prove/prove-stage.tsx';
import { askedOf, proveOf, provedOf } from '../../../gallery/values/prove.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { all, heard, treeOf } from '../../../rules/tree.ts';
import { withStation } from '../../../quiet-station.tsx';

type Props = Parameters<typeof ProveStage>[0];
const nothing = (): void => undefined;
const stage = (change: Partial<Props> = {}) =>
  withStation(
    <ProveStage
      look={proveOf('real')}
      asked={askedOf('real')}
      practice={false}
      busy={false}
      problem={null}
      carried={null}
      secondsLeft={null}
      onTouch={nothing}
      onCancel={null}
      onRead={nothing}
      onProve={nothing}
      onCarry={nothing}
      onBack={nothing}
      {...change}
    />,
  );

describe('an answer to a challenge', () => {
  it('is asked for no PIN before the challenge was read and shown', () => {
    const { html, spoken } = markup(stage({ asked: null }));
    expect(html).not.toContain('type="password"');
    expect(spoken).toContain('Nothing is signed by reading it. Choose the challenge…');
  });

  it('is made after every word of the challenge was shown, and says that no root is signed', () => {
    const { spoken } = markup(stage());
    for (const line of askedOf('real').words) expect(spoken).toContain(line);
    expect(spoken).toContain('No root and no metadata are signed.');
    expect(spoken).toContain('Compare number and root with what the delegator said');
  });

  it('is not made without a PIN, by button or by Enter', () => {
    const prove = vi.fn<(pin: string) => void>();
    const screen = stage({ onProve: prove });
    expect(markup(screen).html).toMatch(/aria-disabled="true"[^>]*>Answer the challenge/);
    expect(markup(screen).spoken).toContain('The PIN comes first.');
    handsOn(screen).enter();
    expect(prove).not.toHaveBeenCalled();
  });

  it('waits for the token that is out', () => {
    const { html, spoken } = markup(stage({ look: { ...proveOf('real'), token: null } }));
    expect(html).toMatch(/aria-disabled="true"[^>]*>Answer the challenge/);
    expect(spoken).toContain('Plug in your token.');
  });

  it.each([
    ['a challenge is read', { asked: null }, 'Choose the challenge…'],
    ['it is copied', { look: provedOf('real') }, 'Copy the answer to a folder…'],
  ] as const)('says at the waiting action itself that it works, while %s', (_, change, words) => {
    const { html } = markup(stage({ ...change, busy: true }));
    const [button] = all(treeOf(html), 'button').filter((one) => heard(one) === words);
    expect(button?.attributes.get('aria-disabled')).toBe('true');
    expect(button?.attributes.get('aria-describedby')).toBe('action-note');
  });

  it('can be cancelled while the token acts, and then only: Back is another way', () => {
    const cancel = vi.fn<() => void>();
    const acting = stage({ busy: true, secondsLeft: 11, onCancel: cancel });
    expect(markup(acting).html).toMatch(/Cancel<kbd aria-hidden="true">Esc/);
    expect(markup(acting).spoken).not.toContain('Back');
    handsOn(acting).press('Cancel');
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(markup(stage()).spoken).not.toContain('Cancel');
  });

  it('takes no PIN while a touch is awaited, and no other challenge', () => {
    const prove = vi.fn<(pin: string) => void>();
    const acting = stage({ busy: true, secondsLeft: 11, onCancel: nothing, onProve: prove });
    const { html, spoken } = markup(acting);
    expect(html).not.toContain('type="password"');
    expect(spoken).not.toContain('Another challenge…');
    handsOn(acting).enter();
    expect(prove).not.toHaveBeenCalled();
  });

  it('is copied out once it is made, and never asked for again', () => {
    const { html, spoken } = markup(stage({ look: provedOf('real') }));
    expect(html).toContain('>Your key has answered</h1>');
    expect(html).not.toContain('type="password"');
    expect(spoken).toContain('The answer goes to the delegator. Copy the answer to a folder…');
    expect(spoken).toContain('delegation/5f0c2d815f0c2d81/0123456789abcdef.proof.json');
  });

  it('to another challenge than the answered one is asked for', () => {
    const other = { ...askedOf('real'), number: '00000001' };
    const { html } = markup(stage({ look: provedOf('real'), asked: other }));
    expect(html).toContain('type="password"');
    expect(html).not.toContain('Your key has answered');
  });

  it.each([
    ['token', 'If the token blinks, touch it'],
    ['screen', 'Press the gold disc on screen.'],
    ['none', 'Working.'],
  ] as const)('says what is to be done while it is made, for touch: %s', (touch, words) => {
    expect(markup(stage({ busy: true, look: { ...proveOf('real'), touch } })).spoken).toContain(
      words,
    );
  });
});
