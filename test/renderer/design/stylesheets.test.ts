import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenNames } from './theme.ts';

const renderer = join(import.meta.dirname, '../../../renderer');
const read = (pattern: string) =>
  globSync(pattern, { cwd: renderer }).map((file) => ({
    file,
    text: readFileSync(join(renderer, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, ''),
  }));

const sheets = read('design/*.css');
const sources = read('**/*.{ts,tsx}');
const code = sources.map((source) => source.text).join('\n');

describe('style sheets', () => {
  it('are all in the index', () => {
    const index = sheets.find((sheet) => sheet.file.endsWith('index.css'))!.text;
    const missing = sheets
      .map((sheet) => sheet.file.replace('design/', './'))
      .filter((file) => file !== './index.css' && !index.includes(`'${file}'`));
    expect(missing).toEqual([]);
  });

  it('use only tokens that exist', () => {
    const unknown = sheets.flatMap(({ file, text }) =>
      [...text.matchAll(/var\(--([\w-]+)/g)]
        .filter((match) => !tokenNames.has(match[1]!))
        .map((match) => `${file}: --${match[1]}`),
    );
    expect(unknown).toEqual([]);
  });

  it('style only what the page draws', () => {
    const unused = sheets.flatMap(({ file, text }) => {
      const names = [...text.matchAll(/\.([a-z][\w-]*)(?=[^{};]*\{)/g)].map((match) => match[1]!);
      return [...new Set(names)]
        .filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code) && !built(name))
        .map((name) => `${file}: .${name}`);
    });
    expect(unused).toEqual([]);
  });
});

/** Names that the code puts together, such as the kind of a tag: `tag-${kind}`. */
function built(name: string): boolean {
  const stems = [...code.matchAll(/([a-z]+)-\$\{/g)].map((match) => match[1]);
  return stems.includes(name.split('-')[0]);
}

describe('the page', () => {
  it('has no inline style, no markup from text and no way around React', () => {
    const forbidden =
      /\bstyle=|dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacent|\beval\(/;
    const found = sources
      .filter((source) => forbidden.test(source.text))
      .map((source) => source.file);
    expect(found).toEqual([]);
  });

  it('remembers nothing by itself: main keeps what is kept', () => {
    const forbidden = /localStorage|sessionStorage|indexedDB|document\.cookie/;
    const found = sources
      .filter((source) => forbidden.test(source.text))
      .map((source) => source.file);
    expect(found).toEqual([]);
  });
});
