import { plannedActs } from '../../../src/ceremony/script.ts';
import { itemsAt, textAt, type Editing } from './editing.ts';

export interface PersonIn {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly string[];
}

/** The participants as the text has them, whether or not it is a plan yet. */
export function peopleIn(editing: Editing): readonly PersonIn[] {
  return itemsAt(editing, ['participants']).map((_, index) => ({
    id: textAt(editing, ['participants', index, 'id']),
    name: textAt(editing, ['participants', index, 'name']),
    duties: itemsAt(editing, ['participants', index, 'duties']).map(String),
  }));
}

/** The ids of the online keys. */
export function onlineKeysIn(editing: Editing): readonly string[] {
  return itemsAt(editing, ['tuf', 'online'])
    .map((_, index) => textAt(editing, ['tuf', 'online', index, 'id']))
    .filter((id) => id !== '');
}

/** An id of this kind that nobody has yet, such as `person-3`. */
export function freeId(editing: Editing, stem: string): string {
  const taken = new Set([...peopleIn(editing).map(({ id }) => id), ...onlineKeysIn(editing)]);
  for (let number = 1; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** The acts of the plan with their titles; none while it has not the form of a plan. */
export function actsIn({ draft }: Editing) {
  return draft.fields === null ? [] : plannedActs(draft.fields);
}
