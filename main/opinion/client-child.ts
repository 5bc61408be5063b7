/**
 * A process of its own for tuf-js as a client: its clock is set before the library is loaded, so that a verdict of
 * years ago can be asked for. One request on standard input, one answer on standard output.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { type ClientAnswer, ClientRequest } from './client-wire.ts';

const largest = 16_777_216;

const request = ClientRequest.parse(JSON.parse(await text(process.stdin)));
setClock(request.clock);
process.stdout.write(JSON.stringify(await follow(request)));

async function follow({
  folder,
  trustedRoot,
  files,
  targets,
}: ClientRequest): Promise<ClientAnswer> {
  const { BaseFetcher, Updater } = await import('tuf-js');
  const { DownloadHTTPError } = await import('tuf-js/dist/error.js');
  const { readInParts } = await import('./read-in-parts.ts');
  readInParts();
  class FileFetcher extends BaseFetcher {
    override async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
      const content = files[decodeURIComponent(new URL(url).pathname).slice(1)];
      if (content === undefined) throw new DownloadHTTPError('not among the files', 404);
      return new Blob([Buffer.from(content, 'base64')]).stream();
    }
  }
  writeFileSync(join(folder, 'root.json'), Buffer.from(trustedRoot, 'base64'));
  try {
    // It reads the root that it starts with at once, and refuses some.
    const updater = new Updater({
      metadataDir: folder,
      metadataBaseUrl: 'https://repository.invalid',
      fetcher: new FileFetcher(),
      // The station reads as many roots as it is given, and files as large as it is given.
      config: {
        maxRootRotations: 10_000,
        rootMaxLength: largest,
        timestampMaxLength: largest,
        snapshotMaxLength: largest,
        targetsMaxLength: largest,
      },
    });
    await updater.refresh();
    for (const target of targets) await updater.getTargetInfo(target);
    return { trustedVersion: versionIn(folder), stopped: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it gave no reason';
    return {
      trustedVersion: versionIn(folder),
      stopped: reason.replaceAll(/[^ -~]+/g, ' ').slice(0, 200),
    };
  }
}

function setClock(now: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now] : given, newTarget),
    get: (target, name) => (name === 'now' ? () => now : Reflect.get(target, name)),
  });
}

function versionIn(folder: string): number {
  const Version = z.object({ signed: z.object({ version: z.int() }) });
  return Version.parse(JSON.parse(readFileSync(join(folder, 'root.json'), 'utf8'))).signed.version;
}
