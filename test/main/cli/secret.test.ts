import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const module = join(import.meta.dirname, '../../../main/cli/secret.ts');
const program = `import { readSecret } from ${JSON.stringify(module)};
for (const prompt of ['first', 'second'])
  try { console.log(JSON.stringify(await readSecret(prompt))); }
  catch (error) { console.log(error.name); }
`;

async function read(input: string): Promise<{ out: string; err: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err };
}

it('reads one line for each secret, and says none of them', async () => {
  expect(await read('123456\nlong passphrase\n')).toEqual({
    out: '"123456"\n"long passphrase"\n',
    err: '',
  });
});

it('takes no empty line, none that is too long, and stops at the end', async () => {
  expect((await read('\n123456\n')).out).toBe('UsageError\n"123456"\n');
  expect((await read(`${'x'.repeat(2000)}\n`)).out).toBe('UsageError\nUsageError\n');
  expect((await read('')).out).toBe('UsageError\nUsageError\n');
});
