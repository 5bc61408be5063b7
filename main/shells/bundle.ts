import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ShellError } from './shell-error.ts';

export interface BundleFile {
  readonly type: string;
  readonly body: Buffer<ArrayBuffer>;
}

/** The files of the page by URL path, for example "/index.html". */
export type Bundle = ReadonlyMap<string, BundleFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads all files of the built page, once, at start: no path is ever built from a URL. Files of
 * another kind and symbolic links are left out.
 * @throws ShellError `shell.no-page` when there is no index.html, or more than 64 MiB
 */
export function readBundle(folder: string): Bundle {
  const files = new Map<string, BundleFile>();
  let bytes = 0;
  for (const path of filesBelow(folder, '')) {
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const body = readFileSync(join(folder, path));
    bytes += body.length;
    if (bytes > MAX_BYTES) throw noPage('The page is larger than the station accepts');
    files.set(path, { type, body });
  }
  if (!files.has('/index.html')) throw noPage('The page is not built');
  return files;
}

function filesBelow(folder: string, path: string): string[] {
  try {
    return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(folder, below);
      return entry.isFile() ? [below] : [];
    });
  } catch (cause) {
    throw noPage('The folder of the page cannot be read', cause);
  }
}

const noPage = (message: string, cause?: unknown): ShellError =>
  new ShellError('shell.no-page', message, {
    hint: 'Run `npm run build`, then start the station again.',
    notDone: ['No window was opened'],
    cause,
  });
