import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Where p11-kit keeps its list of modules (pkcs11.conf(5)), and where it looks for a module without a full path. */
export interface P11KitPlaces {
  readonly configurations: readonly string[];
  readonly modules: readonly string[];
}

/** The places of Debian, Fedora and Homebrew, then the user's own. */
export function usualP11KitPlaces(home: string | undefined): P11KitPlaces {
  return {
    configurations: [
      '/usr/share/p11-kit/modules',
      '/etc/pkcs11/modules',
      ...(home === undefined ? [] : [path.join(home, '.config/pkcs11/modules')]),
    ],
    modules: [
      '/usr/lib/x86_64-linux-gnu/pkcs11',
      '/usr/lib/aarch64-linux-gnu/pkcs11',
      '/usr/lib64/pkcs11',
      '/usr/lib/pkcs11',
    ],
  };
}

const mostFiles = 64;
const largestFile = 64 * 1024;

/**
 * The paths of modules that p11-kit lists, in the order of its folders; a module without a full path once for each
 * folder in which p11-kit would look. Trust modules hold certificates, not keys, and are left out; so is `remote`,
 * which would run a command. A folder or file that cannot be read lists nothing.
 */
export async function p11KitModules(places: P11KitPlaces): Promise<string[]> {
  const found: string[] = [];
  for (const folder of places.configurations) {
    for (const name of await moduleNames(folder)) {
      const module = parseModuleFile(await readStart(path.join(folder, name)));
      if (module === null) continue;
      const full = path.isAbsolute(module)
        ? [module]
        : places.modules.map((each) => path.join(each, module));
      found.push(...full);
    }
  }
  return [...new Set(found)];
}

/** The value of `module` in a p11-kit module file, or null where there is none that may be looked at. */
export function parseModuleFile(text: string): string | null {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([A-Za-z0-9_-]{1,64})\s*:\s*(.*)$/.exec(line);
    if (match?.[1] !== undefined) settings.set(match[1].toLowerCase(), (match[2] ?? '').trim());
  }
  const module = settings.get('module');
  if (module === undefined || module === '' || /\p{Cc}/u.test(module)) return null;
  if (settings.has('remote') || settings.get('trust-policy') === 'yes') return null;
  return module.split('/').includes('..') ? null : module;
}

async function moduleNames(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.module'))
      .toSorted()
      .slice(0, mostFiles);
  } catch {
    return [];
  }
}

async function readStart(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(largestFile) });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
