import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  startYubikeyStack,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import type { ModuleUnderTest } from '../module-under-test.ts';

const run = promisify(execFile);

/** `yubico-piv-tool` on the virtual YubiKey. */
export type PivTool = (...words: string[]) => Promise<unknown>;

const libraries = {
  ykcs11: { name: 'libykcs11 2.2', library: '/usr/lib/x86_64-linux-gnu/libykcs11.so' },
  opensc: { name: 'OpenSC 0.23', library: '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so' },
} as const;

/** A virtual YubiKey behind this library, with keys that `yubico-piv-tool` makes. */
export async function yubikey(
  library: keyof typeof libraries,
): Promise<ModuleUnderTest & { readonly stack: YubikeyStack; readonly tool: PivTool }> {
  const stack = await startYubikeyStack({ keys: [{ serial: 24617802, firmware: '5.4.3' }] });
  const env = { PATH: '/usr/bin:/bin', ...stack.environment };
  const tool: PivTool = async (...words) =>
    run('yubico-piv-tool', ['--reader', stack.readerName(0), ...words], { env });
  // OpenSC takes a token's serial from this object, and keys from the certificates in their slots.
  await tool('--action', 'set-chuid');
  const make =
    (slot: string, algorithm: string, pinPolicy: 'always' | 'once') => async (): Promise<void> => {
      const certificate = path.join(stack.folder, `${slot}.pem`);
      const policy = [`--pin-policy=${pinPolicy}`, '--algorithm', algorithm];
      await tool('--slot', slot, '--action', 'generate', ...policy);
      await tool('--slot', slot, '--action', 'attest', '--output', certificate);
      await tool('--slot', slot, '--action', 'import-certificate', '--input', certificate);
    };
  return {
    ...libraries[library],
    name: `${libraries[library].name} on the virtual YubiKey`,
    configuration: null,
    environment: { ...stack.environment },
    pin: '123456',
    label: /./,
    outside: [
      { scheme: 'ecdsa-sha2-nistp256', made: make('9c', 'ECCP256', 'always') },
      { scheme: 'ecdsa-sha2-nistp384', made: make('9a', 'ECCP384', 'once') },
    ],
    close: () => stack.close(),
    stack,
    tool,
  };
}
