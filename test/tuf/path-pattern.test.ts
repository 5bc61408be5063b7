import { Targets } from '@tufjs/models';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PatternToken, tokensOf } from '../../src/tuf/path-pattern.ts';

/** Which of these characters one piece takes; a star as itself. */
function taken(pattern: string, characters: string): readonly string[] {
  return tokensOf(pattern).map((token) =>
    token === '*' ? '*' : Array.from(characters).filter(token).join(''),
  );
}

const inOrder = (text: string): string => Array.from(text).toSorted().join('');

const some = 'abcdxyz-!]^[*?é😀';

describe('the pieces of a pattern', () => {
  it.each([
    ['', []],
    ['ab', ['a', 'b']],
    ['a*b', ['a', '*', 'b']],
    ['?', [some]],
    ['😀', ['😀']],
    ['[abc]', ['abc']],
    ['[a-c]x', ['abc', 'x']],
    ['[a-cx-z]', ['abcxyz']],
    ['[!a-c]', [some.replace('abc', '')]],
    // As Python's fnmatch and minimatch of tuf-js have it.
    ['[!]]', [some.replace(']', '')]],
    ['[!]', ['[', '!', ']']],
    ['[!]a', ['[', '!', ']', 'a']],
    ['[!!]', [some.replace('!', '')]],
    // The first place of a set takes a closing bracket for itself.
    ['[]]', [']']],
    ['[]a]', ['a]']],
    ['[-a]', ['a-']],
    ['[a-]', ['a-']],
    ['[a!]', ['a!']],
    ['[*?]', ['*?']],
    ['[[]', ['[']],
    ['[^a]', ['a^']],
    // From the higher to the lower is nothing.
    ['[c-a]', ['']],
    // What nothing closes stands for itself.
    ['[', ['[']],
    ['[abc', ['[', 'a', 'b', 'c']],
    ['[]', ['[', ']']],
    ['a]', ['a', ']']],
    ['[é-é]', ['é']],
  ])('%j', (pattern, pieces) => {
    expect(taken(pattern, some).map(inOrder)).toEqual(pieces.map(inOrder));
  });

  it('are the characters themselves, where no sign has a meaning', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab.]-!é😀')) }), (text) => {
        const tokens = tokensOf(text);
        expect(tokens).toHaveLength(Array.from(text).length);
        for (const [index, character] of Array.from(text).entries()) {
          const token = tokens[index];
          const takes = Array.from(some).filter((one) => typeof token === 'function' && token(one));
          expect(takes).toEqual(some.includes(character) ? [character] : []);
        }
      }),
    );
  });

  it('of a set take exactly what the set without its mark does not', () => {
    const content = fc.string({
      unit: fc.constantFrom(...Array.from('abcxyz-')),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(content, (members) => {
        const [own = ''] = taken(`[${members}]`, some);
        const [others = ''] = taken(`[!${members}]`, some);
        expect(inOrder(own + others)).toBe(inOrder(some));
      }),
    );
  });

  it('take what a client of tuf-js takes', () => {
    const path = fc.string({
      unit: fc.constantFrom(...Array.from('abc!]-[')),
      minLength: 1,
      maxLength: 3,
    });
    // Ranges from the higher to the lower are left out: there fnmatch and minimatch differ.
    const members = fc.array(fc.constantFrom('a', 'b', '!', 'a-b', 'a-c', 'b-c'), { maxLength: 3 });
    const sets = fc
      .tuple(fc.constantFrom('', '!'), fc.constantFrom('', ']', '-'), members)
      .map(([not, first, more]) => `[${not}${first}${more.join('')}]`);
    const pieces = fc.array(fc.oneof(sets, fc.constantFrom('a', '?', '*')), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(pieces, path, (parts, target) => {
        const pattern = parts.join('');
        expect([pattern, target, matches(tokensOf(pattern), Array.from(target))]).toEqual([
          pattern,
          target,
          tufJsTakes(pattern, target),
        ]);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Whether tuf-js asks a role with this pattern for a target. */
function tufJsTakes(pattern: string, target: string): boolean {
  const role = { name: 'r', keyids: ['k'], threshold: 1, terminating: false, paths: [pattern] };
  const { delegations } = Targets.fromJSON({
    _type: 'targets',
    version: 1,
    spec_version: '1.0.31',
    expires: '2027-07-14T00:00:00Z',
    targets: {},
    delegations: { keys: {}, roles: [role] },
  });
  return [...(delegations?.rolesForTarget(target) ?? [])].length > 0;
}

/** Whether the pieces take the characters, one after the other. */
function matches(tokens: readonly PatternToken[], characters: readonly string[]): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return characters.length === 0;
  if (token === '*')
    return characters.concat('').some((_, skipped) => matches(rest, characters.slice(skipped)));
  const [first, ...others] = characters;
  return first !== undefined && token(first) && matches(rest, others);
}
