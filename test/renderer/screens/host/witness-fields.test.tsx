import { describe, expect, it, vi } from 'vitest';
import {
  emptyWitness,
  hasWitness,
  WitnessFields,
  type WitnessText,
} from '../../../../renderer/screens/host/witness-fields.tsx';
import { scriptRunning } from '../../gallery/values/script.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const nobody = { ...scriptRunning, witnesses: [] };

describe('the signature of a witness', () => {
  it('begins with the first of the plan and without initials', () => {
    expect(emptyWitness(scriptRunning)).toEqual({ witness: 'lena', initials: '' });
    expect(emptyWitness(nobody)).toEqual({ witness: null, initials: '' });
  });

  it.each([
    ['', false],
    ['   ', false],
    ['LB', true],
  ])('with initials %j is there: %s', (initials, is) => {
    expect(hasWitness(scriptRunning, { witness: 'lena', initials })).toBe(is);
  });

  it('is not needed where the plan has nobody, and that is said in place of fields', () => {
    expect(hasWitness(nobody, { witness: null, initials: '' })).toBe(true);
    const { html, spoken } = markup(
      <WitnessFields script={nobody} value={emptyWitness(nobody)} onChange={() => undefined} />,
    );
    expect(spoken).toContain('nobody can witness this');
    expect(html).not.toContain('<input');
  });

  it('keeps the initials when another name is chosen, and the name when they are typed', () => {
    const changed = vi.fn<(value: WitnessText) => void>();
    const value = { witness: 'lena', initials: 'LB' };
    const hands = handsOn(
      <WitnessFields script={scriptRunning} value={value} onChange={changed} />,
    );
    hands.change({ value: 'omar' }, 0);
    hands.change({ value: 'OH' }, 1);
    expect(changed.mock.calls).toEqual([
      [{ witness: 'omar', initials: 'LB' }],
      [{ witness: 'lena', initials: 'OH' }],
    ]);
  });
});
