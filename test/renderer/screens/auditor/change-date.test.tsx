import { describe, expect, it, vi } from 'vitest';
import { ChangeDate } from '../../../../renderer/screens/auditor/change-date.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

type Given = (asOf: string | null) => void;
const panel = (given: Given, close: () => void = () => undefined) => (
  <ChangeDate asOf="2024-03-20T00:00:00Z" onAsOf={given} onClose={close} />
);

describe('another instant for the same files', () => {
  it('is asked by Enter for what stands in the fields, and closes the panel first', () => {
    const order: string[] = [];
    const given = vi.fn<Given>(() => void order.push('given'));
    handsOn(panel(given, () => void order.push('closed'))).enter();
    expect(given).toHaveBeenCalledExactlyOnceWith('2024-03-20T00:00:00Z');
    expect(order).toEqual(['closed', 'given']);
  });

  it('may be now, by the clock of the machine', () => {
    const given = vi.fn<Given>();
    handsOn(panel(given)).press('As of now');
    expect(given).toHaveBeenCalledExactlyOnceWith(null);
  });

  it('asks nothing when it is only closed', () => {
    const given = vi.fn<Given>();
    const close = vi.fn<() => void>();
    handsOn(panel(given, close)).press('Close');
    expect([given.mock.calls.length, close.mock.calls.length]).toEqual([0, 1]);
  });

  it('says the instant in words, and sends the form that its button names', () => {
    const { html, spoken } = markup(panel(() => undefined));
    expect(spoken).toContain('20 March 2024');
    const [, id] = /type="submit" form="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`<form id="${id}"`);
  });
});
