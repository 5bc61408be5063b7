import { describe, expect, it } from 'vitest';
import { peopleAndKeys, peopleOptions } from '../../../../renderer/screens/plan/choices.ts';
import type { Editing } from '../../../../renderer/screens/plan/editing.ts';
import {
  actsIn,
  freeId,
  onlineKeysIn,
  peopleIn,
} from '../../../../renderer/screens/plan/people-in.ts';
import { draftOf } from '../../../../src/ceremony/plan-draft.ts';
import { planText } from '../../../../src/ceremony/plan.ts';
import { fullFields } from '../../../ceremony/sample-plan.ts';

const nothing = (): void => undefined;

function editingOf(text: string): Editing {
  return { text, draft: draftOf(text), fixed: false, edit: nothing, type: nothing, undo: null };
}

const whole = editingOf(planText(fullFields()));

describe('the people of a plan that is being written', () => {
  it('are those of the text, in its order', () => {
    expect(peopleIn(whole).map(({ id }) => id)).toEqual([
      'ines-duarte',
      'priya-raman',
      'tom-okafor',
      'mei-lindqvist',
      'sam-abara',
    ]);
    expect(peopleIn(whole)[2]).toEqual({
      id: 'tom-okafor',
      name: 'Tom Okafor',
      duties: ['keyholder', 'witness'],
    });
  });

  it.each([
    ['', []],
    ['title: x\n', []],
    ['participants: none\n', []],
    ['participants:\n  - id: a\n', [{ id: 'a', name: '', duties: [] }]],
    [
      'participants:\n  - 7\n  - id: [a]\n    duties: host\n',
      [
        { id: '', name: '', duties: [] },
        { id: '', name: '', duties: [] },
      ],
    ],
    // A text that is no YAML at all says nothing of anybody.
    ['participants: [\n', []],
  ])('are what the text says so far: %j', (text, people) => {
    expect(peopleIn(editingOf(text))).toEqual(people);
  });

  it('have keys beside them that sign without a person', () => {
    expect(onlineKeysIn(whole)).toEqual(['online-1', 'online-2']);
    expect(onlineKeysIn(editingOf('tuf:\n  online:\n    - kind: file\n    - id: o\n'))).toEqual([
      'o',
    ]);
  });
});

describe('whom a field offers', () => {
  it('is everybody by name, and by id where there is no name yet', () => {
    const text = 'participants:\n  - id: a\n    name: Ann\n  - id: b\n  - name: Cy\n';
    // Who has no id cannot be named by one.
    expect(peopleOptions(editingOf(text))).toEqual([
      ['a', 'Ann'],
      ['b', 'b'],
    ]);
  });

  it('is keyholders alone where a key is asked for', () => {
    expect(peopleOptions(whole, 'keyholder').map(([id]) => id)).toEqual([
      'priya-raman',
      'tom-okafor',
      'mei-lindqvist',
    ]);
  });

  it('is people and online keys where a machine may sign', () => {
    expect(peopleAndKeys(whole).slice(-2)).toEqual([
      ['online-1', 'online-1 (online key)'],
      ['online-2', 'online-2 (online key)'],
    ]);
    expect(peopleAndKeys(whole)).toHaveLength(7);
  });
});

describe('an id that nobody has', () => {
  it.each([
    ['participants:\n  - id: a\n', 'person-1'],
    ['participants:\n  - id: person-1\n', 'person-2'],
    ['participants:\n  - id: person-2\n', 'person-1'],
    ['participants:\n  - id: person-1\ntuf:\n  online:\n    - id: person-2\n', 'person-3'],
  ])('beside %j is %s', (text, id) => {
    expect(freeId(editingOf(text), 'person')).toBe(id);
  });
});

describe('the acts of a plan', () => {
  it('are none before it has the form of one', () => {
    expect(actsIn(editingOf('title: x\n'))).toEqual([]);
    expect(actsIn(whole).length).toBeGreaterThan(5);
  });
});
