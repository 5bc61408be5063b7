import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const entries = {
  test: 'test/usb/guest/plug-to-signature.ts',
  tokens: 'main/tokens/host/child.ts',
  usb: 'main/usb/child/child.ts',
} as const;

/**
 * Puts the test and the programs of the station's two children into one file each: in the guest, whose processor is
 * emulated, to read and strip a hundred small files takes longer than the test itself.
 */
export async function bundleForGuest(root: string, to: string): Promise<void> {
  const key = 'practice-root-key.pem';
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['usb', 'node-hid', 'pkcs11js'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: to,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, path]) => [name, join(root, path)]),
        ),
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  // Read beside the program that uses it.
  copyFileSync(join(root, 'test/simulators/virtual-yubikey', key), join(to, key));
}
