import * as fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderPath, isFolderName, isFolderPath } from '../../src/ceremony/folder-path.ts';
import { isSerial, parseSerial, serialInWords } from '../../src/ceremony/serial.ts';
import {
  holderOfSerial,
  holdersOf,
  keyholdersOf,
  leaversOf,
  participantOf,
} from '../../src/ceremony/roster.ts';
import { isRoleName } from '../../src/ceremony/role-name.ts';
import { sampleFields, samplePlan } from './sample-plan.ts';

describe('a name in a ceremony folder', () => {
  test.each([
    'root.json',
    '16.root.json',
    '1.registry.npmjs.org.json',
    '24617802_pubkey.pem',
    'a+b@c=d~e',
  ])('may be %s', (name) => {
    expect(isFolderName(name)).toBe(true);
  });

  test.each([
    '',
    '.',
    '..',
    '.git',
    '.station-lock',
    '-rf',
    'a/b',
    String.raw`a\b`,
    'a b',
    'a:b',
    'a\0b',
    'a\n',
    'ä',
    'CON',
    'nul.json',
    'com1.txt',
    'a.',
    'x'.repeat(129),
  ])('is never %j', (name) => {
    expect(isFolderName(name)).toBe(false);
    expect(() => folderPath('keys', name)).toThrow(
      expect.objectContaining({ code: 'path.unsafe' }),
    );
  });

  test('never leads out of its folder, on any system', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            unit: fc.constantFrom('a', 'b', '.', '/', '\\', ':', '~', ' ', '\0', '-', 'C'),
            maxLength: 6,
          }),
          {
            maxLength: 4,
          },
        ),
        (names) => {
          const path = names.join('/');
          fc.pre(isFolderPath(path));
          expect(posix.resolve('/top', path).startsWith('/top/')).toBe(true);
          expect(
            win32.resolve(String.raw`C:\top`, path).startsWith(String.raw`C:\top` + '\\'),
          ).toBe(true);
        },
      ),
    );
  });

  test('a path of names is those names', () => {
    expect(folderPath('keys', '1', '1_pubkey.pem')).toBe('keys/1/1_pubkey.pem');
    expect(() => folderPath('keys/..', 'x')).toThrow('a name is not safe as a file name');
    expect(() => folderPath(...Array.from({ length: 5 }, () => 'x'.repeat(100)))).toThrow(
      'a name is not safe as a file name',
    );
    expect(() => folderPath()).toThrow('a name is not safe as a file name');
  });
});

describe('the name of a delegated role', () => {
  test.each(['registry.npmjs.org', 'rekor', '2fast', '0-9', '2-root', 'a.2.root', 'x'.repeat(64)])(
    'may be %s',
    (name) => {
      expect(isRoleName(name)).toBe(true);
    },
  );

  test.each(['', 'root', 'timestamp', 'Rekor', 'a b', '.a', 'a..b', 'a/b', 'x'.repeat(65)])(
    'is never %j',
    (name) => {
      expect(isRoleName(name)).toBe(false);
    },
  );

  test('is never one whose file would lie where clients look for a version of another role', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom('root', 'targets', 'snapshot', 'registry.npmjs.org', 'rekor'),
        (version, role) => {
          const name = `${version}.${role}`;
          expect(isRoleName(name)).toBe(false);
          const fields = sampleFields();
          fields.tuf.delegations[0]!.name = name;
          expect(() => samplePlan(fields)).toThrow('no version before the first .');
        },
      ),
    );
  });
});

describe('a serial', () => {
  test.each(['1', '24617802', 'A1b2-C3', 'f'.repeat(64)])('may be %s', (text) => {
    expect(parseSerial(text, 'plan')).toBe(text);
  });

  test.each(['', '-1', '1 2', '../1', '1/2', 'ä', '1\n', 'f'.repeat(65)])('is never %j', (text) => {
    expect(isSerial(text)).toBe(false);
    expect(() => parseSerial(text, 'the token')).toThrow(
      expect.objectContaining({ code: 'serial.malformed', place: 'the token' }),
    );
  });

  test.each([
    ['24617802', '24 617 802'],
    ['1234567', '1234567'],
    ['123456789', '123456789'],
    ['a1b2c3d4', 'a1b2c3d4'],
  ])('%s reads %s', (serial, words) => {
    expect(serialInWords(serial)).toBe(words);
  });
});

describe('the roster', () => {
  const plan = samplePlan();

  test('names keyholders, those who leave, and everybody with a key', () => {
    expect(keyholdersOf(plan).map(({ id }) => id)).toStrictEqual([
      'priya-raman',
      'tom-okafor',
      'mei-lindqvist',
    ]);
    expect(leaversOf(plan).map(({ id }) => id)).toStrictEqual(['mei-lindqvist']);
    expect([...holdersOf(plan)].toSorted()).toStrictEqual([
      'ines-duarte',
      'priya-raman',
      'tom-okafor',
    ]);
  });

  test('finds people by id and by serial', () => {
    expect(participantOf(plan, 'tom-okafor')?.name).toBe('Tom Okafor');
    expect(participantOf(plan, 'constructor')).toBeNull();
    expect(holderOfSerial(plan, '24617802')?.id).toBe('priya-raman');
    expect(holderOfSerial(plan, 'practice')).toBeNull();
  });
});
