/** A piece of one part of a pattern: any characters, or one of some. */
export type PatternToken = '*' | ((character: string) => boolean);

/**
 * The pieces of one part: `*`, `?`, `[abc]`, `[a-c]` and `[!abc]`; a bracket that nothing closes stands for itself. Closing
 * brackets close from the second place of a set on, its `!` not counted: `[!]]` is every character but `]`, as clients
 * have it.
 */
export function tokensOf(pattern: string): readonly PatternToken[] {
  const tokens: PatternToken[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const first = index + (characters[index + 1] === '!' ? 2 : 1);
    const close = character === '[' ? characters.indexOf(']', first + 1) : -1;
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (close > 0) {
      tokens.push(setOf(characters.slice(index + 1, close)));
      index = close;
    } else tokens.push((other) => other === character);
  }
  return tokens;
}

/** Characters and ranges in turn: the hyphen of a range stands for no character itself. */
function setOf(content: readonly string[]): (character: string) => boolean {
  const negated = content[0] === '!';
  const members = negated ? content.slice(1) : content;
  const ranges: (readonly [string, string])[] = [];
  for (let index = 0; index < members.length; index += 1) {
    const first = members[index] ?? '';
    const last = members[index + 1] === '-' ? members[index + 2] : undefined;
    ranges.push([first, last ?? first]);
    if (last !== undefined) index += 2;
  }
  return (character) =>
    ranges.some(([first, last]) => first <= character && character <= last) !== negated;
}
