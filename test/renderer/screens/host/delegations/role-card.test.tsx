import { describe, expect, it, vi } from 'vitest';
import { RoleCard } from '../../../../../renderer/screens/host/delegations/role-card.tsx';
import { delegationsOf } from '../../../gallery/values/delegations.ts';
import { ROOT } from '../../../gallery/values/digests.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

type Props = Parameters<typeof RoleCard>[0];
const role = delegationsOf('real').roles[0]!;
const card = (change: Partial<Props['role']> = {}, more: Partial<Props> = {}) => (
  <RoleCard
    role={{ ...role, ...change }}
    practice={false}
    locked={false}
    onChange={() => undefined}
    {...more}
  />
);

describe('a delegated role', () => {
  it('says how many of which keys sign for which paths', () => {
    const [own] = role.keys;
    const keys = [own!, { ...own!, name: 'Mei Tanaka', spkiSha256: ROOT }];
    const { spoken } = markup(card({ threshold: 2, keys }));
    expect(spoken).toContain('2 of 2 keys sign for');
    expect(spoken).toContain('Mei Tanaka');
    for (const path of role.paths) expect(spoken).toContain(path);
    for (const { name } of role.keys) expect(spoken).toContain(name);
    expect(markup(card({ threshold: 1 })).spoken).toContain('1 of 1 key signs for');
  });

  it('says whether anybody is asked after it', () => {
    expect(markup(card({ terminating: true })).spoken).toContain('nobody after them is asked');
    expect(markup(card({ terminating: false })).spoken).toContain('roles after it are asked, too');
  });

  it('is marked where its project has signed nothing yet', () => {
    expect(markup(card({ version: null })).spoken).toContain('No metadata yet');
    expect(markup(card({ version: 4 })).spoken).toContain('Version 4');
  });

  it('is changed by a press that names it, since there may be several', () => {
    const change = vi.fn<Props['onChange']>();
    const hands = handsOn(card({ changeable: true }, { onChange: change }));
    for (const words of ['Paths or threshold', 'Hand over', 'Revoke']) hands.press(words);
    expect(change.mock.calls).toEqual([['adjust'], ['redelegate'], ['revoke']]);
    const { html } = markup(card({ changeable: true }));
    expect(html.match(new RegExp(`aria-label="[^"]*… ${role.name}"`, 'g'))).toHaveLength(3);
  });

  it('keeps its terms where they cannot be changed by themselves, and everything while one waits', () => {
    expect(markup(card({ changeable: false })).html).not.toContain('Paths or threshold…');
    const { html, spoken } = markup(card({}, { locked: true }));
    expect(html).not.toContain('<button');
    expect(spoken).toContain('Another change waits. One at a time.');
  });

  it('carries its warnings', () => {
    expect(markup(card({ warnings: ['Two keys are one.'] })).spoken).toContain('Two keys are one.');
  });
});
