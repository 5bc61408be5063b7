/** A value that YAML's core schema can say, as far as plans need it. */
export type PlanValue =
  string | number | boolean | null | readonly PlanValue[] | { readonly [name: string]: PlanValue };

/** The way to a member: names of members and numbers of items. */
export type PlanSteps = readonly (string | number)[];

/** One change of one place of a plan. */
export type PlanEdit =
  /** Gives a member this value; what is missing on the way to it is made. */
  | { readonly kind: 'set'; readonly steps: PlanSteps; readonly value: PlanValue }
  /** Takes a member or an item out. */
  | { readonly kind: 'remove'; readonly steps: PlanSteps }
  /** Puts an item into a list, before the one that has this number now. */
  | {
      readonly kind: 'insert';
      readonly steps: PlanSteps;
      readonly index: number;
      readonly value: PlanValue;
    }
  /** Exchanges an item with the one after it. */
  | { readonly kind: 'swap'; readonly steps: PlanSteps; readonly index: number };

/** The value at the end of these steps; undefined where there is none. */
export function valueAt(tree: unknown, steps: PlanSteps): PlanValue | undefined {
  let value: unknown = tree;
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isRecord(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return isPlanValue(value) ? value : undefined;
}

/** The tree with one change, by itself: what the text has to say after the change. */
export function changedTree(tree: PlanValue, edit: PlanEdit): PlanValue {
  switch (edit.kind) {
    case 'set':
      return replaced(tree, edit.steps, () => edit.value);
    case 'remove':
      if (valueAt(tree, edit.steps) === undefined) return tree;
      return replaced(tree, edit.steps, () => undefined);
    case 'insert':
      return replaced(tree, edit.steps, (list) =>
        asList(list).toSpliced(edit.index, 0, edit.value),
      );
    case 'swap':
      return replaced(tree, edit.steps, (list) => {
        const items = asList(list);
        const first = items[edit.index];
        const second = items[edit.index + 1];
        if (first === undefined || second === undefined) return items;
        return items.toSpliced(edit.index, 2, second, first);
      });
  }
}

type Change = (value: PlanValue | undefined) => PlanValue | undefined;

function replaced(tree: PlanValue, steps: PlanSteps, change: Change): PlanValue {
  return changed(tree, steps, change) ?? null;
}

function changed(
  value: PlanValue | undefined,
  [step, ...rest]: PlanSteps,
  change: Change,
): PlanValue | undefined {
  if (step === undefined) return change(value);
  if (typeof step === 'number') {
    const items = asList(value);
    const item = changed(items[step], rest, change);
    return item === undefined ? items.toSpliced(step, 1) : items.toSpliced(step, 1, item);
  }
  const members = isRecord(value) ? value : {};
  const member = changed(members[step], rest, change);
  const { [step]: _, ...others } = members;
  if (member === undefined) return others;
  return step in members ? { ...members, [step]: member } : { ...others, [step]: member };
}

function asList(value: PlanValue | undefined): readonly PlanValue[] {
  return isList(value) ? value : [];
}

function isList(value: PlanValue | undefined): value is readonly PlanValue[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is { readonly [name: string]: PlanValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is of plain data alone. */
export function isPlanValue(value: unknown): value is PlanValue {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlanValue);
  return typeof value === 'object' && Object.values(value ?? {}).every(isPlanValue);
}
