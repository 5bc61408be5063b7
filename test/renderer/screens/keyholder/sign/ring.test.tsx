import { describe, expect, it } from 'vitest';
import type { RingState } from '../../../../../renderer/screens/keyholder/sign/ring-state.ts';
import { TouchRing } from '../../../../../renderer/screens/keyholder/sign/touch-ring.tsx';
import { markup } from '../../../markup.ts';

const nothing = (): void => undefined;
const ring = (state: RingState, more: { never?: boolean; press?: boolean } = {}) =>
  markup(
    <TouchRing
      model="YubiKey 5C NFC"
      practice={false}
      state={state}
      never={more.never === true}
      onPress={more.press === true ? nothing : null}
    />,
  );
const segments = (html: string, state: string): number => html.split(`class="${state}"`).length - 1;

const ended = [
  { kind: 'touched', words: 'Touched', left: 15 },
  { kind: 'ran-out', words: 'Time ran out', left: 0 },
  { kind: 'cancelled', words: 'Cancelled', left: 0 },
] as const;

describe('the touch ring', () => {
  it('is empty and wordless at rest', () => {
    const { html, spoken } = ring({ kind: 'rest' });
    expect(segments(html, 'gone')).toBe(15);
    expect(spoken).toBe('');
  });

  it.each(ended)('that is $kind has a word, an icon and a shape of its own', (end) => {
    const { html, spoken } = ring({ kind: end.kind });
    expect(spoken).toBe(end.words);
    expect(html).toMatch(new RegExp(`ring-end-${end.kind}"><svg`));
    expect(html).toContain(`class="ring ring-${end.kind}"`);
    expect(segments(html, 'left')).toBe(end.left);
  });

  it.each(ended)(
    'that is $kind counts nothing, blinks no more and cannot be pressed',
    ({ kind }) => {
      const { html } = ring({ kind }, { press: true });
      expect(html).not.toMatch(/role="timer"|token-touch|tk-halo|<button/);
    },
  );

  it('shows no second that is not left', () => {
    const { html, spoken } = ring({ kind: 'waiting', secondsLeft: 0 });
    expect(segments(html, 'left')).toBe(0);
    expect(spoken).toBe('0 seconds left');
  });

  it('keeps a longer wait full until the last fifteen seconds', () => {
    const { html, spoken } = ring({ kind: 'waiting', secondsLeft: 40 });
    expect(segments(html, 'left')).toBe(15);
    expect(spoken).toBe('40 seconds left');
  });

  it('says the end also where it drew no ring', () => {
    expect(ring({ kind: 'cancelled' }, { never: true }).spoken).toBe('Cancelled');
    expect(ring({ kind: 'cancelled' }, { never: true }).html).not.toContain('class="ring ');
  });

  it('keeps the disc in the middle in every state, so that nothing jumps', () => {
    const boxes = [
      { kind: 'rest' } as const,
      { kind: 'waiting', secondsLeft: 9 } as const,
      { kind: 'touched' } as const,
      { kind: 'ran-out' } as const,
    ].map((state) => /class="token[^"]*" viewBox="([^"]*)"/.exec(ring(state).html)?.[1]);
    expect(new Set(boxes)).toEqual(new Set(['14 0 220 84']));
  });
});
