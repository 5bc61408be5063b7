import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesLeft } from '../../../src/ceremony/rotation/first-version.ts';
import { planRotation } from '../../../src/ceremony/rotation/plan-rotation.ts';
import type {
  KeyName,
  Meeting,
  RootShape,
  Situation,
} from '../../../src/ceremony/rotation/situation.ts';
import { situations } from './situations.ts';

/** Who signs at a meeting, worked out by the words of the situation and not by the planner's code. */
function signs({ people, keys }: Situation, key: KeyName, meeting: Meeting): boolean {
  const held = keys.find((each) => each.key === key);
  const holder = people.find(({ id }) => id === held?.holder);
  if (held === undefined || holder === undefined || held.device === 'lost') return false;
  if (meeting === 'now') return holder.comes === 'now' && held.device === 'at-hand';
  return holder.comes !== 'never';
}

/** A root can list a key whose public half somebody has: it is in use, or its device is or was at hand. */
function known(situation: Situation, key: KeyName, meeting: Meeting): boolean {
  const device = situation.keys.find((each) => each.key === key)?.device;
  if (situation.inUse.keys.includes(key) || device === 'at-hand') return true;
  return meeting === 'later' && device === 'later' && signs(situation, key, 'later');
}

function verifies(situation: Situation, old: RootShape, next: RootShape, meeting: Meeting) {
  const count = (root: RootShape) =>
    root.keys.filter((key) => signs(situation, key, meeting)).length;
  return (
    next.keys.every((key) => known(situation, key, meeting)) &&
    count(old) >= old.threshold &&
    count(next) >= next.threshold
  );
}

/** Every root over the keys of a situation, with every threshold. */
function everyShape({ keys }: Situation): readonly RootShape[] {
  const all = keys.map(({ key }) => key);
  return Array.from({ length: 2 ** all.length }, (_, bits) =>
    all.filter((__, index) => (bits >> index) % 2 === 1),
  ).flatMap((listed) => listed.map((_, index) => ({ keys: listed, threshold: index + 1 })));
}

/** All roots that any number of versions leads to, all signed at this meeting. */
function closure(
  situation: Situation,
  from: readonly RootShape[],
  meeting: Meeting,
): readonly RootShape[] {
  const shapes = everyShape(situation);
  const reached = new Set(from.map(textOf));
  const queue = [...from];
  for (let old = queue.shift(); old !== undefined; old = queue.shift()) {
    for (const next of shapes) {
      if (reached.has(textOf(next)) || !verifies(situation, old, next, meeting)) continue;
      reached.add(textOf(next));
      queue.push(next);
    }
  }
  return shapes.filter((shape) => reached.has(textOf(shape)));
}

const textOf = ({ keys, threshold }: RootShape): string =>
  `${threshold} of ${keys.toSorted().join()}`;

/** Roots on the way: all that stays is kept, nothing strange comes in, and the threshold lies between. */
function onTheWay({ inUse, wanted }: Situation, { keys, threshold }: RootShape): boolean {
  const bounds = [inUse.threshold, wanted.threshold];
  return (
    threshold >= Math.min(...bounds) &&
    threshold <= Math.max(...bounds) &&
    inUse.keys.every((key) => !wanted.keys.includes(key) || keys.includes(key)) &&
    keys.every((key) => inUse.keys.includes(key) || wanted.keys.includes(key))
  );
}

describe('the planner against every way there is', () => {
  it('says what can be reached by any number of versions, and what in one', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { inUse, wanted } = situation;
        const { verdict, steps } = planRotation(situation);
        const afterNow = closure(situation, [inUse], 'now');
        const afterLater = closure(situation, [inUse, ...afterNow], 'later');
        const reachable = afterLater.some((shape) => textOf(shape) === textOf(wanted));
        const same = textOf(inUse) === textOf(wanted);
        expect(verdict === 'nothing').toBe(same);
        if (same) return;
        expect(verdict !== 'impossible').toBe(reachable);
        expect(verdict === 'one').toBe(verifies(situation, inUse, wanted, 'now'));
        for (const [index, { root, meeting }] of steps.entries()) {
          const old = steps[index - 1]?.root ?? inUse;
          expect(verifies(situation, old, root, meeting)).toBe(true);
        }
        expect(textOf(steps.at(-1)?.root ?? inUse)).toBe(textOf(reachable ? wanted : inUse));
      }),
      { numRuns: 1500 },
    );
  });

  it('does as much as any first version could, where two are needed', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { inUse, wanted } = situation;
        const { verdict, steps } = planRotation(situation);
        fc.pre(verdict === 'two' || verdict === 'wait');
        const least = everyShape(situation)
          .filter((shape) => onTheWay(situation, shape) && textOf(shape) !== textOf(inUse))
          .filter((shape) => verifies(situation, inUse, shape, 'now'))
          .map((shape) => changesLeft(shape, wanted));
        expect(verdict === 'two').toBe(least.length > 0);
        if (verdict !== 'two') return;
        expect(steps).toHaveLength(2);
        expect(changesLeft(steps[0]?.root ?? inUse, wanted)).toBe(Math.min(...least));
      }),
      { numRuns: 1500 },
    );
  });

  it('names exactly those without whom a version cannot be signed', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { steps } = planRotation(situation);
        for (const [index, { root, meeting, signing }] of steps.entries()) {
          const old = steps[index - 1]?.root ?? situation.inUse;
          const needed = situation.people.filter(({ id }) => {
            const count = (shape: RootShape) =>
              shape.keys.filter(
                (key) =>
                  signs(situation, key, meeting) &&
                  situation.keys.find((each) => each.key === key)?.holder !== id,
              ).length;
            return count(old) < old.threshold || count(root) < root.threshold;
          });
          expect(signing.must).toEqual(needed.map(({ id }) => id));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
