import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as models5 from '@tufjs/models';
import { BaseFetcher, Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import * as models4 from 'tufjs-models-4';
import { z } from 'zod';
import type { ClientAnswer, ClientId } from '../../src/ceremony/rotation/client-table.ts';
import type { FormRoots } from './form-roots.ts';

/** A client that can be run here. `null`: it does not read the file at all. */
export interface Client {
  readonly id: ClientId;
  readonly name: string;
  readonly version: string;
  readonly accepts: (pairs: readonly RootPair[]) => Promise<readonly (boolean | null)[]>;
}

interface RootPair {
  readonly root: Uint8Array;
  readonly next: Uint8Array;
}

type JSONObject = Record<string, z.core.util.JSONType>;
const Json = z.record(z.string(), z.json());
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function packageVersion(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

/** Asks one edition of the library; the two editions have types that do not mix. */
function byModels<Read>(
  read: (json: JSONObject) => Read,
  verify: (old: Read, next: Read) => void,
): Client['accepts'] {
  const accept = ({ root, next }: RootPair): boolean | null => {
    let old, following;
    try {
      old = read(Json.parse(JSON.parse(decode(root))));
      following = read(Json.parse(JSON.parse(decode(next))));
    } catch {
      return null;
    }
    try {
      verify(old, following);
      return true;
    } catch {
      return false;
    }
  };
  return (pairs) => Promise.resolve(pairs.map(accept));
}

async function followsAsClient({ root, next }: RootPair): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'station-client-'));
  class OneFile extends BaseFetcher {
    override fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
      if (!url.endsWith('/2.root.json')) return Promise.reject(new DownloadHTTPError('none', 404));
      return Promise.resolve(new Blob([Uint8Array.from(next)]).stream());
    }
  }
  try {
    writeFileSync(join(folder, 'root.json'), root);
    const updater = new Updater({
      metadataDir: folder,
      metadataBaseUrl: 'https://repository.invalid',
      fetcher: new OneFile(),
    });
    // There is no timestamp here: it always ends with an error. How far it came is what counts.
    await updater.refresh().catch(() => {});
    const trusted = z
      .object({ signed: z.object({ version: z.int() }) })
      .parse(JSON.parse(readFileSync(join(folder, 'root.json'), 'utf8')));
    return trusted.signed.version === 2;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const python = join(import.meta.dirname, 'securesystemslib_opinion.py');

function askPython(pairs: readonly RootPair[]): readonly string[] {
  const input = pairs
    .map(({ root, next }) => `${JSON.stringify({ root: decode(root), next: decode(next) })}\n`)
    .join('');
  return execFileSync('/usr/bin/python3', [python], { input, encoding: 'utf8' }).trim().split('\n');
}

/** The clients that this machine can run, in the order of the table. */
export function clients(): readonly Client[] {
  return [
    {
      id: 'tuf-js',
      name: 'tuf-js',
      version: packageVersion('tuf-js'),
      accepts: (pairs) => Promise.all(pairs.map(followsAsClient)),
    },
    {
      id: 'tufjs-models-5',
      name: '@tufjs/models',
      version: packageVersion('@tufjs/models'),
      accepts: byModels(
        (json) => models5.Metadata.fromJSON(models5.MetadataKind.Root, json),
        (old, next) => old.verifyDelegate(models5.MetadataKind.Root, next),
      ),
    },
    {
      id: 'tufjs-models-4',
      name: '@tufjs/models',
      version: packageVersion('tufjs-models-4'),
      accepts: byModels(
        (json) => models4.Metadata.fromJSON(models4.MetadataKind.Root, json),
        (old, next) => old.verifyDelegate(models4.MetadataKind.Root, next),
      ),
    },
    {
      id: 'python-securesystemslib',
      name: "Debian's python3-securesystemslib",
      version: askPython([])[0] ?? '',
      accepts: (pairs) =>
        Promise.resolve(
          askPython(pairs)
            .slice(1)
            .map((line) => z.boolean().nullable().parse(JSON.parse(line))),
        ),
    },
  ];
}

/** What each client makes of each of these forms. */
export async function answersOf(
  client: Client,
  forms: readonly FormRoots[],
): Promise<readonly ClientAnswer[]> {
  const plain = await client.accepts(
    forms.map(({ first, byPlain }) => ({ root: first, next: byPlain })),
  );
  const own = await client.accepts(
    forms.map(({ first, byForm }) => ({ root: first, next: byForm })),
  );
  return forms.map((_, index): ClientAnswer => {
    if (plain[index] !== true) return 'refuses-the-root';
    return own[index] === true ? 'counts' : 'counts-not';
  });
}
