import { Document, isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { PlanSteps } from '../plan-edit/plan-value.ts';

/** A comment at a member of a plan. */
export interface PlanNote {
  readonly steps: PlanSteps;
  /** In the line of the member, or above the whole. */
  readonly where: 'behind' | 'above';
  readonly text: string;
}

/** The text of what may become a plan, with comments at its members. Short lists stand in one line. */
export function planWithNotes(plan: object, notes: readonly PlanNote[]): string {
  const document = new Document(plan, { version: '1.2', schema: 'core' });
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every(isScalar);
    },
  });
  for (const { steps, where, text } of notes) {
    if (where === 'above') document.commentBefore = comment(text);
    else put(document, steps, comment(text));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function put(document: Document, steps: PlanSteps, text: string): void {
  const node = document.getIn(steps, true);
  if (isNode(node) && (isScalar(node) || isSeq(node) || isMap(node))) node.comment = text;
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => ` ${line}`)
    .join('\n');
}
