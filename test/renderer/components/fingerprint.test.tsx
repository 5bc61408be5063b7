import { describe, expect, it } from 'vitest';
import { FingerprintSheet } from '../../../renderer/components/fingerprint-sheet.tsx';
import { Weave } from '../../../renderer/components/weave.tsx';
import { sheetOf } from '../../../src/encoding/fingerprint.ts';
import { KEY } from '../gallery/values/digests.ts';
import { markup } from '../markup.ts';

describe('FingerprintSheet', () => {
  it('has eight rows A to H, each with eight digits and four words', () => {
    const { html } = markup(<FingerprintSheet digest={KEY} of="your public key" />);
    const rows = [...html.matchAll(/<tr><th scope="row">([A-H])<\/th>(.*?)<\/tr>/g)];
    expect(rows.map((row) => row[1])).toEqual(Array.from('ABCDEFGH'));
    const digits = rows.map((row) => /<td class="hex">(\w{4}) (\w{4})<\/td>/.exec(row[2]!)!);
    expect(digits.map((row) => row[1]! + row[2]!).join('')).toBe(KEY);
    const words = rows.map((row) =>
      [...row[2]!.matchAll(/<td>(\w+)<\/td>/g)].map((cell) => cell[1]),
    );
    expect(words).toEqual(sheetOf(KEY).map((row) => [...row.words]));
  });

  it('says what was digested', () => {
    const { html } = markup(<FingerprintSheet digest={KEY} of="the bytes you will sign" />);
    expect(html).toContain('Fingerprint of the bytes you will sign');
  });
});

describe('Weave', () => {
  it('is named after the fingerprint, not the picture', () => {
    const { html } = markup(<Weave digest={KEY} of="your public key" />);
    expect(html).toContain('role="img"');
    expect(html).toContain(
      'aria-label="Fingerprint of your public key, row A: tonic finicky glucose provincial"',
    );
  });

  it('carries the band only in practice', () => {
    expect(markup(<Weave digest={KEY} of="it" />).html).not.toContain('PRACTICE');
    expect(markup(<Weave digest={KEY} of="it" practice />).html).toContain('PRACTICE');
  });

  it('is silent where words stand beside it', () => {
    const { html } = markup(<Weave digest={KEY} of="it" silent />);
    expect(html).toContain('aria-hidden="true"');
    expect(html).not.toMatch(/role=|aria-label/);
  });

  it('gives its colours as classes, so that they stay the same in every theme', () => {
    const { html } = markup(<Weave digest={KEY} of="it" practice />);
    expect(html).not.toMatch(/fill=|style=/);
  });
});
