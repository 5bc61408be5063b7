import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeScript } from './node-script.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
let path: string;
beforeEach(() => {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'dist/stamp-'));
  path = relative(ROOT, folder);
  mkdirSync(join(folder, 'src/deep'), { recursive: true });
  writeFileSync(join(folder, 'src/a'), 'one');
  writeFileSync(join(folder, 'src/deep/b'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

const digest = (): unknown =>
  nodeScript(`
    import { digestOf } from './bin/setup/stamp.mjs';
    console.log(JSON.stringify(digestOf(['${path}/src'])));
  `);
const build = (work = ''): unknown =>
  nodeScript(`
    import { digestOf, whenChanged } from './bin/setup/stamp.mjs';
    const state = { did: false };
    try {
      const digest = digestOf(['${path}/src']);
      state.changed = whenChanged('${path}/stamp', digest, () => { ${work}; state.did = true; });
    } catch (error) {
      state.error = error.message;
    }
    console.log(JSON.stringify(state));
  `);

describe('the digest of sources', () => {
  it('is the same for the same names and contents, and only for these', () => {
    const first = digest();
    expect(digest()).toBe(first);
    writeFileSync(join(folder, 'src/a'), 'One');
    const changed = digest();
    rmSync(join(folder, 'src/a'));
    writeFileSync(join(folder, 'src/c'), 'one');
    const renamed = digest();
    expect(new Set([first, changed, renamed]).size).toBe(3);
  });

  it('tells where one file ends and the next begins', () => {
    writeFileSync(join(folder, 'src/a'), 'one\0');
    const left = digest();
    writeFileSync(join(folder, 'src/a'), 'one');
    writeFileSync(join(folder, 'src/deep/b'), '\0two');
    expect(digest()).not.toBe(left);
  });
});

describe('work with a stamp', () => {
  it('is done once, and again when its sources changed', () => {
    expect(build()).toEqual({ did: true, changed: true });
    expect(build()).toEqual({ did: false, changed: false });
    writeFileSync(join(folder, 'src/a'), 'other');
    expect(build()).toEqual({ did: true, changed: true });
  });

  it('that failed is done again, also when the sources are as before', () => {
    build();
    writeFileSync(join(folder, 'src/a'), 'other');
    expect(build("throw new Error('cut off')")).toEqual({ did: false, error: 'cut off' });
    writeFileSync(join(folder, 'src/a'), 'one');
    expect(build()).toEqual({ did: true, changed: true });
  });
});
