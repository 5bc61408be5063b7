import { describe, expect, it } from 'vitest';
import { ReadAloud } from '../../../renderer/components/read-aloud.tsx';
import {
  allCompared,
  nothingCompared,
  withRow,
  type RowCheck,
} from '../../../renderer/components/row-check.ts';
import { ROOT } from '../gallery/values/digests.ts';
import { markup } from '../markup.ts';

const drawn = (check: RowCheck, practice = false) =>
  markup(
    <ReadAloud
      digest={ROOT}
      of="the bytes you will sign"
      practice={practice}
      check={check}
      onCheck={() => undefined}
    />,
  );

const count = (html: string, text: string): number => html.split(text).length - 1;

describe('ReadAloud', () => {
  it('gives each of the eight rows a box that is named by its words', () => {
    const { html } = drawn(nothingCompared);
    expect(count(html, 'type="checkbox"')).toBe(8);
    expect(html).toContain('aria-label="Row A is the same: adult conformist exceed Pegasus"');
    expect(count(html, ' checked=""')).toBe(0);
  });

  it('lights the first row that nobody has spoken of, and asks for that one to be typed', () => {
    const { html, spoken } = drawn(withRow(nothingCompared, 0, 'same'));
    expect(count(html, 'aria-current="true"')).toBe(1);
    expect(html.indexOf('aria-current="true"')).toBeGreaterThan(html.indexOf('Row A is the same'));
    expect(spoken).toContain('Or type row B as the other side says it');
    expect(spoken).toContain('Row B differs');
  });

  it('says in words that a row differs, and offers to read it again', () => {
    const { html, spoken } = drawn(withRow(nothingCompared, 2, 'differs'));
    expect(count(html, 'aloud-differs')).toBe(1);
    expect(spoken).toContain('differs , row C. Read it again');
    expect(count(html, 'type="checkbox"')).toBe(7);
  });

  it('asks for nothing more when all rows were spoken of', () => {
    const { html } = drawn(allCompared);
    expect(html).not.toContain('aloud-typed');
    expect(html).not.toContain('aria-current');
    expect(count(html, ' checked=""')).toBe(8);
  });

  it('lays the practice band over the weave in a rehearsal', () => {
    expect(drawn(nothingCompared, true).html).toContain('PRACTICE');
    expect(drawn(nothingCompared).html).not.toContain('PRACTICE');
  });
});
