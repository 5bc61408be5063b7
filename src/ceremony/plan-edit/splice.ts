import { isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { placeFor } from './member-order.ts';
import type { PlanValue } from './plan-value.ts';
import { flowText, indented, itemText, memberText, quotesOf, scalarText } from './value-text.ts';

/** A piece of text in place of what stood from `from` to `to`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Puts another value where one stands; null where that needs more than a piece of one line. */
export function spliceValue(
  text: string,
  node: unknown,
  value: PlanValue,
  inFlow: boolean,
): Splice | null {
  const range = rangeOf(node);
  if (range === null) return null;
  const plain = typeof value !== 'object' || value === null;
  const flow = (isSeq(node) || isMap(node)) && node.flow === true;
  if (!plain && !flow) return null;
  if (plain && !isScalar(node)) return null;
  if (isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'))
    return null;
  const written =
    inFlow || flow ? flowText(value, quotesOf(node)) : scalarText(value, quotesOf(node));
  if (written === null) return null;
  const [from, to] = range;
  // An empty value stands right behind its colon.
  const gap = from > 0 && text.charAt(from - 1) === ':' ? ' ' : '';
  return { from, to, text: `${gap}${written}` };
}

/** Puts a new member where the order of the format has it. */
export function spliceMember(
  text: string,
  map: YAMLMap,
  name: string,
  value: PlanValue,
): Splice | null {
  const names = map.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  const before = Math.max(0, placeFor(name, names));
  const pair = map.items[before];
  if (pair === undefined) return null;
  if (map.flow === true) {
    const end = contentEnd(text, pair);
    return end === null ? null : insertion(end, `, ${flowText({ [name]: value }).slice(1, -1)}`);
  }
  const column = columnOf(text, pair.key);
  const end = contentEnd(text, pair);
  if (column === null || end === null) return null;
  return insertion(lineEnd(text, end), `\n${indented(memberText(name, value), column)}`);
}

/** Puts a new item into a list. */
export function spliceItem(
  text: string,
  list: YAMLSeq,
  index: number,
  value: PlanValue,
): Splice | null {
  const range = rangeOf(list);
  if (range === null) return null;
  const next = rangeOf(list.items[index]);
  const last = rangeOf(list.items[index - 1]);
  if (list.flow === true) {
    if (list.items.length === 0) return spliceFirst(text, range, value);
    if (next !== null) return insertion(next[0], `${flowText(value)}, `);
    return last === null ? null : insertion(last[1], `, ${flowText(value)}`);
  }
  const dash = dashOf(text, list.items[index] ?? list.items[index - 1]);
  if (dash === null) return null;
  const column = dash - lineStart(text, dash);
  const lines = indented(itemText(value), column);
  if (next !== null) return insertion(dash, `${lines.trimStart()}\n${' '.repeat(column)}`);
  const end = contentEnd(text, list.items[index - 1]);
  return end === null ? null : insertion(lineEnd(text, end), `\n${lines}`);
}

/** The first item of `[]`: within the brackets, or below them where it is large. */
function spliceFirst(text: string, [from, to]: Range, value: PlanValue): Splice | null {
  if (typeof value !== 'object' || value === null)
    return { from, to, text: `[${flowText(value)}]` };
  const start = lineStart(text, from);
  const name = /^( *(?:- +)?)[\w-]+: *$/.exec(text.slice(start, from));
  if (name === null) return null;
  const column = (name[1] ?? '').length + 2;
  const before = text.slice(0, from).trimEnd().length;
  return { from: before, to, text: `\n${indented(itemText(value), column)}` };
}

/** Takes a member out with the comment in its line. */
export function spliceOutMember(text: string, map: YAMLMap, name: string): Splice | null {
  const index = map.items.findIndex(({ key }) => isScalar(key) && key.value === name);
  const pair = map.items[index];
  const key = rangeOf(pair?.key);
  const end = contentEnd(text, pair);
  if (pair === undefined || key === null || end === null || map.items.length < 2) return null;
  const after = rangeOf(map.items[index + 1]?.key);
  if (map.flow === true) {
    if (after !== null) return { from: key[0], to: after[0], text: '' };
    const before = contentEnd(text, map.items[index - 1]);
    return before === null ? null : { from: before, to: end, text: '' };
  }
  if (text.slice(lineStart(text, key[0]), key[0]).trim() === '')
    return wholeLines(text, key[0], end);
  // The first member of an item stands behind its dash: the next one moves up to it.
  return after === null ? null : { from: key[0], to: after[0], text: '' };
}

/** Takes an item out with the comment in its line. */
export function spliceOutItem(text: string, list: YAMLSeq, index: number): Splice | null {
  const item = rangeOf(list.items[index]);
  const end = contentEnd(text, list.items[index]);
  if (item === null || end === null) return null;
  if (list.flow === true) {
    const after = rangeOf(list.items[index + 1]);
    if (after !== null) return { from: item[0], to: after[0], text: '' };
    const before = contentEnd(text, list.items[index - 1]);
    return { from: before ?? item[0], to: end, text: '' };
  }
  const dash = dashOf(text, list.items[index]);
  if (dash === null || text.slice(lineStart(text, dash), dash).trim() !== '') return null;
  if (list.items.length > 1) return wholeLines(text, dash, end);
  // Nothing is left: an empty list in place of it.
  const before = text.slice(0, dash).trimEnd().length;
  return text.charAt(before - 1) === ':' ? { from: before, to: end, text: ' []' } : null;
}

/** Exchanges two neighbours, each with the comment in its last line; what stands between them stays. */
export function spliceSwap(text: string, list: YAMLSeq, index: number): Splice | null {
  const [first, second] = [list.items[index], list.items[index + 1]];
  const [endOfFirst, endOfSecond] = [contentEnd(text, first), contentEnd(text, second)];
  if (endOfFirst === null || endOfSecond === null) return null;
  const flow = list.flow === true;
  const from = flow ? (rangeOf(first)?.[0] ?? null) : dashOf(text, first);
  const middle = flow ? (rangeOf(second)?.[0] ?? null) : dashOf(text, second);
  if (from === null || middle === null) return null;
  const end = flow ? endOfFirst : lineEnd(text, endOfFirst);
  const to = flow ? endOfSecond : lineEnd(text, endOfSecond);
  return {
    from,
    to,
    text: `${text.slice(middle, to)}${text.slice(end, middle)}${text.slice(from, end)}`,
  };
}

type Range = readonly [from: number, to: number, end: number];

function rangeOf(node: unknown): Range | null {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.range ?? null) : null;
}

/** Where the last sign of a node or a pair ends, before comments and line ends. */
function contentEnd(text: string, node: unknown): number | null {
  if (isPair(node)) return contentEnd(text, node.value) ?? keyEnd(text, node.key);
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? null : contentEnd(text, last);
  }
  const range = rangeOf(node);
  return range === null ? null : text.slice(0, range[1]).trimEnd().length;
}

function isPair(node: unknown): node is Pair {
  return typeof node === 'object' && node !== null && 'key' in node && 'value' in node;
}

function keyEnd(text: string, key: unknown): number | null {
  const range = rangeOf(key);
  const colon = range === null ? -1 : text.indexOf(':', range[1]);
  return colon < 0 ? null : colon + 1;
}

/** The dash before an item, if it stands in the item's own line. */
function dashOf(text: string, item: unknown): number | null {
  const range = rangeOf(item);
  if (range === null) return null;
  const before = text.slice(lineStart(text, range[0]), range[0]).trimEnd();
  return before.endsWith('-') ? lineStart(text, range[0]) + before.length - 1 : null;
}

function columnOf(text: string, node: unknown): number | null {
  const range = rangeOf(node);
  return range === null ? null : range[0] - lineStart(text, range[0]);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function wholeLines(text: string, at: number, end: number): Splice {
  return { from: lineStart(text, at), to: Math.min(text.length, lineEnd(text, end) + 1), text: '' };
}

function insertion(at: number, text: string): Splice {
  return { from: at, to: at, text };
}
