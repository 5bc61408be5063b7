import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pin, type ModuleUnderTest } from '../module-under-test.ts';

/** NSS softokn with a database of its own. */
export async function nss(): Promise<ModuleUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conform-nss-'));
  const database = path.join(folder, 'database');
  mkdirSync(database);
  const password = path.join(folder, 'password');
  writeFileSync(password, `${pin}\n`);
  execFileSync('certutil', ['-N', '-d', `sql:${database}`, '-f', password]);
  return {
    name: 'NSS softokn 3.87',
    library: '/usr/lib/x86_64-linux-gnu/libsoftokn3.so',
    configuration: database,
    environment: {},
    pin,
    label: /^NSS Certificate DB$/,
    outside: [],
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
