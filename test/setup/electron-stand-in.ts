import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Electron's program carries to be found by tools that set its fuses. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1, nine fuses, each as Electron ships it. */
const FUSE_WIRE = ['\u0001', '\u0009', '101000011'].join('');

/**
 * Makes an archive named like Electron's release, in which the program is a script that says that
 * it is a stand-in. It is enough to try the packing, and runs nothing.
 */
export function makeStandInArchive(folder: string, version: string): void {
  const content = join(folder, 'content');
  mkdirSync(join(content, 'resources'), { recursive: true });
  const script = '#!/bin/sh\necho "a stand-in for the Electron program"\nexit 1\n';
  writeFileSync(join(content, 'electron'), `${script}# ${FUSE_SENTINEL}${FUSE_WIRE}\n`, {
    mode: 0o755,
  });
  writeFileSync(join(content, 'version'), version);
  writeFileSync(join(content, 'LICENSE'), 'a stand-in');
  writeFileSync(join(content, 'resources/default_app.asar'), '');
  const archive = join(folder, `electron-v${version}-linux-x64.zip`);
  execFileSync(
    'python3',
    ['-m', 'zipfile', '-c', archive, 'electron', 'version', 'LICENSE', 'resources'],
    {
      cwd: content,
    },
  );
}
