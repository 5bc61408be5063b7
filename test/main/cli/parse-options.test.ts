import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../main/cli/command.ts';
import { parseOptions } from '../../../main/cli/parse-options.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

const known = {
  from: { type: 'string' },
  path: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const;
const parse = (...args: readonly string[]) => parseOptions(args, known, 'x knows --from');

/** `read`, where every option is one that is known; else what the refusal says. */
function outcome(words: readonly string[]): string {
  try {
    const names = Object.keys(parse(...words).values);
    return names.every((name) => name in known) ? 'read' : names.join();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe('the options of a command', () => {
  test('are read wherever they stand among the other words', () => {
    const { values, positionals } = parse('a', '--from', 'x', '--path=1', 'b', '--path', '2');
    expect({ ...values }).toEqual({ from: 'x', path: ['1', '2'], json: false });
    expect(positionals).toEqual(['a', 'b']);
  });

  test('end at two hyphens, so that a folder may begin with one', () => {
    expect(parse('--json', '--', '--from').positionals).toEqual(['--from']);
  });

  test.each([
    ['one that there is not', ['--form', 'x']],
    ['one letter that there is not', ['-f']],
    ['one without its value', ['--from']],
    ['one whose value looks like an option', ['--from', '--json']],
    ['a value for one that has none', ['--json=yes']],
    ['a switch turned off', ['--no-json']],
    ['the name of something in JavaScript', ['--__proto__', 'x']],
  ])('are refused: %s', (_, args) => {
    const error = thrownIn(() => parse(...args));
    expect(error).toBeInstanceOf(UsageError);
    // What was typed may be a secret in the wrong place: it is not said again.
    expect(error).toMatchObject({ message: 'x knows --from' });
  });

  test('of any words are read or refused, without saying them again', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('--from', '--path', '--json', '--', '-', '--from=', '--x=y'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(['read', 'x knows --from']).toContain(outcome(words));
      }),
    );
  });
});
