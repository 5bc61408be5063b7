import { InputError } from '../input-error.ts';

/**
 * A repository that holds more than an audit reads.
 * @param name the last name of its folder
 * @param most with its unit: "20 levels"
 */
export function tooMuch(name: string, most: string): InputError {
  return new InputError('input.too-much', `${name} holds more than an audit reads`, {
    place: name,
    expected: `at most ${most}`,
    hint: 'Audit a clone of the branch that you ask about.',
  });
}
