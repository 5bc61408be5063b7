import { describe, expect, it } from 'vitest';
import {
  renamed,
  textAt,
  ticked,
  typed,
  type Editing,
} from '../../../../renderer/screens/plan/editing.ts';
import { freeId } from '../../../../renderer/screens/plan/people-in.ts';
import { draftOf } from '../../../../src/ceremony/plan-draft.ts';
import { editedPlan } from '../../../../src/ceremony/plan-edit/plan-edit.ts';
import { planText } from '../../../../src/ceremony/plan.ts';
import { fullFields } from '../../../ceremony/sample-plan.ts';

const nothing = (): void => undefined;

function editingOf(text: string): Editing {
  return { text, draft: draftOf(text), fixed: false, edit: nothing, type: nothing, undo: null };
}

const text = planText(fullFields());
const editing = editingOf(text);

describe('what is typed into a field', () => {
  it('is a text, or a number where the plan has one', () => {
    const steps = ['tuf', 'threshold'];
    expect(typed(steps, '3', { number: true })).toStrictEqual({ kind: 'set', steps, value: 3 });
    expect(typed(steps, 'three', { number: true })).toStrictEqual({
      kind: 'set',
      steps,
      value: 'three',
    });
    // A serial of digits stays a text.
    expect(typed(steps, '0024', {})).toStrictEqual({ kind: 'set', steps, value: '0024' });
  });

  it('takes an optional member out when nothing is left, and leaves any other empty', () => {
    const steps = ['keys', 'minimumFirmware'];
    expect(typed(steps, '', { optional: true })).toStrictEqual({ kind: 'remove', steps });
    expect(typed(['title'], '', {})).toStrictEqual({ kind: 'set', steps: ['title'], value: '' });
  });
});

describe('a tick', () => {
  const steps = ['tuf', 'holders'];
  it('puts a name at the end, or takes it out', () => {
    expect(ticked(editing, steps, { item: 'mei-lindqvist', on: true })).toStrictEqual([
      { kind: 'insert', steps, index: 2, value: 'mei-lindqvist' },
    ]);
    expect(ticked(editing, steps, { item: 'tom-okafor', on: false })).toStrictEqual([
      { kind: 'remove', steps: [...steps, 1] },
    ]);
  });

  it('changes nothing that is so already', () => {
    expect(ticked(editing, steps, { item: 'tom-okafor', on: true })).toStrictEqual([]);
    expect(ticked(editing, steps, { item: 'nobody', on: false })).toStrictEqual([]);
  });

  it('takes an optional list out with its last name', () => {
    const others = ['keys', 'otherSchemes'];
    expect(ticked(editing, others, { item: 'ed25519', on: false, optional: true })).toStrictEqual([
      { kind: 'remove', steps: others },
    ]);
  });
});

describe('another short name', () => {
  it('is taken over wherever the plan has the old one, and nowhere else', () => {
    const edits = renamed(editing, ['participants', 1, 'id'], 'priya');
    const after = editingOf(editedPlan(text, ...edits));
    expect(after.draft.problems).toStrictEqual([]);
    expect(after.text).not.toContain('priya-raman');
    expect(after.text.match(/priya/g)).toHaveLength((text.match(/priya-raman/g) ?? []).length);
    expect(textAt(after, ['participants', 1, 'name'])).toBe('Priya Raman');
    expect(after.draft.plan?.script?.checkpoints?.[0]?.by).toStrictEqual(['priya', 'tom-okafor']);
  });

  it('is taken over in the acts that are about this person', () => {
    const withAct = text.replace(
      '    - act: clock',
      '    - act: clock\n    - act: key.priya-raman',
    );
    const before = editingOf(withAct);
    expect(before.draft.problems).toStrictEqual([]);
    const edits = renamed(before, ['participants', 1, 'id'], 'priya');
    const after = editingOf(editedPlan(withAct, ...edits));
    expect(after.draft.problems).toStrictEqual([]);
    expect(after.text).toContain('- act: key.priya\n');
  });

  it('of an online key is taken over by the roles that it signs', () => {
    const edits = renamed(editing, ['tuf', 'online', 0, 'id'], 'hsm');
    const after = editingOf(editedPlan(text, ...edits));
    expect(after.draft.problems).toStrictEqual([]);
    expect(after.draft.plan?.tuf.roles.snapshot.holders).toStrictEqual(['hsm']);
  });

  it('that is free is found', () => {
    expect(freeId(editing, 'person')).toBe('person-1');
    expect(freeId(editing, 'online')).toBe('online-3');
  });
});
