import { isMap, isSeq, type Document, type YAMLMap, type YAMLSeq } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { PlanSteps, PlanValue } from '../../../src/ceremony/plan-edit/plan-value.ts';
import {
  type Splice,
  spliceItem,
  spliceMember,
  spliceOutItem,
  spliceOutMember,
  spliceSwap,
  spliceValue,
} from '../../../src/ceremony/plan-edit/splice.ts';
import { readYaml } from '../../../src/ceremony/plan-yaml.ts';

const documentOf = (text: string): Document => readYaml(text, 'test').document;

function nodeIn(text: string, steps: PlanSteps): unknown {
  return documentOf(text).getIn(steps, true);
}

function mapIn(text: string, steps: PlanSteps): YAMLMap {
  const node = steps.length === 0 ? documentOf(text).contents : nodeIn(text, steps);
  if (!isMap(node)) throw new Error('no map stands there');
  return node;
}

function listIn(text: string, steps: PlanSteps): YAMLSeq {
  const node = nodeIn(text, steps);
  if (!isSeq(node)) throw new Error('no list stands there');
  return node;
}

/** The text with the piece in it; null where no piece was given. */
function spliced(text: string, splice: Splice | null): string | null {
  if (splice === null) return null;
  return text.slice(0, splice.from) + splice.text + text.slice(splice.to);
}

describe('another value in place of one', () => {
  test.each<readonly [string, string, PlanSteps, PlanValue, string | null]>([
    ['a plain text', 'a: x  # c\n', ['a'], 'y', 'a: y  # c\n'],
    ['a text in single quotes', "a: 'x'\n", ['a'], "it's", "a: 'it''s'\n"],
    ['a text in double quotes', 'a: "x"\n', ['a'], 'y', 'a: "y"\n'],
    ['a number in quotes stays a text', "a: '1'\n", ['a'], '007', "a: '007'\n"],
    ['a text that looks like a number', 'a: x\n', ['a'], '007', 'a: "007"\n'],
    ['a text that looks like a map', 'a: x\n', ['a'], 'b: c', 'a: "b: c"\n'],
    ['a text that looks like a comment', 'a: x\n', ['a'], '#b', 'a: "#b"\n'],
    ['a number', 'a: 1\n', ['a'], 12, 'a: 12\n'],
    ['a truth', 'a: true\n', ['a'], false, 'a: false\n'],
    ['nothing', 'a: 1\n', ['a'], null, 'a: null\n'],
    ['no value at all', 'a:\nb: 1\n', ['a'], 'x', 'a: x\nb: 1\n'],
    ['a value at the end without a line end', 'a: 1', ['a'], 2, 'a: 2'],
    ['a list in one line', 'a: [b, c] # d\n', ['a'], ['e'], 'a: [e] # d\n'],
    ['a map in one line', 'a: { b: 1 }\n', ['a'], { c: [1] }, 'a: {c: [1]}\n'],
    ['a list in one line by a text', 'a: [b]\n', ['a'], 'c', null],
    ['a text by a list', 'a: b\n', ['a'], ['c'], null],
    ['a list of lines', 'a:\n  - b\n', ['a'], ['c'], null],
    ['a map of lines by a text', 'a:\n  b: 1\n', ['a'], 'c', null],
    ['a text of folded lines', 'a: >-\n  b\n  c\n', ['a'], 'd', null],
    ['a text of lines', 'a: |\n  b\n', ['a'], 'd', null],
    ['a text by one of two lines', 'a: b\n', ['a'], 'c\nd', null],
    ['what is not there', 'a: b\n', ['c'], 'd', null],
  ])('%s', (_, text, steps, value, after) => {
    expect(spliced(text, spliceValue(text, nodeIn(text, steps), value, false))).toBe(after);
  });

  test('has quotes within brackets where a comma or a bracket needs them', () => {
    const text = 'a: { b: x, c: y }\n';
    const put = (value: PlanValue) =>
      spliced(text, spliceValue(text, nodeIn(text, ['a', 'b']), value, true));
    expect(put('d, e')).toBe('a: { b: "d, e", c: y }\n');
    expect(put('d]')).toBe('a: { b: "d]", c: y }\n');
  });
});

