import { describe, expect, it } from 'vitest';
import { needsVersion, recoverWays } from '../../../../renderer/screens/host/recover-ways.ts';
import { RecoveryView } from '../../../../src/contract/recovery.ts';

type Staged = NonNullable<RecoveryView['staged']>;

const view = (change: Partial<RecoveryView> = {}): RecoveryView => ({
  headline: 'Nothing is staged',
  staged: null,
  abandoned: [],
  ended: null,
  canEnd: true,
  ...change,
});
const staged = (change: Partial<Staged> = {}): Staged => ({
  version: 16,
  signatures: 0,
  acceptable: false,
  begun: false,
  ...change,
});
const locks = (shown: RecoveryView) => recoverWays(shown).map(({ id, locked }) => [id, locked]);

const titles = (shown: RecoveryView) => recoverWays(shown).map(({ title }) => title);

describe('the ways out', () => {
  it('stand in order from the smallest to the largest', () => {
    expect(recoverWays(view()).map(({ id }) => id)).toEqual(['unstage', 'root', 'ceremony']);
  });

  it('are locked one by one, each with its reason', () => {
    const cases: readonly (readonly [RecoveryView, readonly (string | null)[]])[] = [
      [view(), ['No root is staged.', 'No root is staged.', null]],
      [view({ staged: staged() }), [null, null, null]],
      [
        view({ staged: staged({ begun: true }) }),
        ['Somebody has signed it, or begun to.', null, null],
      ],
      [
        view({ canEnd: false }),
        ['No root is staged.', 'No root is staged.', 'Its root is published, and stays.'],
      ],
      [
        view({ canEnd: false, ended: 'The power failed.' }),
        ['The ceremony was given up.', 'The ceremony was given up.', 'The ceremony was given up.'],
      ],
    ];
    for (const [shown, reasons] of cases)
      expect(locks(shown)).toEqual(
        ['unstage', 'root', 'ceremony'].map((id, index) => [id, reasons[index]]),
      );
  });

  it('name the version that is staged, and none where none is', () => {
    expect(titles(view({ staged: staged() })).slice(0, 2)).toEqual([
      'Take root version 16 back',
      'Give root version 16 up',
    ]);
    expect(titles(view()).slice(0, 2)).toEqual(['Take root back', 'Give root up']);
  });

  it('ask for the version only where clients accept what is given up', () => {
    const accepted = view({ staged: staged({ acceptable: true, begun: true }) });
    expect(needsVersion(accepted, 'root')).toBe(true);
    expect(needsVersion(accepted, 'ceremony')).toBe(true);
    expect(needsVersion(accepted, 'unstage')).toBe(false);
    expect(needsVersion(view({ staged: staged() }), 'root')).toBe(false);
    expect(needsVersion(view(), 'ceremony')).toBe(false);
  });

  it('are made from what the station sends', () => {
    expect(RecoveryView.safeParse(view({ staged: staged() })).success).toBe(true);
  });
});
