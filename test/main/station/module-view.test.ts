import { expect, it } from 'vitest';
import { moduleView } from '../../../main/station/module-view.ts';
import type { ModuleFile } from '../../../main/tokens/token.ts';
import { ModuleView } from '../../../src/contract/tokens.ts';

const file = (change: Partial<ModuleFile>): ModuleFile => ({
  id: `m-${'a'.repeat(32)}` as never,
  origin: 'known-path',
  path: '/home/priya/lib/libsoftokn3.so',
  name: 'libsoftokn3.so',
  sha256: 'a'.repeat(64) as never,
  state: 'ready',
  configuration: null,
  configurable: 'Choose the folder of its database: the one with key4.db in it.',
  sentence: 'Approved by you, by the digest of its file.',
  ...change,
});

it('says what a library may be given to read, and by its name what it reads, never a path', () => {
  const view = moduleView(
    file({ configuration: { kind: 'nss-database', path: '/home/priya/.nss/db' } }),
  );
  expect(ModuleView.parse(view).reads).toEqual({
    want: 'folder',
    asks: 'Choose the folder of its database: the one with key4.db in it.',
    now: 'db',
  });
  expect(JSON.stringify(view)).not.toContain('priya');
});

it('asks for a file where the library reads one', () => {
  const hsm = file({ name: 'yubihsm_pkcs11.so', configurable: 'Choose its configuration.' });
  expect(moduleView(hsm).reads).toMatchObject({ want: 'file', now: null });
});

it('asks for nothing where there is nothing to choose', () => {
  expect(moduleView(file({ configurable: null })).reads).toBeNull();
  expect(moduleView(file({ name: 'libykcs11.so' })).reads).toBeNull();
});
