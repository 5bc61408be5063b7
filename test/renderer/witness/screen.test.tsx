import { describe, expect, it } from 'vitest';
import { TopBar } from '../../../renderer/components/top-bar.tsx';
import { WitnessSwitchContext } from '../../../renderer/witness-screen.ts';
import { WitnessScreen } from '../../../renderer/witness/screen.tsx';
import type { Mode } from '../../../src/contract/values.ts';
import { WitnessView } from '../../../src/contract/witness-screen.ts';
import { witnessScenes } from '../gallery/values/witness.ts';
import { markup } from '../markup.ts';
import { witnessButton } from '../views-witness.tsx';

const spoken = (name: string, mode: Mode = 'real'): string => {
  const view = witnessScenes[name]?.(mode);
  if (view === undefined) throw new Error(`no scene ${name}`);
  return markup(<WitnessScreen view={view} instant="2026-11-23T14:12:40Z" />).spoken;
};

describe('the witness screen', () => {
  it.each(Object.entries(witnessScenes))(
    'shows of %s what the contract lets through',
    (_name, of) => {
      expect(WitnessView.safeParse(of('real')).success).toBe(true);
      expect(WitnessView.safeParse(of('rehearsal')).success).toBe(true);
    },
  );

  it('says act, who, device, rows and how far it is', () => {
    const said = spoken('key');
    expect(said).toContain('Act 4 of 10 Priya Raman reads the fingerprint aloud');
    expect(said).toContain('YubiKey 5C NFC, serial 2 4 6 1 7 8 0 2');
    expect(said).toContain('tonic finicky glucose provincial confirmed');
    expect(said).toContain('ringbolt atmosphere prowler Montana is being read');
    expect(said).toContain('4 of 5 keys confirmed Amara Okafor , done');
    expect(said).toContain('Priya Raman , now');
    expect(said).toContain('14:12:40 UTC');
  });

  it('never leaves the mode away while a ceremony is open', () => {
    expect(spoken('pause')).toContain('Real ceremony');
    expect(spoken('pause', 'rehearsal')).toContain('Rehearsal');
    expect(spoken('nothing')).not.toContain('Real ceremony');
  });

  it('says of a pause only that it is one, and in which act', () => {
    expect(spoken('pause')).toContain(
      'The ceremony pauses Priya Raman makes a key, or shows the one in use The screen goes on',
    );
  });

  it('counts old and new keyholders apart, also when both have enough', () => {
    expect(spoken('threshold')).toContain('Keyholders of version 15 2 in, 3 needed');
    expect(spoken('threshold')).toContain('Keyholders of version 16 2 in, 3 needed');
    expect(spoken('cloth')).toContain('Keyholders of version 15: 3 in, 3 needed');
    expect(spoken('cloth')).toContain('Fingerprint of the key of Mei Tanaka, row A');
  });

  it('says how many names it does not show', () => {
    expect(spoken('crowded')).toContain('and 6 more');
  });

  it('has nothing that can be used', () => {
    for (const of of Object.values(witnessScenes)) {
      const { html } = markup(<WitnessScreen view={of('real')} instant="2026-11-23T14:12:40Z" />);
      expect(html).not.toMatch(/<(?:button|a|input|select|textarea|summary)\b|tabindex/);
    }
  });
});

const bar = (open: boolean): string =>
  markup(
    <WitnessSwitchContext value={{ open, toggle: () => undefined }}>
      <TopBar title="Root signing 16" mode="real" who="" network={null} />
    </WitnessSwitchContext>,
  ).spoken;

describe('whether it is open', () => {
  it('is said by the host’s button', () => {
    expect(markup(witnessButton(false)).spoken).toContain('Open the witness screen');
    expect(markup(witnessButton(false)).spoken).toContain('It is closed.');
    expect(markup(witnessButton(true)).spoken).toContain('Close the witness screen');
    expect(markup(witnessButton(true)).spoken).toContain('the audience sees this act');
  });

  it('is said by the bar of every screen while it is', () => {
    expect(bar(true)).toContain('Witness screen open');
    expect(bar(false)).not.toContain('Witness screen');
  });
});
