import { Document, isScalar, isSeq, Scalar, visit } from 'yaml';
import type { PlanValue } from './plan-value.ts';

const form = {
  lineWidth: 0,
  flowCollectionPadding: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;

/** How a scalar was quoted, which a new value in its place keeps. */
export type Quotes = 'single' | 'double' | 'none';

/** `name: value` as lines, without an indent: short lists in one line, what is larger below. */
export function memberText(name: string, value: PlanValue): string {
  return textOf({ [name]: value });
}

/** `- value` as lines, without an indent. */
export function itemText(value: PlanValue): string {
  return textOf([value], 'block');
}

/** A value in one line, as it stands after `name: `; null for one that needs more lines. */
export function scalarText(value: PlanValue, quotes: Quotes): string | null {
  const text = withoutLineEnd(String(documentOf({ k: quoted(value, quotes) })).slice(3));
  return text.includes('\n') ? null : text;
}

/** A value within `[ ]` or `{ }`, where commas and brackets need quotes. */
export function flowText(value: PlanValue, quotes: Quotes = 'none'): string {
  const document = documentOf([quoted(value, quotes)]);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
    Scalar: (_, node) => {
      quoteBreaks(node);
    },
  });
  return withoutLineEnd(document.toString(form)).slice(1, -1);
}

/** Lines with an indent before each of them. */
export function indented(text: string, columns: number): string {
  const indent = ' '.repeat(columns);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `${indent}${line}`))
    .join('\n');
}

function textOf(value: PlanValue, top: 'any' | 'block' = 'any'): string {
  const document = documentOf(value);
  visit(document, {
    Seq: (_, node) => {
      node.flow = !(top === 'block' && node === document.contents) && node.items.every(isScalar);
      if (node.flow) for (const item of node.items) quoteBreaks(item);
    },
  });
  return withoutLineEnd(document.toString(form));
}

/** Unquoted lines within brackets could be read as a map. */
function quoteBreaks(node: unknown): void {
  if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n'))
    node.type = 'QUOTE_DOUBLE';
}

/** A space without a break at the end of a text is a part of it: only the line ends. */
function withoutLineEnd(text: string): string {
  return text.replace(/\n$/, '');
}

function documentOf(value: unknown): Document {
  return new Document(value, { version: '1.2', schema: 'core' });
}

/** Only texts have quotes. */
function quoted(value: PlanValue, quotes: Quotes): unknown {
  if (typeof value !== 'string' || quotes === 'none') return value;
  const scalar = new Scalar(value);
  scalar.type = quotes === 'single' ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE';
  return scalar;
}

/** How this node was quoted. */
export function quotesOf(node: unknown): Quotes {
  if (!isScalar(node)) return 'none';
  return node.type === 'QUOTE_SINGLE' ? 'single' : node.type === 'QUOTE_DOUBLE' ? 'double' : 'none';
}

/** Whether a list is written in one line, or has nothing in it. */
export function isFlow(node: unknown): boolean {
  return isSeq(node) ? node.flow === true || node.items.length === 0 : false;
}
