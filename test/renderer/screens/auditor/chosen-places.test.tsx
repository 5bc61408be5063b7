import { describe, expect, it, vi } from 'vitest';
import { ChosenPlaces } from '../../../../renderer/screens/auditor/chosen-places.tsx';
import { TrustedRoot } from '../../../../renderer/screens/auditor/trusted-root.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { all, treeOf } from '../../rules/tree.ts';

type Places = Parameters<typeof ChosenPlaces>[0]['places'];
const nothing = (): void => undefined;
const places: Places = [
  { id: 'p1', name: 'root-signing', kind: 'folder' },
  { id: 'p2', name: '9.root.json', kind: 'file' },
];

const chosen = (of: Places, onRemove: (id: string) => void = nothing) => (
  <ChosenPlaces places={of} onFolder={nothing} onFile={nothing} onRemove={onRemove} />
);

describe('what an auditor has chosen', () => {
  it('is taken out one by one, by a button with its name', () => {
    const remove = vi.fn<(id: string) => void>();
    const hands = handsOn(chosen(places, remove));
    hands.press('Take out 9.root.json');
    hands.press('Take out root-signing');
    expect(remove.mock.calls).toEqual([['p2'], ['p1']]);
  });

  it('says of a folder that all below it is read', () => {
    const { spoken } = markup(chosen(places));
    expect(spoken).toContain('root-signing Folder, with all below it');
    expect(spoken).toContain('9.root.json File');
    expect(spoken).toContain('Add another folder');
  });

  it('is told beforehand what can be read, while there is nothing', () => {
    const { spoken, html } = markup(chosen([]));
    expect(spoken).toContain('A TUF repository its metadata, and the targets if they are there');
    expect(spoken).not.toContain('another folder');
    expect(all(treeOf(html), 'button')).toHaveLength(2);
  });

  it('leads to folders and to files by ways of their own', () => {
    const went: string[] = [];
    const hands = handsOn(
      <ChosenPlaces
        places={[]}
        onFolder={() => went.push('folder')}
        onFile={() => went.push('file')}
        onRemove={nothing}
      />,
    );
    hands.press('Add a file');
    hands.press('Add a folder');
    expect(went).toEqual(['file', 'folder']);
  });
});

describe('the root that an auditor trusts', () => {
  const root = { id: 'p3', name: '1.root.json', kind: 'file' } as const;

  it('is missed in words while there is none', () => {
    const { spoken } = markup(<TrustedRoot root={null} onChoose={nothing} onRemove={nothing} />);
    expect(spoken).toContain('Without one, the first version there is believed');
    expect(spoken).toContain('Choose a trusted root');
  });

  it('is named with what it does, can be taken out, and another chosen', () => {
    const acts: string[] = [];
    const view = (
      <TrustedRoot
        root={root}
        onChoose={() => acts.push('choose')}
        onRemove={() => acts.push('remove')}
      />
    );
    expect(markup(view).spoken).toContain(
      '1.root.json A different root of its version is an error.',
    );
    const hands = handsOn(view);
    hands.press('Take out 1.root.json');
    hands.press('Choose another');
    expect(acts).toEqual(['remove', 'choose']);
    expect(markup(view).spoken).not.toContain('Without one');
  });
});
