import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryFile } from '../../../src/ceremony/import/newest-metadata.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/sigstore-root-signing');

/** Every file of Sigstore's root signing, or of a folder of it, by its path there. */
export function sigstoreFiles(below = ''): readonly RepositoryFile[] {
  const top = join(fixtures, below);
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: path.slice(top.length + 1), bytes: readFileSync(path) };
    });
}

interface RootJson {
  signed: {
    keys: Record<string, Record<string, unknown>>;
    roles: Record<string, { keyids: string[] } & Record<string, unknown>>;
  } & Record<string, unknown>;
  signatures: unknown[];
}

/** Sigstore's ninth root as tuf-on-ci would keep it: owners, an online key, and periods noted, in `metadata/`. */
export function tufOnCiFiles(): readonly RepositoryFile[] {
  const bytes = readFileSync(join(fixtures, 'root_history/9.root.json'), 'utf8');
  const root = JSON.parse(bytes) as RootJson;
  const { keys, roles } = root.signed;
  const owners = ['@joshuagl', '@Kommendorkapten', '@bobcallaway', '@lukehinds', '@mnm678'];
  for (const [index, keyid] of roles['root']!.keyids.entries())
    keys[keyid]!['x-tuf-on-ci-keyowner'] = owners[index];
  for (const name of ['snapshot', 'timestamp']) {
    roles[name]!['x-tuf-on-ci-expiry-period'] = name === 'snapshot' ? 30 : 4;
    for (const keyid of roles[name]!.keyids)
      keys[keyid]!['x-tuf-on-ci-online-uri'] = 'gcpkms:projects/example';
  }
  root.signed['x-tuf-on-ci-expiry-period'] = 200;
  const json = utf8(JSON.stringify(root));
  return [
    { path: 'metadata/root.json', bytes: json },
    { path: 'metadata/root_history/9.root.json', bytes: json },
    { path: '.github/workflows/signing-event.yml', bytes: utf8('on: push\n') },
    { path: 'targets/README.json', bytes: utf8('{"not": "metadata"}') },
  ];
}
