import { describe, expect, it, vi } from 'vitest';
import { RoleSigners } from '../../../../renderer/screens/host/role-signers.tsx';
import { delegateStaged } from '../../gallery/values/delegate.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;
const { seats, signers } = delegateStaged('real').staged!;
type Signer = (typeof signers)[number];
const [first] = signers as [Signer, ...Signer[]];

interface Given {
  readonly signer?: Partial<Signer>;
  readonly busy?: boolean;
  readonly onSign?: (participant: string, pin: string | null) => void;
}

const lines = ({ signer = {}, busy = false, onSign = nothing }: Given = {}) => (
  <RoleSigners
    seats={seats}
    signers={[{ ...first, signed: false, ready: true, practice: false, ...signer }]}
    verb="Sign the role"
    busy={busy}
    onSign={onSign}
  />
);

describe('who signs a staged role', () => {
  it('is counted, and named one by one', () => {
    const { spoken } = markup(
      <RoleSigners seats={seats} signers={signers} verb="Sign" busy={false} onSign={nothing} />,
    );
    for (const { name } of signers) expect(spoken).toContain(name);
    expect(spoken).toContain(seats.sentence);
  });

  it('is asked for a PIN only after the host lets them sign: nothing is sent by the first press', () => {
    const sign = vi.fn<(participant: string, pin: string | null) => void>();
    const hands = handsOn(lines({ onSign: sign }));
    expect(hands.drawn.some(({ props }) => props['type'] === 'password')).toBe(false);
    hands.press(`Let ${first.name.split(' ')[0]} sign`);
    expect(sign).not.toHaveBeenCalled();
  });

  it('is played without a PIN where the station plays them, and once only', () => {
    const sign = vi.fn<(participant: string, pin: string | null) => void>();
    handsOn(lines({ signer: { practice: true }, onSign: sign })).press('Let ');
    expect(sign).toHaveBeenCalledExactlyOnceWith(first.id, null);
    handsOn(lines({ signer: { practice: true }, busy: true, onSign: sign })).press('Let ');
    expect(sign).toHaveBeenCalledTimes(1);
  });

  it('cannot sign while they are not ready, and why is said', () => {
    const { html, spoken } = markup(lines({ signer: { ready: false, reason: 'Plug it in.' } }));
    expect(spoken).toContain('Plug it in.');
    expect(html).not.toContain('<button');
  });

  it('has signed, by icon and word', () => {
    const { html, spoken } = markup(lines({ signer: { signed: true, ready: false } }));
    expect(spoken).toContain('Signed');
    expect(html).toContain('class="h-ok"');
    expect(markup(lines()).html).toContain('class="h-wait"');
  });
});
