import { describe, expect, it } from 'vitest';
import { ClaimList } from '../../../renderer/components/claim-list.tsx';
import { HexLine } from '../../../renderer/components/hex-line.tsx';
import { SerialText } from '../../../renderer/components/serial-text.tsx';
import { Segments } from '../../../renderer/components/segments.tsx';
import { ScrollRegion } from '../../../renderer/components/scroll-region.tsx';
import { markup } from '../markup.ts';

const drawn = (text: string) => markup(<SerialText text={text} />);

describe('SerialText', () => {
  it('draws the serials of a sentence in groups and reads them digit by digit', () => {
    const { html, spoken } = drawn('YubiKey 15938791 leaves, 24617802 joins.');
    expect(html.match(/class="serial"/g)).toHaveLength(2);
    expect(spoken).toContain('1 5 9 3 8 7 9 1');
    expect(spoken).toMatch(/^YubiKey .* leaves, .* joins\.$/);
  });

  it.each(['Token', 'Practice', 'a new key is made on', 'a practice token', 'Plug in'])(
    'knows the serial of a practice token after %j',
    (before) => {
      const { html, spoken } = drawn(`${before} 767ae04b8b43192d. Then wait.`);
      expect(html.match(/class="serial"/g)).toHaveLength(1);
      expect(spoken).toContain('7 6 7 a e 0 4 b 8 b 4 3 1 9 2 d');
    },
  );

  it('knows a serial in a list, and no number with commas in it', () => {
    const { html } = drawn('tokens 12078311, 18158902; 12078311,204 bytes');
    expect(html.match(/class="serial"/g)).toHaveLength(2);
  });

  it.each([
    'Valid until 14 July 2027',
    '11,204,998 bytes',
    'version 16 of 2026',
    'key id 3f4a1f2a8e9b7a0c',
    'at 2027-07-14T12:00:00Z',
    'x24617802 and 24617802x',
    '',
  ])('leaves %j as it is', (text) => {
    expect(drawn(text).html).not.toContain('serial');
    expect(drawn(text).spoken).toBe(text.trim());
  });

  it('never makes markup of a text', () => {
    expect(drawn('<b>24617802</b>').html).toContain('&lt;b&gt;');
  });
});

describe('HexLine', () => {
  it('shows the first digits in groups of four', () => {
    const { html, spoken } = markup(<HexLine digest={'0535'.repeat(16)} digits={8} />);
    expect(html.match(/0535/g)).toHaveLength(2);
    expect(spoken).toBe('0535 0535');
  });

  it('says that more follows', () => {
    expect(markup(<HexLine digest={'0535'.repeat(16)} digits={8} more />).spoken).toContain('…');
  });
});

describe('Segments', () => {
  const options = [
    { value: 'a', label: 'In words' },
    { value: 'b', label: 'Raw bytes' },
  ] as const;
  const { html } = markup(
    <Segments legend="View" options={options} value="b" onChange={() => undefined} />,
  );

  it('is a named group of real radio buttons with one name', () => {
    expect(html).toMatch(/<fieldset[^>]*><legend class="vh">View<\/legend>/);
    const names = [...html.matchAll(/name="([^"]+)"/g)].map((match) => match[1]);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(1);
  });

  it('has one chosen', () => {
    expect(html.match(/checked=""/g)).toHaveLength(1);
    expect(html.indexOf('checked=""')).toBeGreaterThan(html.indexOf('In words'));
  });
});

describe('ScrollRegion', () => {
  it('is named and can take the focus', () => {
    const { html } = markup(
      <ScrollRegion label="The exact bytes" className="raw">
        x
      </ScrollRegion>,
    );
    expect(html).toBe('<section class="raw" aria-label="The exact bytes" tabindex="0">x</section>');
  });
});

describe('a line of evidence', () => {
  it('has a number in groups, as the token beside it has', () => {
    const claim = { label: 'Device', value: 'Serial 11223344', why: '', state: 'ok' } as const;
    const { html, spoken } = markup(<ClaimList claims={[claim]} />);
    expect(html.match(/class="serial"/g)).toHaveLength(1);
    expect(spoken).toContain('1 1 2 2 3 3 4 4');
  });
});
