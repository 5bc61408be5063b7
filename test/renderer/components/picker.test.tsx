import { describe, expect, it } from 'vitest';
import { Picker } from '../../../renderer/components/picker.tsx';
import { markup } from '../markup.ts';
import { withStation } from '../quiet-station.tsx';

const picker = (want: 'file' | 'folder') =>
  markup(
    withStation(
      <Picker
        title="Open a ceremony"
        lead="The folder that holds the plan."
        want={want}
        verb="Open"
        onPick={() => undefined}
        onClose={() => undefined}
      />,
    ),
  );

describe('the picker, before main has answered', () => {
  it('says where one is, and waits with a reason', () => {
    const { html, spoken } = picker('folder');
    expect(html).toContain('<nav aria-label="Where you are">');
    expect(html).toContain('<b aria-current="location">Places</b>');
    expect(spoken).toContain('Go into a folder first. Open');
    expect(html).toMatch(/aria-disabled="true" aria-describedby="picker-note"/);
  });

  it('asks for a file where one is wanted', () => {
    expect(picker('file').spoken).toContain('Choose a file first.');
  });

  it('does not call a folder empty that was not read', () => {
    expect(picker('folder').spoken).not.toContain('empty');
  });
});
