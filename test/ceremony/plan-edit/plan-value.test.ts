import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedTree,
  isPlanValue,
  type PlanEdit,
  type PlanValue,
  valueAt,
} from '../../../src/ceremony/plan-edit/plan-value.ts';

const tree = { title: 'x', people: [{ id: 'a' }, { id: 'b', duties: ['host'] }], tuf: null };

describe('the value at the end of steps', () => {
  test.each<readonly [(string | number)[], PlanValue | undefined]>([
    [[], tree],
    [['title'], 'x'],
    [['people', 1, 'duties', 0], 'host'],
    [['people', '1', 'id'], 'b'],
    [['tuf'], null],
    [['none'], undefined],
    [['people', 2], undefined],
    [['people', -1], undefined],
    [['title', 0], undefined],
    [['title', 'length'], undefined],
    [['tuf', 'threshold'], undefined],
    [['people', 'length'], undefined],
    [['constructor'], undefined],
    [['__proto__'], undefined],
    [['people', 0, 'toString'], undefined],
  ])('%j', (steps, value) => {
    expect(valueAt(tree, steps)).toEqual(value);
  });

  test('is none where something else than data stands', () => {
    expect(valueAt({ a: () => 1 }, ['a'])).toBeUndefined();
    expect(valueAt({ a: [undefined] }, ['a'])).toBeUndefined();
  });
});

describe('a tree with one change', () => {
  test.each<readonly [string, PlanEdit, PlanValue]>([
    ['a text', { kind: 'set', steps: ['title'], value: 'y' }, { ...tree, title: 'y' }],
    [
      'a member of an item',
      { kind: 'set', steps: ['people', 0, 'id'], value: 'c' },
      { ...tree, people: [{ id: 'c' }, tree.people[1] ?? null] },
    ],
    [
      'what is missing on the way',
      { kind: 'set', steps: ['publication', 'signOff', 'name'], value: 'I' },
      { ...tree, publication: { signOff: { name: 'I' } } },
    ],
    [
      'a way through what was no map',
      { kind: 'set', steps: ['tuf', 'threshold'], value: 2 },
      { ...tree, tuf: { threshold: 2 } },
    ],
    ['a member out', { kind: 'remove', steps: ['title'] }, { people: tree.people, tuf: null }],
    [
      'an item out',
      { kind: 'remove', steps: ['people', 0] },
      { ...tree, people: tree.people.slice(1) },
    ],
    ['what is not there out', { kind: 'remove', steps: ['people', 5, 'id'] }, tree],
    [
      'an item in',
      { kind: 'insert', steps: ['people', 1, 'duties'], index: 0, value: 'witness' },
      { ...tree, people: [{ id: 'a' }, { id: 'b', duties: ['witness', 'host'] }] },
    ],
    [
      'an item in a list that is not there',
      { kind: 'insert', steps: ['online'], index: 0, value: 'o' },
      { ...tree, online: ['o'] },
    ],
    [
      'two items exchanged',
      { kind: 'swap', steps: ['people'], index: 0 },
      { ...tree, people: tree.people.toReversed() },
    ],
    ['the last item with nothing', { kind: 'swap', steps: ['people'], index: 1 }, tree],
  ])('%s', (_, edit, after) => {
    expect(changedTree(tree, edit)).toEqual(after);
  });

  test('never changes the tree that it was given', () => {
    const before = structuredClone(tree);
    changedTree(tree, { kind: 'set', steps: ['people', 1, 'duties', 0], value: 'x' });
    changedTree(tree, { kind: 'remove', steps: ['people', 0] });
    changedTree(tree, { kind: 'swap', steps: ['people'], index: 0 });
    expect(tree).toEqual(before);
  });

  test('keeps a member in its place', () => {
    const after = changedTree(tree, { kind: 'set', steps: ['title'], value: 'y' });
    expect(Object.keys(after ?? {})).toEqual(['title', 'people', 'tuf']);
  });

  test('makes a member of any name, also of one that means something to JavaScript', () => {
    const after = changedTree({}, { kind: 'set', steps: ['toString'], value: 1 });
    expect(Object.hasOwn(Object(after), 'toString')).toBe(true);
    expect(valueAt(after, ['toString'])).toBe(1);
  });

  test('says at its place what was put there, and elsewhere what was there', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(names, fc.nat(2));
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const data = fc.letrec<{ tree: PlanValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        value,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(names, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).tree;
    fc.assert(
      fc.property(data, fc.array(step, { minLength: 1, maxLength: 3 }), value, (old, way, put) => {
        fc.pre(valueAt(old, way) !== undefined);
        const after = changedTree(old, { kind: 'set', steps: way, value: put });
        expect(valueAt(after, way)).toBe(put);
        const back = changedTree(after, {
          kind: 'set',
          steps: way,
          value: valueAt(old, way) ?? null,
        });
        expect(back).toEqual(old);
      }),
    );
  });
});

describe('plain data', () => {
  test.each<readonly [unknown, boolean]>([
    [null, true],
    ['', true],
    [0, true],
    [false, true],
    [[], true],
    [{ a: [{ b: null }] }, true],
    [undefined, false],
    [{ a: undefined }, false],
    [[() => 1], false],
    [{ a: [1n] }, false],
    [Symbol('a'), false],
  ])('%s: %s', (value, plain) => {
    expect(isPlanValue(value)).toBe(plain);
  });
});
