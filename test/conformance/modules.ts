import type { ModuleUnderTest } from './module-under-test.ts';
import { nss } from './modules/nss.ts';
import { softHsm } from './modules/softhsm.ts';
import { tpm2 } from './modules/tpm2.ts';
import { yubikey } from './modules/yubikey.ts';

/** Every module of the suite, in the order of the matrix; each is started when it is its turn. */
export const modulesUnderTest: readonly {
  readonly key: string;
  readonly start: () => Promise<ModuleUnderTest>;
}[] = [
  { key: 'softhsm', start: softHsm },
  { key: 'tpm2', start: tpm2 },
  { key: 'nss', start: nss },
  { key: 'ykcs11', start: () => yubikey('ykcs11') },
  { key: 'opensc', start: () => yubikey('opensc') },
];
