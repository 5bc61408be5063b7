import { describe, expect, it } from 'vitest';
import {
  KeyCardItem,
  KeyCardList,
} from '../../../../../renderer/screens/host/assemble/key-card.tsx';
import type { KeyCard } from '../../../../../src/contract/assembly.ts';
import { assemblyOf, assemblySigning, broughtKey } from '../../../gallery/values/assembly.ts';
import { markup } from '../../../markup.ts';

const [noted] = assemblyOf('real').keys as [KeyCard];
const planned = assemblySigning('real').keys[2]!;
const stranger = broughtKey('real').keys[1]!;
const item = (card: KeyCard) => markup(<KeyCardItem card={card} practice={false} />);

describe('the card of a key', () => {
  it('opens what is not as planned, and counts the rest', () => {
    const { spoken } = item(noted);
    expect(spoken).toContain('Take note');
    expect(spoken).toContain('Firmware 5.4.3');
    expect(spoken).toContain('5 lines as planned');
    expect(spoken).not.toContain('Touch Needed every time');
  });

  it('has nothing open where all is as planned', () => {
    const { html, spoken } = item(planned);
    expect(spoken).toContain('Checked');
    expect(spoken).toContain('4 lines as planned');
    expect(html).toMatch(/aria-expanded="false"/);
  });

  it('says of a key against the plan what is against it, and that it stayed outside', () => {
    const { spoken } = item(stranger);
    expect(spoken).toContain('Against the plan');
    expect(spoken).toContain('It stayed outside.');
    expect(spoken).toContain('Nobody in the plan has token');
  });

  it('draws no weave and no words of a key that cannot be read', () => {
    const { html, spoken } = item({ ...stranger, spkiSha256: null });
    expect(html).toContain('class="no-weave"');
    expect(spoken).not.toContain('First two of eight rows');
  });

  it('counts one line as one', () => {
    const [first, ...rest] = noted.claims;
    const { spoken } = item({ ...noted, claims: [first!, rest.at(-1)!] });
    expect(spoken).toContain('1 line as planned');
  });
});

it('a list without keys says so in its own words', () => {
  const { spoken } = markup(
    <KeyCardList title="Keys" empty="No key has come in yet." keys={[]} practice={false} />,
  );
  expect(spoken).toBe('Keys No key has come in yet.');
});
