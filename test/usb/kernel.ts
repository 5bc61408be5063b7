import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** In the order in which they load. Whatever is built into the kernel has no file. */
const wanted = [
  ['virtio_ring', 'virtio', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_pci'],
  ['netfs', 'fscache', '9pnet', '9pnet_virtio', '9p'],
  ['usb-common', 'usbcore', 'usbip-core', 'vhci-hcd', 'hid', 'usbhid', 'hid-generic'],
].flat();
const wantedFolders = ['drivers/virtio', 'drivers/usb', 'drivers/hid', 'net/9p', 'fs'] as const;

export interface Kernel {
  readonly image: string;
  readonly modules: readonly { readonly name: string; readonly data: Uint8Array }[];
}

/**
 * Debian's kernel of this release, from the package that apt names now: fetched into `cache`, unpacked there and never
 * installed. What is there already is used again.
 * @throws Error with what to do, where it cannot be had
 */
export function debianKernel(cache: string): Kernel {
  const name = packageName();
  const folder = join(cache, name);
  if (!existsSync(folder)) unpack(name, cache, folder);
  const release = name.replace('linux-image-', '');
  const modules = join(folder, 'lib/modules', release);
  const builtIn = readFileSync(join(modules, 'modules.builtin'), 'utf8');
  const files = new Map(
    readdirSync(modules, { recursive: true, encoding: 'utf8' }).map((path) => [
      path.replace(/^.*\//, ''),
      join(modules, path),
    ]),
  );
  return {
    image: join(folder, `boot/vmlinuz-${release}`),
    modules: wanted.flatMap((module) => {
      const plain = files.get(`${module}.ko`);
      if (plain !== undefined) return { name: module, data: readFileSync(plain) };
      const packed = files.get(`${module}.ko.xz`);
      if (packed !== undefined)
        return {
          name: module,
          data: execFileSync('xz', ['-dc', packed], { maxBuffer: 64 * 1024 * 1024 }),
        };
      if (builtIn.includes(`/${module}.ko\n`)) return [];
      throw unavailable(`The kernel of ${name} has no module ${module}.`);
    }),
  };
}

/** The package behind Debian's name for "the kernel of this release". */
function packageName(): string {
  const words = ['depends', '--important', 'linux-image-amd64'];
  const text = run('apt-cache', words, process.cwd());
  const name = /Depends: (linux-image-\d[\w.+~-]*)/.exec(text)?.[1];
  if (name !== undefined) return name;
  throw unavailable('apt does not know the package linux-image-amd64.');
}

function unpack(name: string, cache: string, folder: string): void {
  const scratch = join(cache, `${name}.${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  try {
    console.log(`fetching ${name} into ${cache}`);
    run('apt-get', ['download', name], scratch);
    const [file] = readdirSync(scratch).filter((each) => each.endsWith('.deb'));
    if (file === undefined) throw unavailable(`apt-get download ${name} left no package.`);
    run('dpkg-deb', ['-x', file, 'all'], scratch);
    const release = name.replace('linux-image-', '');
    const kept = ['boot', ...wantedFolders.map((each) => `lib/modules/${release}/kernel/${each}`)];
    for (const path of [...kept, `lib/modules/${release}/modules.builtin`]) {
      const to = join(scratch, 'kept', path);
      mkdirSync(join(to, '..'), { recursive: true });
      renameSync(join(scratch, 'all', path), to);
    }
    renameSync(join(scratch, 'kept'), folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function run(program: string, words: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, words, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw unavailable(`${program} ${words.join(' ')} failed. ${said}`);
  }
}

function unavailable(what: string): Error {
  return new Error(
    `${what}
The test of USB runs Debian's kernel in a guest. On Debian 12, run "apt-get update" as root and try again; without a
way to Debian's archive, put the unpacked package into .cache/usb-guest on a machine that has one, and copy that folder.`,
  );
}
