import { describe, expect, it } from 'vitest';
import { ActList } from '../../../../renderer/screens/keyholder/script-panel.tsx';
import { scriptOfKeyholder } from '../../gallery/values/script.ts';
import { markup } from '../../markup.ts';

describe('the script at the keyholder’s station', () => {
  const acts = scriptOfKeyholder.acts;
  const somebody = 'Priya Raman';
  const { html, spoken } = markup(<ActList acts={acts} you={somebody} />);

  it('has every act with who does it and what is there when it is over', () => {
    expect(html.match(/<li>/g)).toHaveLength(acts.length);
    for (const act of acts) {
      expect(spoken).toContain(act.title);
      expect(spoken).toContain(act.who.join(', '));
      expect(spoken).toContain(`Expected: ${act.expected}`);
    }
  });

  it('marks the acts in which this person acts, and no other', () => {
    const mine = acts.filter(({ who }) => who.includes(somebody));
    expect(mine).toHaveLength(2);
    expect(html.match(/You act/g)).toHaveLength(mine.length);
    expect(markup(<ActList acts={acts} you="Nobody" />).html).not.toContain('You act');
  });
});
