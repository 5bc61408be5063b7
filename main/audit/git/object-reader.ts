import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { parseSha256Hex } from '../../../src/encoding/digest.ts';
import type { FileFacts } from '../../../src/audit/input.ts';
import { gitEnvironment } from '../../git/git-environment.ts';
import { InputError } from '../input-error.ts';
import { objectFolders, type RepositoryFolder } from './repository-folder.ts';

/** An object as it was read. */
export interface GitObject {
  readonly type: string;
  /** The whole content; of one that has `whole`, its beginning. */
  readonly content: Uint8Array<ArrayBuffer>;
  /** Facts of content that is larger than what is kept. */
  readonly whole: FileFacts | null;
  /** The content has the digest that is its name. */
  readonly genuine: boolean;
}

/** Reads objects of a repository one after another; none of its settings, hooks or filters has a part in it. */
export interface ObjectReader {
  /** null for an object that is not there. */
  read(oid: string): Promise<GitObject | null>;
  close(): Promise<void>;
}

/** So long nothing may come from Git before it is given up: an object can be made to take very long. */
const patience = 60_000;

/**
 * Starts one `git cat-file --batch` over the objects of a repository, in a repository of the station's own that shows
 * nothing but these objects: the settings, hooks, attributes, commit graph and borrowed objects of the other one are
 * never read.
 * @param kept bytes of one object that are kept at most; of a larger one the digests are taken as it flows by
 * @throws InputError `input.no-repository`
 */
export async function openObjectReader(
  repository: RepositoryFolder,
  { kept, sha256 }: { readonly kept: number; readonly sha256: boolean },
): Promise<ObjectReader> {
  const own = await mkdtemp(join(tmpdir(), 'station-objects-'));
  const remove = () => rm(own, { recursive: true, force: true });
  try {
    await mkdir(join(own, 'objects'));
    await mkdir(join(own, 'refs'));
    await writeFile(join(own, 'HEAD'), 'ref: refs/heads/none\n');
    await writeFile(join(own, 'config'), settings(sha256));
    for (const name of await objectFolders(repository)) {
      await symlink(join(repository.common, 'objects', name), join(own, 'objects', name));
    }
    const child = spawn('git', ['--no-pager', 'cat-file', '--batch'], {
      cwd: '/',
      env: { ...gitEnvironment(own, [], {}) },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return new BatchReader(child, kept, sha256 ? 'sha256' : 'sha1', remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

function settings(sha256: boolean): string {
  return [
    '[core]',
    `\trepositoryformatversion = ${sha256 ? 1 : 0}`,
    '\tbare = true',
    '\tcommitGraph = false',
    '\tmultiPackIndex = false',
    // Larger files are written out as they are read, so that Git holds none of them.
    '\tbigFileThreshold = 16m',
    ...(sha256 ? ['[extensions]', '\tobjectFormat = sha256'] : []),
    '',
  ].join('\n');
}

class BatchReader implements ObjectReader {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #kept: number;
  readonly #algorithm: string;
  readonly #remove: () => Promise<void>;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(
    child: ChildProcessByStdio<Writable, Readable, null>,
    kept: number,
    algorithm: string,
    remove: () => Promise<void>,
  ) {
    this.#child = child;
    this.#kept = kept;
    this.#algorithm = algorithm;
    this.#remove = remove;
    this.#chunks = child.stdout[Symbol.asyncIterator]();
    // Git may end at any time; the missing answer is what is seen then.
    child.on('error', () => child.stdout.destroy());
    child.stdin.on('error', () => {});
  }

  async read(oid: string): Promise<GitObject | null> {
    this.#child.stdin.write(`${oid}\n`);
    const header = await this.#line();
    const [, type, length] = /^[0-9a-f]+ (commit|tree|blob|tag) (\d{1,15})$/.exec(header) ?? [];
    if (type === undefined || length === undefined) {
      if (/^[0-9a-f]+ missing$/.test(header)) return null;
      throw noAnswer('another answer');
    }
    return this.#content(oid, type, Number(length));
  }

  async close(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#remove();
  }

  async #content(oid: string, type: string, length: number): Promise<GitObject> {
    const name = createHash(this.#algorithm).update(`${type} ${length}\0`);
    const digests = length > this.#kept ? new Digests(length) : null;
    const content = Buffer.alloc(Math.min(length, this.#kept));
    let done = 0;
    while (done < length) {
      const part = await this.#take(length - done);
      name.update(part);
      digests?.update(part);
      if (done < content.length) part.copy(content, done);
      done += part.length;
    }
    await this.#line();
    return {
      type,
      content: new Uint8Array(content.buffer, content.byteOffset, content.length),
      whole: digests?.facts() ?? null,
      genuine: name.digest('hex') === oid,
    };
  }

  async #line(): Promise<string> {
    let end = this.#rest.indexOf(0x0a);
    while (end < 0 && this.#rest.length < 512) {
      this.#rest = Buffer.concat([this.#rest, await this.#next()]);
      end = this.#rest.indexOf(0x0a);
    }
    if (end < 0) throw noAnswer('a line without an end');
    const line = this.#rest.subarray(0, end).toString('latin1');
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  async #take(most: number): Promise<Buffer> {
    if (this.#rest.length === 0) this.#rest = await this.#next();
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async #next(): Promise<Buffer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(noAnswer('nothing for a minute')), patience);
    });
    try {
      const { done, value } = await Promise.race([this.#chunks.next(), late]);
      if (done === true || value === undefined) throw noAnswer('its end');
      return value;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Both digests of content that flows by. */
class Digests {
  readonly #length: number;
  readonly #sha256: Hash = createHash('sha256');
  readonly #sha512: Hash = createHash('sha512');

  constructor(length: number) {
    this.#length = length;
  }

  update(part: Uint8Array): void {
    this.#sha256.update(part);
    this.#sha512.update(part);
  }

  facts(): FileFacts {
    return {
      length: this.#length,
      sha256: parseSha256Hex(this.#sha256.digest('hex')),
      sha512: this.#sha512.digest('hex'),
    };
  }
}

function noAnswer(found: string): InputError {
  return new InputError('input.git', 'Git did not read an object of the repository', {
    expected: 'the object, or that it is missing',
    found,
    hint: 'Look whether git is installed. Else the repository is damaged: clone it again from its source.',
  });
}
