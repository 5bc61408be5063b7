import { describe, expect, it, vi } from 'vitest';
import { SetUpFirst } from '../../../../../renderer/screens/keyholder/key/set-up-first.tsx';
import { keySetUpFirst } from '../../../gallery/values/key.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

const look = keySetUpFirst('real');
const go = vi.fn<() => void>();
const page = (
  <SetUpFirst
    token={look.token!}
    why={look.setUpFirst ?? ''}
    back={<button type="button">Back</button>}
    onToken={go}
  />
);

describe('a YubiKey as from the factory', () => {
  it('has no key made on it: there is no field for a PIN, and nothing was sent', () => {
    const { html, spoken } = markup(page);
    expect(html).not.toContain('<input');
    expect(spoken).toContain('No key was made');
    expect(spoken).toContain('No PIN was sent');
    expect(spoken).toContain('everybody knows that');
  });

  it('leads to where it is set up, and says before that what this erases', () => {
    expect(markup(page).spoken).toContain('What is on it is erased');
    handsOn(page).press('Go to set up');
    expect(go).toHaveBeenCalledTimes(1);
  });
});
