import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../main/cli/command.ts';
import { delegationActions, parseDelegationArgs } from '../../../main/cli/delegation-args.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

function refusalOf(...args: readonly string[]): string {
  const error = thrownIn(() => parseDelegationArgs(args));
  if (error instanceof UsageError) return error.message;
  throw new Error('it was taken, or failed in another way');
}

const role = ['--role', 'registry.example.org'];
const terms = ['--path', 'a/*', '--threshold', '2'];

/** The fewest words that each action takes. */
const least: Readonly<Record<(typeof delegationActions)[number], readonly string[]>> = {
  list: [],
  challenge: role,
  add: [...role, '--from', 'x', ...terms],
  redelegate: [...role, '--from', 'x', ...terms],
  change: [...role, ...terms],
  revoke: [...role, '--reason', 'They left.'],
  withdraw: [],
  take: [...role, '--file', 'x'],
  sign: [],
  publish: [],
  prove: ['--file', 'x'],
  role: [],
};

/** A value for every option that there is. */
const values: Readonly<Record<string, readonly string[]>> = {
  role,
  from: ['--from', 'x'],
  file: ['--file', 'x'],
  path: ['--path', 'x'],
  threshold: ['--threshold', '1'],
  terminating: ['--terminating'],
  reason: ['--reason', 'x'],
  bytes: ['--bytes', 'x'],
  version: ['--version', '1'],
};

const furthers: Readonly<Record<string, readonly string[]>> = {
  add: ['terminating', 'reason'],
  redelegate: ['terminating', 'reason'],
  change: ['terminating', 'reason'],
  sign: ['bytes'],
  publish: ['file'],
  role: ['version'],
};

describe.each(delegationActions)('delegation %s', (action) => {
  const words = least[action];
  const needed = Object.keys(values).filter((name) => words.includes(`--${name}`));

  test('takes its folder and what it needs', () => {
    expect(parseDelegationArgs([action, 'folder', ...words])).toMatchObject({
      action,
      folder: 'folder',
    });
  });

  test('names each option that it needs and does not have', () => {
    for (const name of needed) {
      const at = words.indexOf(`--${name}`);
      expect(refusalOf(action, 'folder', ...words.toSpliced(at, 2))).toBe(
        `${action} needs --${name}`,
      );
    }
    const all = thrownIn(() => parseDelegationArgs([action, 'folder']));
    expect(all instanceof UsageError).toBe(needed.length > 0);
  });

  test('takes what it may have, and has nothing else', () => {
    const taken = Object.entries(values)
      .filter(([name]) => !needed.includes(name))
      .filter(
        ([, more]) =>
          thrownIn(() => parseDelegationArgs([action, 'folder', ...words, ...more])) === undefined,
      );
    expect(taken.map(([name]) => name)).toEqual(furthers[action] ?? []);
  });

  test('takes one folder and no more', () => {
    expect(refusalOf(action, ...words)).toMatch(
      /^delegation needs one of list, .*, and one folder$/,
    );
    expect(refusalOf(action, 'a', 'b', ...words)).toMatch(/, and one folder$/);
  });
});

describe('what was asked of a delegation', () => {
  test('has every option by its name', () => {
    const args = ['add', 'f', ...least.add, '--path', 'b', '--terminating', '--reason', '  New. '];
    expect(parseDelegationArgs(args)).toEqual({
      action: 'add',
      folder: 'f',
      role: 'registry.example.org',
      from: 'x',
      file: '',
      paths: ['a/*', 'b'],
      threshold: 2,
      terminating: true,
      reason: 'New.',
      bytes: '',
      version: 0,
    });
  });

  test.each(['0', '-1', '01', '1.5', '1e3', ' 1', '', 'two', '1000000000', '٢'])(
    'has no threshold of %j',
    (threshold) => {
      const args = ['change', 'f', ...role, '--path', 'a', `--threshold=${threshold}`];
      expect(refusalOf(...args)).toBe('--threshold is a whole number from 1 on');
    },
  );

  test('has a threshold of up to nine digits', () => {
    const args = ['change', 'f', ...role, '--path', 'a', '--threshold', '999999999'];
    expect(parseDelegationArgs(args).threshold).toBe(999_999_999);
  });

  test.each([
    ['no action', []],
    ['another action', ['delete', 'f']],
    ['another letter case', ['List', 'f']],
  ])('is nothing for %s', (_, args) => {
    expect(refusalOf(...args)).toMatch(/^delegation needs one of list, challenge, add, /);
  });

  test('is not said again where it is not understood', () => {
    expect(refusalOf('list', 'f', '--pin=123456')).toBe(
      'delegation does not know one of these options',
    );
  });
});
