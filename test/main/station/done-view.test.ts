import { describe, expect, it } from 'vitest';
import { leadOf } from '../../../main/station/done-view.ts';
import type { Progress } from '../../../main/station/seats.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import { freshKey } from '../../ceremony/people.ts';

const people: readonly SpkiDigest[] = Array.from({ length: 12 }, () => freshKey().digest);
const progress = (version: number, threshold: number, signed: number): Progress => ({
  version,
  threshold,
  met: signed >= threshold,
  signed: people.slice(0, signed),
  keys: people,
});

describe('what is said on Done about the thresholds', () => {
  it.each([
    [[progress(1, 2, 1)], 'It is the first from the keyholders. One is still to come.'],
    [[progress(1, 3, 1)], 'It is the first from the keyholders. 2 are still to come.'],
    [[progress(1, 2, 2)], 'It is the second from the keyholders, which is enough.'],
    [
      [progress(1, 3, 3), progress(2, 3, 3)],
      'It is the third from the new keyholders, which is enough. The keyholders of version 1 have enough too.',
    ],
    [
      [progress(15, 3, 2), progress(16, 3, 3)],
      'It is the third from the new keyholders, which is enough. One is still to come from the keyholders of version 15.',
    ],
    [
      [progress(15, 5, 2), progress(16, 5, 4)],
      'It is the fourth from the new keyholders. One is still to come. 3 are still to come from the keyholders of version 15.',
    ],
    [[progress(1, 11, 10)], 'It is the number 10 from the keyholders. One is still to come.'],
  ])('%#: tells both apart', (both, sentence) => {
    expect(leadOf(both)).toBe(sentence);
  });

  it('says nothing where nothing can be counted', () => {
    expect(leadOf([])).toBe('');
  });

  it('never says that it is enough while the threshold is not met', () => {
    for (let threshold = 1; threshold <= 9; threshold += 1)
      for (let signed = 1; signed <= 9; signed += 1)
        expect(leadOf([progress(1, threshold, signed)]).includes('enough')).toBe(
          signed >= threshold,
        );
  });
});
