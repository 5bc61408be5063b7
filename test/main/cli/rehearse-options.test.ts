import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../main/cli/command.ts';
import { rehearseOptions } from '../../../main/cli/rehearse-options.ts';
import { TroubleKind } from '../../../src/ceremony/records/troubles.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

const nothing = {
  plan: null,
  folder: null,
  yubikeys: false,
  troubles: [],
  measured: null,
  write: false,
  removeTokens: false,
};

describe('what is to be rehearsed', () => {
  test.each<readonly [readonly string[], object]>([
    [[], {}],
    [['--tokens', 'virtual-yubikey'], { yubikeys: true }],
    [['--remove-tokens'], { removeTokens: true }],
    [['--folder', 'r'], { folder: resolve('r') }],
    [['--plan', 'ceremony.yaml'], { plan: 'ceremony.yaml' }],
    [
      ['--plan', 'p', '--trouble', 'wrong-token, locked-pin'],
      { plan: 'p', troubles: ['wrong-token', 'locked-pin'] },
    ],
    [
      ['--plan', 'p', '--measured', 'm', '--write-estimates'],
      { plan: 'p', measured: 'm', write: true },
    ],
  ])('%j', (args, asked) => {
    expect(rehearseOptions(args)).toEqual({ ...nothing, ...asked });
  });

  test('can have every trouble that there is', () => {
    const list = TroubleKind.options.join(',');
    expect(rehearseOptions(['--plan', 'p', '--trouble', list]).troubles).toEqual(
      TroubleKind.options,
    );
  });

  test.each([
    [['--tokens', 'softhsm'], '--tokens can only be virtual-yubikey'],
    [
      ['--trouble', 'locked-pin'],
      '--trouble, --measured and --write-estimates need a plan, with --plan',
    ],
    [['--measured', 'm'], '--trouble, --measured and --write-estimates need a plan, with --plan'],
    [['--write-estimates'], '--trouble, --measured and --write-estimates need a plan, with --plan'],
    [
      ['--plan', 'p', '--measured', 'm', '--folder', 'f'],
      '--measured rehearses nothing: it takes only --plan and --write-estimates',
    ],
    [
      ['--plan', 'p', '--measured', 'm', '--trouble', 'locked-pin'],
      '--measured rehearses nothing: it takes only --plan and --write-estimates',
    ],
    [
      ['--plan', 'p', '--measured', 'm', '--remove-tokens'],
      '--measured rehearses nothing: it takes only --plan and --write-estimates',
    ],
    [['--plan', 'p', '--trouble', 'fire'], `--trouble can be ${TroubleKind.options.join(', ')}`],
    [['--plan', 'p', '--trouble', ''], `--trouble can be ${TroubleKind.options.join(', ')}`],
    [
      ['folder'],
      'rehearse knows --plan, --trouble, --measured, --write-estimates, --remove-tokens, --folder and --tokens',
    ],
    [
      ['--pin=123456'],
      'rehearse knows --plan, --trouble, --measured, --write-estimates, --remove-tokens, --folder and --tokens',
    ],
  ])('is not %j', (args, message) => {
    const error = thrownIn(() => rehearseOptions(args));
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message });
  });
});
