/** Disjoint sets of the numbers below `size`, each named by its smallest. */
export class DisjointSets {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }

  of(index: number): number {
    let top = index;
    while (this.#parent[top] !== top) top = this.#parent[top] ?? top;
    this.#parent[index] = top;
    return top;
  }

  join(left: number, right: number): void {
    const [a, b] = [this.of(left), this.of(right)];
    this.#parent[Math.max(a, b)] = Math.min(a, b);
  }
}

/**
 * The set of each of these that are tied together: by a tie that two have, or by others between them. In one pass over the
 * ties, however many have one.
 */
export function tiedTogether<Thing>(
  things: readonly Thing[],
  tiesOf: (thing: Thing) => Iterable<string>,
): readonly number[] {
  const sets = new DisjointSets(things.length);
  const firstWith = new Map<string, number>();
  for (const [index, thing] of things.entries()) {
    for (const tie of tiesOf(thing)) {
      const first = firstWith.get(tie);
      if (first === undefined) firstWith.set(tie, index);
      else sets.join(first, index);
    }
  }
  return things.map((_, index) => sets.of(index));
}
