import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FolderError } from '../../../main/ceremonies/folder-error.ts';
import { safeName } from '../../../main/ceremonies/safe-name.ts';
import { thrownIn } from '../../ceremony/thrown.ts';

const outcome = (name: string): unknown => thrownIn(() => safeName(name, ''));

describe('a name of a file in a ceremony', () => {
  test.each([
    'root.json',
    '16.root.json',
    'a',
    '24617802_pubkey.pem',
    'registry.example.org.json',
    '.station-lock',
    '.station-0.a',
    `.station-${'a'.repeat(200)}`,
  ])('may be %j', (name) => {
    expect(safeName(name, 'staged')).toBe(name);
  });

  test.each([
    '',
    '.',
    '..',
    '...',
    '../root.json',
    'a/b',
    'a\\b',
    '/etc/passwd',
    '-rf',
    '.git',
    '.station',
    '.station-',
    '.station-A',
    '.station-a/../b',
    `.station-${'a'.repeat(201)}`,
    'a b',
    'a\n',
    '\u202eroot',
    'a\0.json',
    'COM1:',
    'ä.json',
  ])('is never %j', (name) => {
    const error = thrownIn(() => safeName(name, 'staged'));
    expect(error).toBeInstanceOf(FolderError);
    expect(error).toMatchObject({
      code: 'folder.name',
      place: 'staged',
      expected: 'letters, digits and . _ + @ = ~ -, beginning with a letter or digit',
      notDone: ['Nothing was written.'],
    });
  });

  test('is one step into the folder, whatever was asked for', () => {
    const units = fc.constantFrom(...Array.from('ab0./\\-_~ \0\n.:*?%'), '.station-', '..', 'ä');
    fc.assert(
      fc.property(fc.string({ unit: units, maxLength: 12 }), (name) => {
        const safe = /^[\w.+@=~-]+$/.test(name) && !/^(-|\.\.?$)/.test(name);
        const error = outcome(name);
        expect(error === undefined || error instanceof FolderError).toBe(true);
        expect(error !== undefined || safe).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
