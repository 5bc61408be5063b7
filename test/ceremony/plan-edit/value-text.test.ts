import * as fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { PlanValue } from '../../../src/ceremony/plan-edit/plan-value.ts';
import {
  flowText,
  indented,
  isFlow,
  itemText,
  memberText,
  type Quotes,
  quotesOf,
  scalarText,
} from '../../../src/ceremony/plan-edit/value-text.ts';

const node = (text: string) => parseDocument(text).get('k', true);

describe('a member as lines', () => {
  test.each<readonly [string, PlanValue, string]>([
    ['title', 'Root 16', 'title: Root 16'],
    ['token', '007', 'token: "007"'],
    ['holders', ['a', 'b'], 'holders: [a, b]'],
    ['holders', [], 'holders: []'],
    ['keys', { pin: 'always', holders: ['a'] }, 'keys:\n  pin: always\n  holders: [a]'],
    ['acts', [{ own: 'x' }, { act: 'y' }], 'acts:\n  - own: x\n  - act: y'],
    ['a: b', 1, '"a: b": 1'],
  ])('%s', (name, value, text) => {
    expect(memberText(name, value)).toBe(text);
  });

  test('keeps a space at the end that does not break a line', () => {
    expect(memberText('title', 'Root\u00a0')).toBe('title: Root\u00a0');
    expect(scalarText('Root\u00a0', 'none')).toBe('Root\u00a0');
  });

  test('is one line however long: a plan is compared line by line', () => {
    const long = 'word '.repeat(100).trim();
    expect(memberText('title', long)).toBe(`title: ${long}`);
  });
});

describe('an item as lines', () => {
  test.each<readonly [PlanValue, string]>([
    ['a', '- a'],
    ['- a', '- "- a"'],
    [{ id: 'a', duties: ['host'] }, '- id: a\n  duties: [host]'],
    [['a', 'b'], '- [a, b]'],
  ])('%j', (value, text) => {
    expect(itemText(value)).toBe(text);
  });
});

describe('a value in one line', () => {
  test.each<readonly [PlanValue, Quotes, string | null]>([
    ['a', 'none', 'a'],
    ['a', 'single', "'a'"],
    ['a', 'double', '"a"'],
    ["a'b", 'single', "'a''b'"],
    ['a"b', 'double', '"a\\"b"'],
    [7, 'single', '7'],
    [true, 'double', 'true'],
    ['true', 'none', '"true"'],
    ['null', 'none', '"null"'],
    ['', 'none', '""'],
    [' a', 'none', '" a"'],
    ['a #b', 'none', '"a #b"'],
    ['2027-07-14', 'none', '2027-07-14'],
    ['a\nb', 'none', null],
  ])('%j in quotes: %s', (value, quotes, text) => {
    expect(scalarText(value, quotes)).toBe(text);
  });
});

describe('a value within brackets', () => {
  test.each<readonly [PlanValue, string]>([
    ['a', 'a'],
    ['a,b', '"a,b"'],
    ['a]', '"a]"'],
    ['{a', '"{a"'],
    ['?\na', '"?\\na"'],
    [`${'a'.repeat(50)}\nb`, `"${'a'.repeat(50)}\\nb"`],
    [{ a: 'b, c', d: [1, { e: null }] }, '{a: "b, c", d: [1, {e: null}]}'],
  ])('%j', (value, text) => {
    expect(flowText(value)).toBe(text);
  });
});

describe('any text', () => {
  const signs = Array.from('ab :#,[]{}\'"-&*!|>%@`?=~\\0é\u00a0😀\t');

  test('of one line is read as itself again, wherever it was written', () => {
    const line = fc.string({ unit: fc.constantFrom(...signs), maxLength: 16 });
    fc.assert(
      fc.property(line, fc.constantFrom<Quotes>('none', 'single', 'double'), (text, quotes) => {
        const own = scalarText(text, quotes) ?? JSON.stringify(text);
        expect(own).not.toContain('\n');
        expect(parse(`k: ${own}\n`)).toEqual({ k: text });
        expect(parse(`[${flowText(text, quotes)}, 1]`)).toEqual([text, 1]);
        expect(parse(`${memberText('k', text)}\n`)).toEqual({ k: text });
        expect(parse(`${itemText({ k: [text] })}\n`)).toEqual([{ k: [text] }]);
      }),
      { numRuns: 500 },
    );
  });

  test('of several lines is read as itself again within brackets', () => {
    const lines = fc.string({ unit: fc.constantFrom(...signs, '\n'), maxLength: 16 });
    fc.assert(
      fc.property(lines, (text) => {
        expect(parse(`[${flowText(text)}, 1]`)).toEqual([text, 1]);
        expect(parse(`${memberText('k', [text])}\n`)).toEqual({ k: [text] });
      }),
      { numRuns: 500 },
    );
  });
});

describe('an indent', () => {
  test('stands before every line that has something', () => {
    expect(indented('a\n  b\n\nc', 2)).toBe('  a\n    b\n\n  c');
    expect(indented('a', 0)).toBe('a');
  });
});

describe('how a node was written', () => {
  test.each<readonly [string, Quotes]>([
    ["k: 'a'", 'single'],
    ['k: "a"', 'double'],
    ['k: a', 'none'],
    ['k: [a]', 'none'],
    ['k: >-\n  a', 'none'],
  ])('%j has quotes: %s', (text, quotes) => {
    expect(quotesOf(node(text))).toBe(quotes);
  });

  test.each<readonly [string, boolean]>([
    ['k: [a]', true],
    ['k: []', true],
    ['k:\n  - a', false],
    ['k: { a: 1 }', false],
    ['k: a', false],
  ])('%j is a list in one line: %s', (text, flow) => {
    expect(isFlow(node(text))).toBe(flow);
  });
});
