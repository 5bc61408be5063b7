import { isMap, isScalar, isSeq, Lexer, type Document, type Node } from 'yaml';
import { readYaml } from '../plan-yaml.ts';
import {
  changedTree,
  isPlanValue,
  valueAt,
  type PlanEdit,
  type PlanSteps,
  type PlanValue,
} from './plan-value.ts';
import {
  spliceItem,
  spliceMember,
  spliceOutItem,
  spliceOutMember,
  spliceSwap,
  spliceValue,
  type Splice,
} from './splice.ts';

/**
 * The text of a plan with changes made at their places, and nowhere else: every other byte stays, comments, order, blank
 * lines and quotes. The text may be no plan yet, as long as it is YAML.
 *
 * What was written is read again and compared with what the change means. Where a piece of text cannot be exchanged, the
 * document is written anew, which keeps comments and order, but not all of the spacing.
 *
 * @throws PlanError `plan.malformed` for text that is no YAML of a plan
 */
export function editedPlan(text: string, ...edits: readonly PlanEdit[]): string {
  return edits.reduce(edited, text);
}

function edited(text: string, edit: PlanEdit): string {
  const { document } = readYaml(text, 'the plan');
  const tree = treeOf(document);
  if (edit.kind === 'remove' && valueAt(tree, edit.steps) === undefined) return text;
  const expected = changedTree(tree, edit);
  const splice = spliceOf(text, document, edit);
  const spliced = splice === null ? null : withSplice(text, splice);
  if (spliced !== null && splice !== null && keeps(text, splice, spliced, expected)) return spliced;
  return written(document, edit, expected);
}

/** The data of a plan's text, as forms show it. */
export function treeOf(document: Document): PlanValue {
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return isPlanValue(value) ? value : null;
}

function withSplice(text: string, { from, to, text: piece }: Splice): string {
  return `${text.slice(0, from)}${piece}${text.slice(to)}`;
}

/** Whether the text says what it has to, and has lost no comment but those of what was taken out. */
function keeps(text: string, splice: Splice, spliced: string, expected: PlanValue): boolean {
  const stayed = [...commentsIn(spliced)];
  const out = new Set(commentsIn(text.slice(splice.from, splice.to)));
  for (const comment of commentsIn(text)) {
    const place = stayed.indexOf(comment);
    if (place >= 0) stayed.splice(place, 1);
    else if (!out.has(comment)) return false;
  }
  try {
    return sameData(treeOf(readYaml(spliced, 'the plan').document), expected);
  } catch {
    return false;
  }
}

/** The comments of a text, in their order. */
export function commentsIn(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith('#'));
}

function spliceOf(text: string, document: Document, edit: PlanEdit): Splice | null {
  const node = nodeAt(document, edit.steps);
  switch (edit.kind) {
    case 'set':
      return node === undefined
        ? spliceNew(text, document, edit.steps, edit.value)
        : spliceValue(text, node, edit.value, isInFlow(document, edit.steps));
    case 'remove': {
      const last = edit.steps.at(-1);
      const parent = nodeAt(document, edit.steps.slice(0, -1));
      if (isMap(parent) && typeof last === 'string') return spliceOutMember(text, parent, last);
      return isSeq(parent) && typeof last === 'number' ? spliceOutItem(text, parent, last) : null;
    }
    case 'insert':
      if (isSeq(node)) return spliceItem(text, node, edit.index, edit.value);
      return node === undefined ? spliceNew(text, document, edit.steps, [edit.value]) : null;
    case 'swap':
      return isSeq(node) ? spliceSwap(text, node, edit.index) : null;
  }
}

/** A member that is not there, with everything that is missing on the way to it. */
function spliceNew(
  text: string,
  document: Document,
  steps: PlanSteps,
  value: PlanValue,
): Splice | null {
  const last = steps.at(-1);
  const above = steps.slice(0, -1);
  if (last === undefined) return null;
  const parent = nodeAt(document, above);
  if (typeof last === 'number') return isSeq(parent) ? spliceItem(text, parent, last, value) : null;
  if (parent === undefined) return spliceNew(text, document, above, { [last]: value });
  return isMap(parent) ? spliceMember(text, parent, last, value) : null;
}

function nodeAt(document: Document, steps: PlanSteps): Node | undefined {
  let node: unknown = document.contents;
  for (const step of steps) {
    if (isMap(node))
      node = node.items.find(({ key }) => isScalar(key) && key.value === step)?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

function isInFlow(document: Document, steps: PlanSteps): boolean {
  return steps.some((_, depth) => {
    const node = nodeAt(document, steps.slice(0, depth));
    return (isMap(node) || isSeq(node)) && node.flow === true;
  });
}

/** The change made in the document, and the whole of it written: comments and order stay with their members. */
function written(document: Document, edit: PlanEdit, expected: PlanValue): string {
  const node = nodeAt(document, edit.steps);
  if (edit.kind === 'remove') document.deleteIn(edit.steps);
  else if (edit.kind === 'insert' && isSeq(node))
    node.items.splice(edit.index, 0, document.createNode(edit.value));
  else if (edit.kind === 'swap' && isSeq(node))
    node.items.splice(edit.index, 2, ...node.items.slice(edit.index, edit.index + 2).toReversed());
  else document.setIn(edit.steps, document.createNode(valueAt(expected, edit.steps)));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The same data, whatever the order of members. */
export function sameData(left: PlanValue | undefined, right: PlanValue | undefined): boolean {
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null)
    return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [ofLeft, ofRight] = [Object.entries(left), Object.entries(right)];
  return (
    ofLeft.length === ofRight.length &&
    ofLeft.every(([name, value]) => sameData(value, valueAt(right, [nameOf(right, name)])))
  );
}

function nameOf(value: PlanValue, name: string): string | number {
  return Array.isArray(value) ? Number(name) : name;
}
