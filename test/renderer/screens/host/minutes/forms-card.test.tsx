import { describe, expect, it, vi } from 'vitest';
import { FormsCard, type Form } from '../../../../../renderer/screens/host/minutes/forms-card.tsx';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

type Props = Parameters<typeof FormsCard>[0];
const card = (change: Partial<Props> = {}) => (
  <FormsCard
    edition="full"
    forms={['html', 'json']}
    onEdition={() => undefined}
    onForms={() => undefined}
    {...change}
  />
);

describe('what is written of the minutes', () => {
  it('has an edition for those who took part, and one without names', () => {
    const edition = vi.fn<Props['onEdition']>();
    handsOn(card({ onEdition: edition })).change({}, 1);
    expect(edition).toHaveBeenCalledExactlyOnceWith('public');
    expect(markup(card()).spoken).toContain('Read it once before you publish it.');
  });

  it('keeps the order of the forms, whichever is ticked last', () => {
    const forms = vi.fn<(forms: readonly Form[]) => void>();
    // Two radio buttons stand before the ticks: HTML, PDF, JSON.
    handsOn(card({ onForms: forms })).change({ checked: true }, 3);
    handsOn(card({ onForms: forms })).change({ checked: false }, 2);
    expect(forms.mock.calls).toEqual([[['html', 'pdf', 'json']], [['json']]]);
  });
});
