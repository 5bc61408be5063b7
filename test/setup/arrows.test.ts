import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const OXLINT = join(ROOT, 'node_modules/.bin/oxlint');
let copy: string;

/** A folder with the project's lint rules and nothing else, in which one file at a time is judged. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'station-arrows-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(join(ROOT, file), join(copy, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

function lint(path: string, text: string): { readonly passes: boolean; readonly said: string } {
  const file = join(copy, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const { status, stdout } = spawnSync(OXLINT, ['--deny-warnings', path], {
    cwd: copy,
    encoding: 'utf8',
  });
  rmSync(file);
  return { passes: status === 0, said: stdout };
}

const importing = (from: string): string => `import { x } from '${from}';\nexport const y = x;\n`;

describe('the arrows between layers', () => {
  it.each([
    ['src/encoding/a.ts', '../keys/b.ts'],
    ['src/encoding/a.ts', '../contract/b.ts'],
    ['src/encoding/a.ts', '../print/b.ts'],
    ['src/keys/a.ts', '../tuf/b.ts'],
    ['src/print/a.ts', '../keys/b.ts'],
    ['src/print/a.ts', '../ceremony/b.ts'],
    ['src/tuf/a.ts', '../attestation/b.ts'],
    ['src/tuf/a.ts', '../ceremony/b.ts'],
    ['src/attestation/a.ts', '../tuf/b.ts'],
    ['src/ceremony/a.ts', '../contract/b.ts'],
    ['src/audit/a.ts', '../contract/b.ts'],
    ['src/tuf/a.ts', 'node:fs'],
    ['src/keys/a.ts', 'node:crypto'],
    ['src/contract/a.ts', 'electron'],
    ['src/contract/a.ts', 'react'],
    ['src/audit/a.ts', '../../main/b.ts'],
    ['src/audit/a.ts', '../../renderer/b.ts'],
    ['src/tuf/a.ts', 'tuf-js'],
    ['renderer/a.ts', '../main/b.ts'],
    ['renderer/screens/a.ts', '../../main/b.ts'],
    ['renderer/a.ts', 'node:fs'],
    ['renderer/a.ts', 'electron'],
    ['renderer/a.ts', 'pkcs11js'],
    ['main/a.ts', '../renderer/b.ts'],
    ['main/shells/a.ts', 'react'],
  ])('%s may not import %s', (path, from) => {
    const { passes, said } = lint(path, importing(from));
    expect(passes).toBe(false);
    expect(said).toContain('no-restricted-imports');
  });

  it.each([
    ['src/keys/a.ts', '../encoding/b.ts'],
    ['src/tuf/a.ts', '../keys/b.ts'],
    ['src/attestation/a.ts', '../keys/b.ts'],
    ['src/audit/a.ts', '../tuf/b.ts'],
    ['src/audit/a.ts', '../print/b.ts'],
    ['src/contract/a.ts', '../audit/b.ts'],
    ['renderer/a.ts', '../src/contract/b.ts'],
    ['main/a.ts', '../src/tuf/b.ts'],
    ['main/a.ts', 'node:fs'],
  ])('%s may import %s', (path, from) => {
    expect(lint(path, importing(from))).toMatchObject({ passes: true });
  });
});

describe('other rules of the house', () => {
  it.each([
    ['any', 'export const x: any = 1;\n'],
    ['a value that is said to be there', 'export const x = (y: string | null) => y!.length;\n'],
    ['a line to the console', "export const x = () => console.log('x');\n"],
  ])('%s is refused in source', (_what, text) => {
    expect(lint('src/tuf/a.ts', text).passes).toBe(false);
  });

  it('the project itself follows the arrows', () => {
    const rule = ['--allow=all', '--deny=no-restricted-imports', 'src', 'main', 'renderer'];
    const { status, stdout } = spawnSync(OXLINT, rule, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout).toContain('Found 0 warnings and 0 errors');
    expect(status).toBe(0);
  });
});
