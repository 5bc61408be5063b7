import { describe, expect, it } from 'vitest';
import { MakeKey } from '../../../../../renderer/screens/keyholder/key/make-key.tsx';
import type { KeyLook } from '../../../../../src/contract/keyholder.ts';
import { StationContext } from '../../../../../renderer/calls.ts';
import { askedStation } from '../../../asked-station.tsx';
import { keyLook, keyLoses } from '../../../gallery/values/key.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

const nothing = (): void => undefined;

function screen(look: KeyLook) {
  const { station, asked } = askedStation({});
  const page = (
    <StationContext value={station}>
      <MakeKey
        look={look}
        token={look.token!}
        back={<button type="button">Back</button>}
        tokenIsOut={false}
        onActing={nothing}
        onLook={nothing}
      />
    </StationContext>
  );
  return { page, asked };
}

describe('making a key', () => {
  it.each([
    ['choose', keyLook('real', 'choose'), 'Type the PIN twice first.'],
    ['enter', keyLook('real', 'enter'), 'Type the PIN first.'],
  ] as const)('sends nothing without a PIN (%s), by button or by Enter', (_, look, note) => {
    const { page, asked } = screen(look);
    expect(markup(page).spoken).toContain(note);
    expect(markup(page).html).toMatch(/aria-disabled="true"[^>]*>Make the key on/);
    const hands = handsOn(page);
    hands.press('Make the key on');
    hands.enter();
    expect(asked).toEqual([]);
  });

  it('asks for a key that is lost to be named first, before the PIN counts', () => {
    const { page, asked } = screen(keyLoses('real'));
    const { spoken } = markup(page);
    expect(spoken).toContain('Name the key that is lost first.');
    expect(spoken).toContain('This key will be lost');
    handsOn(page).enter();
    expect(asked).toEqual([]);
    expect(markup(screen(keyLook('real')).page).spoken).not.toContain('This key will be lost');
  });

  it('names the token in the act itself, so that it is not another one', () => {
    const look = keyLook('real');
    const digits = Array.from(look.token?.serial ?? '').join(' ');
    expect(markup(screen(look).page).spoken).toContain(`Make the key on ${digits}`);
  });

  it('tells all that will happen before it does', () => {
    const look = keyLook('real');
    const { html } = markup(screen(look).page);
    expect(html.match(/<ol class="todo">(.*?)<\/ol>/s)?.[1]?.match(/<li>/g)).toHaveLength(
      look.willDo.length,
    );
  });
});
