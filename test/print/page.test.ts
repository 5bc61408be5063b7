import { createHash } from 'node:crypto';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from '../../src/print/markup.ts';
import { printedPage, rehearsalWords, type PrintedPage } from '../../src/print/page.ts';

const page = (more: Partial<PrintedPage> = {}): string =>
  printedPage({ title: 'Minutes', rehearsal: false, fonts: '', body: markup`<h1>x</h1>`, ...more });
const styleOf = (text: string): string => /<style>([^]*?)<\/style>/.exec(text)?.[1] ?? '';

describe('a printed page', () => {
  it('allows its own style by digest, fonts in itself, and nothing else', () => {
    const text = page({ style: '.x { color: red; }' });
    const digest = createHash('sha256').update(styleOf(text)).digest('base64');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
    expect(policy?.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${digest}'`,
      'font-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(styleOf(text)).toContain('.x { color: red; }');
  });

  it('has no script, no link and one style', () => {
    const text = page({ rehearsal: true });
    expect(text).not.toMatch(/<script|<link|<iframe|javascript:|https?:/);
    expect(text.match(/<style/g)).toHaveLength(1);
  });

  it('is the same text for the same page', () => {
    expect(page()).toBe(page());
  });

  it('of a rehearsal says so in the page and at the head of each sheet', () => {
    const text = page({ rehearsal: true });
    expect(text).toContain(`<p class="tape-words">${rehearsalWords}</p>`);
    expect(styleOf(text)).toContain(`@top-center { content: "Rehearsal: practice keys only`);
    expect(page()).not.toContain('practice');
  });

  it('has a title that ends neither the style nor its string', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), (title) => {
        const text = page({ title });
        expect(text.match(/<\/style>/g)).toHaveLength(1);
        const foot = /@bottom-left \{ content: "([^"]*)"; font/.exec(styleOf(text))?.[1];
        expect(foot).toMatch(/^([A-Za-z0-9 .,:;()-]|\\[0-9a-f]{1,6} )*$/);
      }),
    );
  });
});
