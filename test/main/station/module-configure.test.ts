import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ModuleView } from '../../../src/contract/tokens.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

let home: string;
let station: PracticeStation;
const call = () => station.handlers;
const softokn = async (): Promise<ModuleView> => {
  const { modules } = await call()['tokens.list'](null, idle());
  const found = modules.find(({ name }) => name === 'libsoftokn3.so');
  if (found === undefined) throw new Error('the library is not listed');
  return found;
};

beforeAll(async () => {
  home = freshHome();
  mkdirSync(join(home, 'library'));
  mkdirSync(join(home, 'database'));
  copyFileSync('/usr/lib/x86_64-linux-gnu/libsoftokn3.so', join(home, 'library', 'libsoftokn3.so'));
  const password = join(home, 'password');
  writeFileSync(password, 'w3Rk-9tz\n');
  execFileSync('certutil', ['-N', '-d', `sql:${join(home, 'database')}`, '-f', password], {
    env: { PATH: '/usr/bin:/bin', HOME: home },
  });
  station = await startStation(home);
}, 60_000);
afterAll(async () => {
  await station?.close();
  removeHome(home);
});

it('asks for the database of NSS only after its library was approved', async () => {
  const place = await station.place('library', 'libsoftokn3.so');
  const chosen = await call()['modules.choose']({ place }, idle());
  expect(chosen).toMatchObject({ state: 'needs-approval', origin: 'chosen' });
  await call()['modules.approve']({ module: chosen.id, sha256: chosen.sha256 }, idle());
  expect(await softokn()).toMatchObject({
    state: 'failed',
    reads: { want: 'folder', asks: expect.stringContaining('key4.db'), now: null },
  });
}, 60_000);

it('takes no folder without a database', async () => {
  const module = (await softokn()).id;
  const place = await station.place('library');
  const refused = (async () => call()['modules.configure']({ module, place }, idle()))();
  await expect(refused).rejects.toMatchObject({ code: 'module.configuration' });
  expect((await softokn()).reads?.now).toBeNull();
}, 60_000);

it('shows the tokens of the database that was chosen, and its name, never its path', async () => {
  const module = (await softokn()).id;
  const place = await station.place('database');
  const list = await call()['modules.configure']({ module, place }, idle());
  const view = list.modules.find(({ id }) => id === module);
  expect(view).toMatchObject({ state: 'ready', reads: { now: 'database' } });
  expect(list.tokens.map(({ serial }) => serial)).toContainEqual(
    expect.stringMatching(/^nss-[0-9a-f]{16}$/),
  );
  expect(JSON.stringify(list)).not.toContain(home);
}, 60_000);
