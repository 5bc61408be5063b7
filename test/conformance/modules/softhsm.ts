import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pin, type ModuleUnderTest } from '../module-under-test.ts';

/** SoftHSM with a configuration of its own and one token. */
export async function softHsm(): Promise<ModuleUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conform-softhsm-'));
  const configuration = path.join(folder, 'softhsm2.conf');
  mkdirSync(path.join(folder, 'tokens'));
  writeFileSync(configuration, `directories.tokendir = ${folder}/tokens\n`);
  const env = { SOFTHSM2_CONF: configuration, PATH: '/usr/bin:/bin' };
  const words = ['--init-token', '--free', '--label', 'conform', '--so-pin', '87654321'];
  execFileSync('softhsm2-util', [...words, '--pin', pin], { env });
  return {
    name: 'SoftHSM 2.6',
    library: '/usr/lib/softhsm/libsofthsm2.so',
    configuration,
    environment: {},
    pin,
    label: /^conform$/,
    outside: [],
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
