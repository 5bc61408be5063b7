import { describe, expect, it } from 'vitest';
import { BringCard } from '../../../../../renderer/screens/host/assemble/bring-card.tsx';
import { BroughtCard } from '../../../../../renderer/screens/host/assemble/brought-card.tsx';
import { broughtKey, broughtSignatures } from '../../../gallery/values/assembly.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { all, heard, treeOf } from '../../../rules/tree.ts';

type Props = Parameters<typeof BringCard>[0];

function card(change: Partial<Props> = {}) {
  const acts: unknown[] = [];
  const view = (
    <BringCard
      planned={null}
      branches={['keyholder/priya-raman']}
      way="folder"
      branch=""
      busy={false}
      waiting={false}
      onWay={(way) => acts.push(way)}
      onBranch={(branch) => acts.push({ branch })}
      onBring={() => acts.push('bring')}
      {...change}
    />
  );
  return { view, acts, ...markup(view) };
}

describe('where a keyholder’s work comes from', () => {
  it('is as the plan says only where the plan says it', () => {
    expect(card().spoken).not.toContain('As planned');
    expect(card({ planned: 'ssh://git@example.org/root.git' }).spoken).toContain('As planned');
  });

  it('asks for a branch by Git alone, offers those that wait, and says whose they are', () => {
    expect(all(treeOf(card().html), 'form')).toEqual([]);
    const git = card({ way: 'git' });
    expect(all(treeOf(git.html), 'option').map(heard)).toEqual(['keyholder/priya-raman']);
    expect(git.spoken).toContain('Branch');
    expect(git.spoken).toContain('Its last part says whose work it is.');
    const planned = card({ way: 'planned', planned: 'ssh://git@example.org/root.git' });
    expect(planned.spoken).toContain('From ssh://git@example.org/root.git.');
  });

  it.each([
    ['folder', 'Choose the folder…'],
    ['git', 'Choose the repository…'],
    ['planned', 'Read the branch'],
  ] as const)('by %s is begun by a button that says so', (way, words) => {
    const { view, acts } = card({ way, planned: 'ssh://x' });
    handsOn(view).press(words);
    expect(acts).toEqual(['bring']);
  });

  it('is not begun while something is missing or under way', () => {
    for (const still of [{ waiting: true }, { busy: true }]) {
      const { view, acts } = card(still);
      handsOn(view).press('Choose the folder…');
      expect(acts).toEqual([]);
    }
  });

  it('tells the branch as it is typed', () => {
    const { view, acts } = card({ way: 'git' });
    handsOn(view).change({ value: 'keyholder/mei' }, 2);
    expect(acts).toEqual([{ branch: 'keyholder/mei' }]);
  });
});

const brought = (of: Parameters<typeof BroughtCard>[0]['brought']) =>
  markup(<BroughtCard brought={of} practice={false} />);

describe('what somebody brought', () => {
  it('says of what was not taken that it stayed outside, in words and with the reason', () => {
    const { html } = brought(broughtSignatures);
    const [taken, outside] = all(treeOf(html), 'li').map(heard);
    expect(taken).toMatch(/^Signature of Priya Raman with token 2 4 6 .* verified\.$/);
    expect(outside).toMatch(/^Stayed outside\. .*Ask which token was plugged in\.$/);
  });

  it('does not repeat a key that was here already', () => {
    expect(all(treeOf(brought(broughtSignatures).html), 'li')).toHaveLength(2);
    expect(brought(broughtKey('real')).spoken).toContain('Priya Raman');
  });

  it('counts its files, and says where nothing is new', () => {
    expect(brought({ ...broughtSignatures, files: 0 }).spoken).toContain('Nothing new came in.');
    expect(brought(broughtSignatures).spoken).toContain('1 file new or changed');
    expect(brought(broughtKey('real')).spoken).toContain('3 files new or changed');
  });
});
