import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { newFolder } from './tokens-under-test.ts';

const source = path.join(import.meta.dirname, '../../../main/tokens/compiled-code.ts');
/** A station that starts a child, which tells where its compiled code is kept and what its environment names. */
const station = `
  import { spawnSync } from 'node:child_process';
  import { getCompileCacheDir } from 'node:module';
  import { compiledCode } from ${JSON.stringify(source)};
  const tell = 'console.log(JSON.stringify([process.getBuiltinModule("module").getCompileCacheDir(), process.env.NODE_COMPILE_CACHE]))';
  const words = compiledCode();
  const { stdout } = spawnSync(process.execPath, [...words, '--eval', tell], { env: {}, encoding: 'utf8' });
  console.log(JSON.stringify({ own: getCompileCacheDir() ?? null, words, child: JSON.parse(stdout) }));`;

function run(environment: NodeJS.ProcessEnv): { own: string; words: string[]; child: unknown[] } {
  const words = ['--input-type=module', '--eval', station];
  return JSON.parse(
    execFileSync(process.execPath, words, { env: environment, encoding: 'utf8' }),
  ) as { own: string; words: string[]; child: unknown[] };
}

it('is where the station’s is, and no word of it is in the environment', () => {
  const folder = path.join(newFolder(), 'a folder, "quoted" and 100%');
  const { own, child } = run({ NODE_COMPILE_CACHE: folder });
  expect(own).toBe(path.join(folder, readdirSync(folder)[0] ?? ''));
  expect(child).toEqual([own, null]);
});

it('is nowhere where the station keeps none', () => {
  expect(run({})).toEqual({ own: null, words: [], child: [null, null] });
});
