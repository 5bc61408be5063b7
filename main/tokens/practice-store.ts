import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  createPrivateFile,
  isMissingOrThere,
  makePrivateFolder,
  replacePrivateFile,
} from './private-file.ts';
import { randomPin } from './random-pin.ts';
import { TokenError } from './token-error.ts';
import { practicePrefix } from './practice-label.ts';
import type { TokenSerial } from './token.ts';

export { isPracticeLabel, practicePrefix } from './practice-label.ts';

/** A label of at most 32 bytes of UTF-8 for a practice token of this name; control characters are dropped. */
export function practiceLabel(name: string): string {
  let label = practicePrefix;
  for (const character of name.replace(/\p{C}/gu, '').trim()) {
    if (Buffer.byteLength(label + character, 'utf8') > 32) break;
    label += character;
  }
  return label.trimEnd();
}

/**
 * The folder in which SoftHSM keeps the practice tokens, with what belongs to them: SoftHSM's configuration, the
 * security officer's PIN, and the PINs of practice colleagues. Two stations may use one folder: each file is made
 * whole or not at all, and their processes take turns at SoftHSM's (host/store-lock.ts).
 */
export class PracticeStore {
  readonly folder: string;

  /** `folder`: an absolute path that SoftHSM's configuration can hold. Throws TokenError `practice.store`. */
  constructor(folder: string) {
    // SoftHSM's configuration has no quoting: it cuts lines at # and values at =.
    if (!path.isAbsolute(folder) || folder.length > 900 || /[#=\p{Cc}]/u.test(folder)) {
      throw new TokenError('practice.store', 'practice tokens can not be kept in this folder', {
        expected: 'a full path of at most 900 characters, without # and =',
        hint: 'Choose another folder for the station.',
      });
    }
    this.folder = folder;
  }

  /** The configuration that SoftHSM has to be started with, by SOFTHSM2_CONF. */
  get configuration(): string {
    return path.join(this.folder, 'softhsm2.conf');
  }

  /** The file on which the stations that use this store wait for each other. */
  get lockFile(): string {
    return path.join(this.folder, 'stations.lock');
  }

  /** Makes what is missing of the folder. */
  async prepare(): Promise<void> {
    const lines = [
      `directories.tokendir = ${this.#tokens}`,
      'objectstore.backend = file',
      'objectstore.umask = 0077',
      'log.level = ERROR',
      'slots.removable = true',
    ];
    await stored('the folder of practice tokens can not be written', async () => {
      await makePrivateFolder(this.#tokens);
      await makePrivateFolder(this.#pins);
      await replacePrivateFile(this.configuration, `${lines.join('\n')}\n`);
      await createPrivateFile(this.#soPinFile, randomBytes(16).toString('hex'));
      // A rehearsal that was cut off may have left a token out.
      for (const name of await namesIn(this.#pulled))
        await rename(path.join(this.#pulled, name), path.join(this.#tokens, name));
    });
  }

  /** The PIN of the security officer of every token in this store. It protects nothing: practice keys are worth nothing. */
  async soPin(): Promise<string> {
    const pin = await stored('the file of the practice store can not be read', () =>
      readFile(this.#soPinFile, 'utf8'),
    );
    if (/^[0-9a-f]{32}$/.test(pin)) return pin;
    throw storeError('a file of the practice store is damaged', undefined);
  }

  /** A new PIN of eight digits for a practice colleague, kept before it is set. */
  async keepColleaguePin(serial: TokenSerial): Promise<string> {
    const pin = randomPin();
    await stored('the PIN of a practice colleague can not be kept', () =>
      replacePrivateFile(this.#pinFile(serial), pin),
    );
    return pin;
  }

  /** The kept PIN of a practice colleague, or null. */
  async colleaguePin(serial: TokenSerial): Promise<string | null> {
    try {
      const pin = await readFile(this.#pinFile(serial), 'utf8');
      return /^\d{8}$/.test(pin) ? pin : null;
    } catch (error) {
      if (isMissingOrThere(error, 'ENOENT')) return null;
      throw storeError('the PIN of a practice colleague can not be read', error);
    }
  }

  /**
   * Deletes the token with this serial. Its folder is moved away first, so that a token is there whole or not at all.
   * Fulfils to false where there is none, for example since another station removed it.
   */
  async remove(serial: TokenSerial): Promise<boolean> {
    return stored('the practice token can not be removed', async () => {
      const names = await readdir(this.#tokens);
      const name = names.find((each) => serialOfFolder(each) === serial);
      await rm(this.#pinFile(serial), { force: true });
      if (name === undefined) return false;
      const removed = path.join(this.folder, `removed-${randomBytes(8).toString('hex')}`);
      await rename(path.join(this.#tokens, name), removed);
      await rm(removed, { recursive: true, force: true });
      return true;
    });
  }

  /**
   * Takes a token out of the drawer without losing it, as pulling it from a socket does.
   * @returns false where none has this serial
   */
  async pull(serial: TokenSerial): Promise<boolean> {
    await stored('the folder of practice tokens can not be written', () =>
      makePrivateFolder(this.#pulled),
    );
    return this.#move(serial, this.#tokens, this.#pulled);
  }

  /** Puts a token back that was pulled. @returns false where none of this serial was */
  async plug(serial: TokenSerial): Promise<boolean> {
    return this.#move(serial, this.#pulled, this.#tokens);
  }

  async #move(serial: TokenSerial, from: string, to: string): Promise<boolean> {
    return stored('the practice token can not be moved', async () => {
      const name = (await namesIn(from)).find((each) => serialOfFolder(each) === serial);
      if (name === undefined) return false;
      await rename(path.join(from, name), path.join(to, name));
      return true;
    });
  }

  get #pulled(): string {
    return path.join(this.folder, 'pulled');
  }

  get #tokens(): string {
    return path.join(this.folder, 'tokens');
  }

  get #pins(): string {
    return path.join(this.folder, 'colleagues');
  }

  get #soPinFile(): string {
    return path.join(this.folder, 'so-pin');
  }

  #pinFile(serial: TokenSerial): string {
    return path.join(this.#pins, `${serial}.pin`);
  }
}

/** What lies in a folder; nothing in one that is not there. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissingOrThere(error, 'ENOENT')) return [];
    throw error;
  }
}

/** SoftHSM names a token's folder by a UUID whose last 16 digits are the serial. */
function serialOfFolder(name: string): string | null {
  const match = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{4})-([0-9a-f]{12})$/.exec(name);
  return match === null ? null : `${match[1]}${match[2]}`;
}

async function stored<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TokenError ? error : storeError(message, error);
  }
}

function storeError(message: string, cause: unknown): TokenError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return new TokenError('practice.store', message, {
    ...(code === undefined ? {} : { found: code }),
    place: "the station's practice folder",
    hint: 'Make room on the disk, or see that this user may write there.',
  });
}
