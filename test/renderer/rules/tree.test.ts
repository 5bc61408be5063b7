import { describe, expect, it } from 'vitest';
import { all, heard, treeOf, within, written } from './tree.ts';

describe('treeOf', () => {
  it('gives elements in their places, with attributes and text', () => {
    const root = treeOf('<p class="a b" hidden="">One <b>two</b> three<br/>four</p>');
    const [paragraph] = all(root, 'p');
    expect(paragraph?.attributes).toEqual(
      new Map([
        ['class', 'a b'],
        ['hidden', ''],
      ]),
    );
    expect(written(root)).toBe('One two threefour');
    expect(all(root, 'b', 'br').map((one) => one.tag)).toEqual(['b', 'br']);
  });

  it('reads what React escapes', () => {
    const root = treeOf('<p title="&quot;a&quot;">&lt;img src=x&gt; &amp; it&#x27;s</p>');
    expect(written(root)).toBe("<img src=x> & it's");
    expect(all(root, 'img')).toEqual([]);
  });

  it('takes up fields and pictures that have no end', () => {
    const root = treeOf(
      '<label>PIN <input type="password"/></label><svg><path d="M0 0"></path></svg>',
    );
    expect(all(root, 'label', 'input', 'svg', 'path')).toHaveLength(4);
  });

  it.each(['<p><b></p></b>', '<p>', '</p>'])('refuses %s', (html) => {
    expect(() => treeOf(html)).toThrow(/clos/u);
  });
});

describe('heard', () => {
  it('leaves out what is hidden and says what a picture is called', () => {
    const root = treeOf(
      '<p><svg aria-hidden="true"><text>x</text></svg>Row <svg role="img" aria-label="woven"></svg><i aria-hidden="true">…</i></p>',
    );
    expect(heard(root)).toBe('Row woven');
  });
});

describe('within', () => {
  it('looks at all elements around one', () => {
    const root = treeOf('<nav><ol><li></li></ol></nav>');
    const [line] = all(root, 'li');
    expect(within(line!, (outer) => outer.tag === 'nav')).toBe(true);
    expect(within(line!, (outer) => outer.tag === 'li')).toBe(false);
  });
});
