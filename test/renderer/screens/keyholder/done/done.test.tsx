import { describe, expect, it } from 'vitest';
import { BundleNote } from '../../../../../renderer/screens/keyholder/done/bundle-note.tsx';
import { MadeCard } from '../../../../../renderer/screens/keyholder/done/made-card.tsx';
import { NextCard } from '../../../../../renderer/screens/keyholder/done/next-card.tsx';
import { bundle, doneOf } from '../../../gallery/values/done.ts';
import { markup } from '../../../markup.ts';

const done = doneOf('real');

describe('what was made', () => {
  const { spoken } = markup(<MadeCard done={done} />);

  it('names each file with its note and size, and the folder without a user', () => {
    expect(spoken).toContain('staged/root.json your signature added, 6,481 bytes');
    expect(spoken).toContain('On this machine, in Ceremonies › Root signing 16');
  });

  it('says which programs verified the signature', () => {
    expect(spoken).toContain('verified by node:crypto and noble, one after the other.');
    const once = markup(<MadeCard done={{ ...done, verified: ['node:crypto'] }} />).spoken;
    expect(once).toContain('verified by node:crypto.');
  });

  it('gives row A to be said to the host', () => {
    expect(spoken).toContain('adult conformist exceed Pegasus');
  });

  it('leaves out a size that nobody knows', () => {
    const [file] = done.files;
    const html = markup(<MadeCard done={{ ...done, files: [{ ...file!, bytes: 0 }] }} />).spoken;
    expect(html).not.toContain('0 bytes');
  });
});

describe('what to do next', () => {
  it('keeps both thresholds apart', () => {
    const { spoken } = markup(<NextCard done={done} />);
    expect(spoken).toContain('Keyholders of version 15 2 in, 3 needed');
    expect(spoken).toContain('Keyholders of version 16 3 in, enough');
  });
});

describe('a bundle that was carried', () => {
  it('is named, and was read back', () => {
    const { html, spoken } = markup(<BundleNote bundle={bundle} />);
    expect(html).toMatch(/^<output/);
    expect(spoken).toContain('priya-raman-16.ceremony is on CEREMONY-A. It was read back');
    expect(spoken).toContain('4 files, 11,204 bytes');
  });
});