describe('a new member', () => {
  test.each<readonly [string, string, PlanSteps, string, PlanValue, string | null]>([
    [
      'stands behind the one that comes before it, and its comment',
      'title: x # c\nmode: real\n',
      [],
      'kind',
      'first',
      'title: x # c\nkind: first\nmode: real\n',
    ],
    [
      'stands behind all lines of the one before',
      'keys:\n  pin: always\n  touch: always # t\n\n# of tuf\ntuf: {}\n',
      [],
      'script',
      1,
      'keys:\n  pin: always\n  touch: always # t\n\n# of tuf\ntuf: {}\nscript: 1\n',
    ],
    [
      'that comes before all stands behind the first, where the reader looks',
      'mode: real\n',
      [],
      'format',
      'f',
      'mode: real\nformat: f\n',
    ],
    [
      'that the format does not have stands at the end',
      'title: x\nkind: y\n',
      [],
      'other',
      'z',
      'title: x\nkind: y\nother: z\n',
    ],
    [
      'stands in one line with its map',
      'a: { id: x }\n',
      ['a'],
      'name',
      'N',
      'a: { id: x, name: N }\n',
    ],
    [
      'has the indent of its map',
      'a:\n    id: x\n',
      ['a'],
      'duties',
      ['host', 'witness'],
      'a:\n    id: x\n    duties: [host, witness]\n',
    ],
    [
      'of many lines has the indent in each',
      'a:\n  id: x\n',
      ['a'],
      'name',
      { b: [{ c: 1 }] },
      'a:\n  id: x\n  name:\n    b:\n      - c: 1\n',
    ],
    [
      'stands behind a member without a value',
      'title:\nmode: real\n',
      [],
      'kind',
      'first',
      'title:\nkind: first\nmode: real\n',
    ],
    ['at the end without a line end', 'title: x', [], 'kind', 'y', 'title: x\nkind: y'],
    ['has no place in an empty map', 'a: {}\n', ['a'], 'id', 'x', null],
  ])('%s', (_, text, steps, name, value, after) => {
    expect(spliced(text, spliceMember(text, mapIn(text, steps), name, value))).toBe(after);
  });
});

describe('a new item', () => {
  test.each<readonly [string, string, number, PlanValue, string | null]>([
    ['the first of one line', 'a: [b]\n', 0, 'c', 'a: [c, b]\n'],
    ['one in the middle of a line', 'a: [b, d]\n', 1, 'c', 'a: [b, c, d]\n'],
    ['the last of a line', 'a: [b, c] # e\n', 2, 'd', 'a: [b, c, d] # e\n'],
    ['one far behind the last', 'a: [b]\n', 5, 'c', null],
    ['one in empty brackets', 'a: [] # e\n', 0, 'b', 'a: [b] # e\n'],
    ['a map in empty brackets', 'a: [] # e\n', 0, { b: 1 }, 'a:\n  - b: 1 # e\n'],
    ['the first of lines', 'a:\n  - b # c\n', 0, 'd', 'a:\n  - d\n  - b # c\n'],
    ['the last of lines', 'a:\n  - b # c\ne: 1\n', 1, 'd', 'a:\n  - b # c\n  - d\ne: 1\n'],
    ['one without an indent', 'a:\n- b\n', 1, 'c', 'a:\n- b\n- c\n'],
    [
      'a map among maps',
      'a:\n  - id: b\n    n: 1\n  - id: d\n',
      1,
      { id: 'c', n: [1] },
      'a:\n  - id: b\n    n: 1\n  - id: c\n    n: [1]\n  - id: d\n',
    ],
    ['one far behind the last line', 'a:\n  - b\n', 7, 'c', null],
    ['one before a dash in a line of its own', 'a:\n  -\n    id: b\n', 0, { id: 'c' }, null],
  ])('%s', (_, text, index, value, after) => {
    expect(spliced(text, spliceItem(text, listIn(text, ['a']), index, value))).toBe(after);
  });

  test('in empty brackets stands below the name, where that stands behind a dash too', () => {
    const text = 'l:\n  - a: []\n    b: 1\n';
    expect(spliced(text, spliceItem(text, listIn(text, ['l', 0, 'a']), 0, { c: 1 }))).toBe(
      'l:\n  - a:\n      - c: 1\n    b: 1\n',
    );
  });

  test('of many lines has no place in brackets within a line', () => {
    const text = 'a: { b: [] }\n';
    expect(spliceItem(text, listIn(text, ['a', 'b']), 0, { c: 1 })).toBeNull();
    expect(spliced(text, spliceItem(text, listIn(text, ['a', 'b']), 0, 'c'))).toBe(
      'a: { b: [c] }\n',
    );
  });
});

