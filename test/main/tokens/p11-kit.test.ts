import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { p11KitModules, parseModuleFile, usualP11KitPlaces } from '../../../main/tokens/p11-kit.ts';
import { newFolder } from './tokens-under-test.ts';

describe('a module file of p11-kit', () => {
  it.each([
    ['module: opensc-pkcs11.so\n', 'opensc-pkcs11.so'],
    ['# This is\n\n  Module :\t/usr/lib/x.so  \npriority: 1\n', '/usr/lib/x.so'],
    ['module: a.so\nmodule: b.so\n', 'b.so'],
    ['module: a.so\ntrust-policy: no\n', 'a.so'],
  ])('names its module (%j)', (text, module) => {
    expect(parseModuleFile(text)).toBe(module);
  });

  it.each([
    '',
    'module:\n',
    'modules: a.so\n',
    'module: p11-kit-trust.so\ntrust-policy: yes\n',
    'module: a.so\nremote: |ssh host p11-kit remote\n',
    'module: ../../home/eve/a.so\n',
    'module: /usr/lib/../../home/eve/a.so\n',
    'module: a\u0000.so\n',
  ])('names none (%j)', (text) => {
    expect(parseModuleFile(text)).toBeNull();
  });

  it('may hold anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const module = parseModuleFile(`module:${text}`);
        expect(module === null || !/\p{Cc}/u.test(module)).toBe(true);
      }),
    );
  });
});

describe("p11-kit's list", () => {
  it('is read in order, from folders that are there', async () => {
    const [system, user] = [newFolder(), newFolder()];
    writeFileSync(path.join(system, 'b.module'), 'module: /x/b.so');
    writeFileSync(path.join(system, 'a.module'), 'module: a.so');
    writeFileSync(path.join(system, 'notes.txt'), 'module: never.so');
    writeFileSync(path.join(user, 'b.module'), 'module: /x/b.so');
    mkdirSync(path.join(user, 'folder.module'));
    const configurations = [system, '/absent', user];
    expect(await p11KitModules({ configurations, modules: ['/one', '/two'] })).toEqual([
      '/one/a.so',
      '/two/a.so',
      '/x/b.so',
    ]);
  });

  it('is bounded', async () => {
    const folder = newFolder();
    for (let index = 0; index < 70; index += 1) {
      writeFileSync(path.join(folder, `${index}.module`), `module: /m/${index}.so`);
    }
    writeFileSync(path.join(folder, '.0.module'), `${'#'.repeat(70_000)}\nmodule: /late.so`);
    const found = await p11KitModules({ configurations: [folder], modules: [] });
    expect(found).toHaveLength(63);
    expect(found).not.toContain('/late.so');
  });

  it('has a place for the user only where there is a home', () => {
    expect(usualP11KitPlaces('/home/ada').configurations).toContain(
      '/home/ada/.config/pkcs11/modules',
    );
    expect(usualP11KitPlaces(undefined).configurations).toHaveLength(2);
  });
});
