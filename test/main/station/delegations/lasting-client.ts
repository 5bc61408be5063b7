import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseFetcher, Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';

/** tuf-js as somebody's client: it begins with the first root and keeps what it trusts from one state to the next. */
export class LastingClient {
  readonly #repository: string;
  readonly #trusted = mkdtempSync(join(tmpdir(), 'lasting-client-'));

  constructor(repository: string) {
    this.#repository = repository;
    copyFileSync(join(repository, '1.root.json'), join(this.#trusted, 'root.json'));
  }

  /** Every metadata file that is published now. */
  files(): Map<string, Uint8Array> {
    const names = readdirSync(this.#repository).filter((name) => name.endsWith('.json'));
    return new Map(names.map((name) => [name, readFileSync(join(this.#repository, name))]));
  }

  /** Comes to the state that is published now, and looks for these paths; throws what tuf-js throws. */
  async update(paths: readonly string[]): Promise<unknown[]> {
    const files = this.files();
    class FromFolder extends BaseFetcher {
      override fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
        const bytes = files.get(decodeURIComponent(new URL(url).pathname).slice(1));
        if (bytes === undefined) return Promise.reject(new DownloadHTTPError('none', 404));
        return Promise.resolve(new Blob([Uint8Array.from(bytes)]).stream());
      }
    }
    const updater = new Updater({
      metadataDir: this.#trusted,
      metadataBaseUrl: 'https://repository.invalid',
      fetcher: new FromFolder(),
    });
    await updater.refresh();
    const found: unknown[] = [];
    for (const path of paths) found.push(await updater.getTargetInfo(path));
    return found;
  }

  close(): void {
    rmSync(this.#trusted, { recursive: true });
  }
}
