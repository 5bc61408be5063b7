import { useMemo, useState } from 'react';
import { useToday } from '../../clock.ts';
import { draftOf, type PlanDraft } from '../../../src/ceremony/plan-draft.ts';
import { editedPlan } from '../../../src/ceremony/plan-edit/plan-edit.ts';
import {
  valueAt,
  type PlanEdit,
  type PlanSteps,
  type PlanValue,
} from '../../../src/ceremony/plan-edit/plan-value.ts';

/** Most steps that can be taken back. */
const longestHistory = 200;

/** The one text that forms and text field both show and change. */
export interface Editing {
  readonly text: string;
  readonly draft: PlanDraft;
  /** Whether it may be changed. */
  readonly fixed: boolean;
  /** Changes just these places of the text. */
  readonly edit: (...edits: readonly PlanEdit[]) => void;
  /** Takes another text: what was typed. */
  readonly type: (text: string) => void;
  /** Takes back the last change; null where there is none. */
  readonly undo: (() => void) | null;
}

/** The text of a plan being edited, with what it says. @param start the text that it begins with */
export function useEditing(start: string, fixed: boolean): Editing {
  const [history, setHistory] = useState<readonly string[]>([start]);
  const text = history.at(-1) ?? start;
  const today = useToday();
  // One that has begun has its day behind it.
  const draft = useMemo(() => draftOf(text, fixed ? null : today), [text, fixed, today]);
  const type = (next: string): void => {
    if (fixed) return;
    setHistory((past) => (past.at(-1) === next ? past : [...past.slice(1 - longestHistory), next]));
  };
  return {
    text,
    draft,
    fixed,
    type,
    edit: (...edits) => {
      // A text that is no YAML has no places: the forms are locked then.
      if (draft.tree !== null) type(editedPlan(text, ...edits));
    },
    undo: history.length < 2 || fixed ? null : () => setHistory((past) => past.slice(0, -1)),
  };
}

/** The value of a member as a field shows it. */
export function textAt({ draft }: Editing, steps: PlanSteps): string {
  const value = valueAt(draft.tree, steps);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** The items of a list; empty for what is no list. */
export function itemsAt({ draft }: Editing, steps: PlanSteps): readonly PlanValue[] {
  const value = valueAt(draft.tree, steps);
  return isList(value) ? value : [];
}

function isList(value: PlanValue | undefined): value is readonly PlanValue[] {
  return Array.isArray(value);
}

/** The change that puts what was typed into a member: an empty optional member is taken out. */
export function typed(
  steps: PlanSteps,
  text: string,
  { number = false, optional = false }: { readonly number?: boolean; readonly optional?: boolean },
): PlanEdit {
  if (text === '' && optional) return { kind: 'remove', steps };
  const value = number && /^\d{1,15}$/.test(text) ? Number(text) : text;
  return { kind: 'set', steps, value };
}

/** The changes that put an item into a list of names, or take it out. */
export function ticked(
  editing: Editing,
  steps: PlanSteps,
  { item, on, optional = false }: { item: string; on: boolean; optional?: boolean },
): PlanEdit[] {
  const items = itemsAt(editing, steps);
  const index = items.indexOf(item);
  if (on === index >= 0) return [];
  if (!on && optional && items.length === 1) return [{ kind: 'remove', steps }];
  return on
    ? [{ kind: 'insert', steps, index: items.length, value: item }]
    : [{ kind: 'remove', steps: [...steps, index] }];
}

/** The changes that give a person or an online key another id, wherever the plan has it. */
export function renamed(editing: Editing, steps: PlanSteps, to: string): PlanEdit[] {
  const from = textAt(editing, steps);
  const rename = (value: PlanValue | undefined, at: PlanSteps): PlanEdit[] => {
    if (isList(value)) return value.flatMap((item, index) => rename(item, [...at, index]));
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([name, member]) => rename(member, [...at, name]));
    if (value === from) return isReference(at) ? [{ kind: 'set', steps: at, value: to }] : [];
    const act = at.at(-1) === 'act' || at.at(-1) === 'after';
    return act && value === `key.${from}` ? [{ kind: 'set', steps: at, value: `key.${to}` }] : [];
  };
  const own: PlanEdit = { kind: 'set', steps, value: to };
  if (from === '') return [own];
  const { tuf, script } = {
    tuf: valueAt(editing.draft.tree, ['tuf']),
    script: valueAt(editing.draft.tree, ['script']),
  };
  return [own, ...rename(tuf, ['tuf']), ...rename(script, ['script'])];
}

/** Holders of roles and signers of checkpoints are named by id. */
function isReference(steps: PlanSteps): boolean {
  const list = steps.at(-2);
  return list === 'holders' || list === 'by';
}
