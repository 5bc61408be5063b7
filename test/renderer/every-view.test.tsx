import { describe, expect, it, vi } from 'vitest';
import { hostile, hostileTexts, longSerial } from './hostile.ts';
import { markup } from './markup.ts';
import { broken } from './rules/rules.ts';
import { all, heard, treeOf, written } from './rules/tree.ts';
import { viewsOf } from './views.tsx';

/** The view as a tree, and what React complained of: two children with one key, an attribute it does not know. */
function draw(view: Parameters<typeof markup>[0]) {
  const complaints: string[] = [];
  const ear = vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    complaints.push(parts.map(String).join(' '));
  });
  const root = treeOf(markup(view).html);
  ear.mockRestore();
  return { root, complaints };
}

describe.each(['real', 'rehearsal'] as const)('every view, %s', (mode) => {
  it.each(viewsOf(mode))('%s keeps the rules', (_name, view) => {
    const { root, complaints } = draw(view);
    expect(broken(root)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(heard(root)).not.toBe('');
  });
});

describe.each(Object.entries(hostileTexts))('every view with %s in it', (_kind, text) => {
  it.each(viewsOf('real', (value) => hostile(value, text)))('%s', (_name, view) => {
    const { root, complaints } = draw(view);
    expect(complaints).toEqual([]);
    // Words of the page are the page's own; here they are somebody else's.
    expect(broken(root).filter((what) => !what.startsWith('headings: full stop'))).toEqual([]);
    expect(all(root, 'img', 'script')).toEqual([]);
    for (const one of all(root, 'b', 'h1', 'h2', 'h3'))
      expect(written(one)).not.toMatch(/&lt;|&amp;amp;/);
  });
});

describe('a serial of 64 characters', () => {
  const go = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(go);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        name === 'serial' && typeof part === 'string' ? longSerial : go(part),
      ]),
    );
  };
  const withLongSerials = <T,>(value: T): T => go(value) as T;

  it.each(viewsOf('real', withLongSerials))('stands whole in: %s', (_name, view) => {
    const { root, complaints } = draw(view);
    expect(complaints).toEqual([]);
    expect(broken(root)).toEqual([]);
    const serials = all(root, 'span').filter((one) => one.attributes.get('class') === 'serial');
    for (const serial of serials) {
      const [spoken, digits] = all(serial, 'span').filter((one) => one.parent === serial);
      expect(written(digits!)).toBe(written(spoken!).replaceAll(' ', ''));
    }
  });
});
