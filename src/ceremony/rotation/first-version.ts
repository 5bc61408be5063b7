import {
  countIn,
  knownAt,
  signersAt,
  type KeyName,
  type RootShape,
  type Situation,
} from './situation.ts';

/**
 * The root that comes nearest to the wanted one and that those who are here now can sign; null if they cannot sign
 * any, or if it would change nothing.
 *
 * It keeps every key that stays, adds no key beside the wanted ones, and has no threshold below both of the two.
 * Keys that nobody brings cost nothing to take out or to put in. A leaver who is here does: each of them taken out is
 * one signature less for the new threshold, so as many go as the threshold leaves room for.
 */
export function firstVersion(situation: Situation): RootShape | null {
  const { inUse, wanted } = situation;
  const here = signersAt(situation, 'now');
  if (countIn(inUse, here) < inUse.threshold) return null;
  const known = knownAt(situation, 'now');
  const joiners = wanted.keys.filter((key) => !inUse.keys.includes(key) && known.has(key));
  const widest = { keys: [...inUse.keys, ...joiners], threshold: 1 };
  const shapes = thresholdsBetween(inUse, wanted)
    .filter((threshold) => countIn(widest, here) >= threshold)
    .map((threshold) => withoutLeavers(widest.keys, threshold, wanted, here));
  const best = shapes.toSorted((a, b) => changesLeft(a, wanted) - changesLeft(b, wanted))[0];
  return best === undefined || changesLeft(best, inUse) === 0 ? null : best;
}

/** How much of the way is still to go: keys to take out or put in, and the threshold. */
export function changesLeft(from: RootShape, to: RootShape): number {
  const out = from.keys.filter((key) => !to.keys.includes(key));
  const into = to.keys.filter((key) => !from.keys.includes(key));
  return out.length + into.length + (from.threshold === to.threshold ? 0 : 1);
}

/** From the wanted threshold to the one in use, so that of two equally good roots the wanted threshold wins. */
function thresholdsBetween(inUse: RootShape, wanted: RootShape): readonly number[] {
  const step = Math.sign(inUse.threshold - wanted.threshold);
  const length = Math.abs(inUse.threshold - wanted.threshold) + 1;
  return Array.from({ length }, (_, index) => wanted.threshold + index * step);
}

function withoutLeavers(
  keys: readonly KeyName[],
  threshold: number,
  wanted: RootShape,
  here: ReadonlySet<KeyName>,
): RootShape {
  let room = countIn({ keys, threshold }, here) - threshold;
  const staying = keys.filter((key) => {
    if (wanted.keys.includes(key)) return true;
    if (!here.has(key)) return false;
    room -= 1;
    return room < 0;
  });
  return { keys: staying, threshold };
}
