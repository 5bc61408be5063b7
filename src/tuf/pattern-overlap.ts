import { type PatternToken, tokensOf } from './path-pattern.ts';

/** Every character that a planned pattern can name, and one beyond them, for `?` and `[!…]`. */
const characters = [
  ...Array.from({ length: 94 }, (_, index) => String.fromCodePoint(0x21 + index)),
  '\u00e9',
].filter((character) => character !== '/');

/**
 * Whether some target path fits both patterns (TUF specification 1.0, section 4.5): the two are compared part by part,
 * as clients do. Takes time by the product of the two lengths.
 */
export function patternsOverlap(left: string, right: string): boolean {
  const [ours, theirs] = [left.split('/'), right.split('/')];
  return (
    ours.length === theirs.length &&
    ours.every((part, index) => partsOverlap(tokensOf(part), tokensOf(theirs[index] ?? '')))
  );
}

/**
 * Whether the first pattern surely fits every path that the second one fits. Says no where it cannot tell, which is
 * only where a part has a star beside other characters.
 */
export function patternCovers(wide: string, narrow: string): boolean {
  const [ours, theirs] = [wide.split('/'), narrow.split('/')];
  return (
    ours.length === theirs.length &&
    ours.every((part, index) => part === '*' || part === theirs[index])
  );
}

/** Row by row over both lists of pieces: which of their beginnings can be one text. */
function partsOverlap(left: readonly PatternToken[], right: readonly PatternToken[]): boolean {
  let row = right.reduce<readonly boolean[]>(
    (done, token) => [...done, done.at(-1) === true && token === '*'],
    [true],
  );
  for (const token of left) {
    const next: boolean[] = [row[0] === true && token === '*'];
    for (const [at, other] of right.entries()) {
      // A star stands for nothing, or goes on over what the other side has.
      next.push(
        token === '*' || other === '*'
          ? row[at + 1] === true || next[at] === true
          : row[at] === true && meet(token, other),
      );
    }
    row = next;
  }
  return row.at(-1) === true;
}

function meet(left: Exclude<PatternToken, '*'>, right: Exclude<PatternToken, '*'>): boolean {
  return characters.some((character) => left(character) && right(character));
}
