import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup, ownMarkup } from '../../src/print/markup.ts';

/** What a reader of markup makes of text without elements. */
const shown = (made: string): string =>
  made
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('markup', () => {
  it('escapes what is put into it, and keeps markup', () => {
    const item = markup`<li title="${'"><script>'}">${'<b>&'}</li>`;
    expect(markup`<ul>${[item, item]}${null}${7}</ul>`.text).toBe(
      `<ul>${'<li title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;</li>'.repeat(2)}7</ul>`,
    );
  });

  it('says an empty list and nothing with nothing', () => {
    expect(markup`a${[]}${null}${''}b`.text).toBe('ab');
  });

  it('takes its own markup as it stands', () => {
    expect(markup`${ownMarkup('<hr>')}`.text).toBe('<hr>');
  });

  it.each([
    ['a turn of the line', 'a\u202Eb'],
    ['an escape of a terminal', 'a\u001Bb'],
    ['NUL', 'a\u0000b'],
    ['half a character', 'a\uD800b'],
    ['a line separator', 'a\u2028b'],
    ['a character of no width', 'a\u200Bb'],
  ])('replaces %s', (_what, text) => {
    expect(markup`${text}`.text).toBe('a\uFFFDb');
  });

  it('keeps lines', () => {
    expect(markup`${'a\nb'}`.text).toBe('a\nb');
  });

  it('opens no element and ends no attribute, whatever the text', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { text: made } = markup`<p title="${text}">${text}</p>`;
        expect(made.match(/[<>]/g)).toHaveLength(4);
        expect(made.match(/"/g)).toHaveLength(2);
      }),
    );
  });

  it('loses nothing that is plain', () => {
    assert(
      property(string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
        expect(shown(markup`${text}`.text)).toBe(text);
      }),
    );
  });
});
