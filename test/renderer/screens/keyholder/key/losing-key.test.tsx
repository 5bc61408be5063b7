import { describe, expect, it, vi } from 'vitest';
import { LosingKey } from '../../../../../renderer/screens/keyholder/key/losing-key.tsx';
import type { KeyToReplace } from '../../../../../src/contract/keyholder.ts';
import { sheetOf } from '../../../../../src/encoding/fingerprint.ts';
import { keyLoses } from '../../../gallery/values/key.ts';
import { markup } from '../../../markup.ts';
import { all, treeOf } from '../../../rules/tree.ts';

const loses = keyLoses('real').loses!;
const named = vi.fn<(key: KeyToReplace | null) => void>();
const { html, spoken } = markup(
  <LosingKey loses={loses} serial="24617802" practice={false} onNamed={named} />,
);

describe('a key that is lost', () => {
  it('is shown by its own words, which are to be typed, and by the number of its token', () => {
    for (const word of sheetOf(loses.spkiSha256)[0]?.words ?? []) expect(spoken).toContain(word);
    expect(spoken).toContain('Type the number 2 4 6 1 7 8 0 2');
    expect(spoken).toContain('Type the four words of its row A');
  });

  it('says what it means, and that nobody can bring it back', () => {
    expect(spoken).toContain('Making yours destroys it, and nobody can bring it back.');
  });

  it('is not filled in for anybody: both fields begin empty, and suggest nothing', () => {
    const fields = all(treeOf(html), 'input');
    expect(fields).toHaveLength(2);
    for (const field of fields) {
      expect(field.attributes.get('value')).toBe('');
      expect(field.attributes.get('autoComplete')).toBe('off');
    }
    expect(named).not.toHaveBeenCalled();
  });
});
