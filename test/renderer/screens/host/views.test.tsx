import { describe, expect, it } from 'vitest';
import { ActsCard } from '../../../../renderer/screens/host/acts-card.tsx';
import { CarryCard } from '../../../../renderer/screens/host/carry-card.tsx';
import { KeyholdersCard } from '../../../../renderer/screens/host/keyholders-card.tsx';
import { hostAtStart, hostOf } from '../../gallery/values/host.ts';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;
const keyholders = (view: ReturnType<typeof hostOf>, practice: boolean) =>
  markup(<KeyholdersCard view={view} practice={practice} busy={false} onPracticeSign={nothing} />);

const count = (deviations: number) => markup(<ActsCard acts={[]} deviations={deviations} />).spoken;

const card = (staged: boolean) =>
  markup(<CarryCard staged={staged} busy={false} onTake={nothing} onCarry={nothing} />).spoken;

describe('the script', () => {
  it('names the state of each act, and expects something of the current one only', () => {
    const { html, spoken } = markup(<ActsCard acts={hostOf('real').acts} deviations={0} />);
    expect(spoken).toContain('Stage root version 16 , done');
    expect(spoken).toContain('Keyholders sign root version 16 , now Expected: three valid');
    expect(spoken.match(/Expected:/g)).toHaveLength(1);
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(spoken).not.toContain('deviation');
  });

  it('counts deviations', () => {
    expect(count(1)).toContain('1 deviation');
    expect(count(2)).toContain('2 deviations');
  });
});

describe('the keyholders', () => {
  it('are shown by state, with words', () => {
    const { spoken } = keyholders(hostOf('real'), false);
    expect(spoken).toContain('2 of 5 have signed.');
    expect(spoken).toMatch(/Amara Okafor 1 2 0 7 8 3 1 1 .{0,12}Signed 14:20/);
    expect(spoken).toMatch(/Rafael Duarte 1 4 4 7 0 9 1 1 .{0,12}Not started/);
  });

  it('can be played in a rehearsal, but not those who signed, and never in a real ceremony', () => {
    const { spoken } = keyholders(hostOf('rehearsal'), true);
    expect(spoken).toContain('Let Mei sign');
    expect(spoken).not.toContain('Let Amara sign');
    expect(keyholders(hostOf('real'), false).html).not.toContain('<button');
  });

  it('have a drawn absence where there is no key, and no meters before there is a root', () => {
    const { html } = keyholders(hostAtStart('real'), false);
    expect(html.match(/no-weave/g)).toHaveLength(3);
    expect(html).not.toContain('class="meter"');
  });
});

describe('carrying by stick', () => {
  it('offers the staged root only when there is one', () => {
    expect(card(false)).not.toContain('Give the staged root');
    expect(card(true)).toContain('Give the staged root');
    expect(card(false)).toContain('Bring a keyholder’s work');
  });
});
