import { describe, expect, it } from 'vitest';
import { TroubleCard, withKind } from '../../../../renderer/screens/host/trouble-card.tsx';
import { scriptTroubled } from '../../gallery/values/script.ts';
import { markup } from '../../markup.ts';

const troubles = scriptTroubled.troubles ?? [];

describe('the card of trouble', () => {
  it('shows each with what it does, and which are chosen', () => {
    const { html } = markup(<TroubleCard troubles={troubles} busy={false} onChoose={() => {}} />);
    for (const { title, sentence } of troubles) {
      expect(html).toContain(title);
      expect(html).toContain(sentence);
    }
    expect(html.match(/checked=""/g)).toHaveLength(3);
    // What has happened cannot be taken back.
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(2);
  });

  it('takes nothing while something is under way', () => {
    const { html } = markup(<TroubleCard troubles={troubles} busy onChoose={() => {}} />);
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(5);
  });

  it('asks for what is still to happen, and nothing that has', () => {
    expect(withKind(troubles, 'locked-pin', true)).toEqual(['pulled-token', 'locked-pin']);
    expect(withKind(troubles, 'pulled-token', false)).toEqual([]);
    expect(withKind(troubles, 'corrupt-file', true)).toEqual(['pulled-token', 'corrupt-file']);
  });
});