describe('a member that goes', () => {
  test.each<readonly [string, string, PlanSteps, string, string | null]>([
    ['takes its line and its comment', 'a: 1 # c\nb: 2\n', [], 'a', 'b: 2\n'],
    ['leaves the comment above it', '# c\na: 1\nb: 2\n', [], 'a', '# c\nb: 2\n'],
    ['takes all its lines', 'a:\n  - 1\n  - 2\nb: 2\n', [], 'a', 'b: 2\n'],
    ['takes the last line without a line end', 'a: 1\nb: 2', [], 'b', 'a: 1\n'],
    ['goes from the start of a line', 'm: { a: 1, b: 2 }\n', ['m'], 'a', 'm: { b: 2 }\n'],
    ['goes from the end of a line', 'm: { a: 1, b: 2 }\n', ['m'], 'b', 'm: { a: 1 }\n'],
    ['goes from behind a dash', 'm:\n  - a: 1\n    b: 2\n', ['m', 0], 'a', 'm:\n  - b: 2\n'],
    ['has no value', 'a:\nb: 2\n', [], 'a', 'b: 2\n'],
    ['is the only one', 'a: 1\n', [], 'a', null],
    ['is not there', 'a: 1\nb: 2\n', [], 'c', null],
  ])('%s', (_, text, steps, name, after) => {
    expect(spliced(text, spliceOutMember(text, mapIn(text, steps), name))).toBe(after);
  });
});

describe('an item that goes', () => {
  test.each<readonly [string, string, number, string | null]>([
    ['the first of a line', 'a: [b, c]\n', 0, 'a: [c]\n'],
    ['the last of a line', 'a: [b, c]\n', 1, 'a: [b]\n'],
    ['the only one of a line', 'a: [b] # d\n', 0, 'a: [] # d\n'],
    ['one of lines, with its comment', 'a:\n  - b # d\n  - c\n', 0, 'a:\n  - c\n'],
    ['the last of lines', 'a:\n  - b\n  - c\ne: 1\n', 1, 'a:\n  - b\ne: 1\n'],
    ['all lines of one', 'a:\n  - b: 1\n    c: 2\n  - d: 1\n', 0, 'a:\n  - d: 1\n'],
    ['the only one of lines', 'a:\n  - b\ne: 1\n', 0, 'a: []\ne: 1\n'],
    ['the only one of lines below a comment', 'a: # d\n  - b\n', 0, null],
    ['one that is not there', 'a: [b]\n', 1, null],
    ['one below its dash', 'a:\n  -\n    b: 1\n  - c: 1\n', 0, null],
  ])('%s', (_, text, index, after) => {
    expect(spliced(text, spliceOutItem(text, listIn(text, ['a']), index))).toBe(after);
  });

  test('leaves a list in a list alone where its dash stands behind another', () => {
    const text = 'a:\n  - - b\n    - c\n';
    expect(spliceOutItem(text, listIn(text, ['a', 0]), 0)).toBeNull();
  });
});

describe('two neighbours that change places', () => {
  test.each<readonly [string, string, number, string | null]>([
    ['in a line', 'a: [b, c, d]\n', 0, 'a: [c, b, d]\n'],
    ['at the end of a line', 'a: [b, c, d]\n', 1, 'a: [b, d, c]\n'],
    ['with gaps that stay', 'a: [b  ,   c]\n', 0, 'a: [c  ,   b]\n'],
    [
      'in lines, each with its comment',
      'a:\n  - b # 1\n  - c # 2\n',
      0,
      'a:\n  - c # 2\n  - b # 1\n',
    ],
    ['around what stands between', 'a:\n  - b\n\n  # x\n  - c\n', 0, 'a:\n  - c\n\n  # x\n  - b\n'],
    ['of several lines', 'a:\n- b: 1\n  c: 2\n- d: 3\n', 0, 'a:\n- d: 3\n- b: 1\n  c: 2\n'],
    ['at the end without a line end', 'a:\n- b\n- c', 0, 'a:\n- c\n- b'],
    ['where there is no second', 'a: [b]\n', 0, null],
    ['where there is no first', 'a: [b]\n', 1, null],
    ['below their dashes', 'a:\n  -\n    b: 1\n  - c: 1\n', 0, null],
  ])('%s', (_, text, index, after) => {
    expect(spliced(text, spliceSwap(text, listIn(text, ['a']), index))).toBe(after);
  });
});
