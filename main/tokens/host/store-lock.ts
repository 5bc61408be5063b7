import { DatabaseSync } from 'node:sqlite';
import { RefusedByHost } from './fault.ts';

/** How long another station may hold the store before this one gives up, in milliseconds. */
const patience = 5000;

/**
 * One station at a time in the store of practice tokens. Two processes that use one SoftHSM token at once make each
 * other fail (seen on 2.6.1: a token that is being written to is gone for others, some of them until they start anew).
 * The lock is the kernel's on an empty SQLite file, so it ends with its process, however that ends.
 */
export class StoreLock {
  readonly #file: DatabaseSync;
  #journalInMemory = false;

  constructor(path: string) {
    this.#file = new DatabaseSync(path, { timeout: patience });
  }

  /** Runs `work` while no other process holds the lock. Throws RefusedByHost `store-busy` when it does not get it. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    try {
      // Nothing is ever written, so no file is made and removed for what could be undone: that cost 0.2 ms each time.
      if (!this.#journalInMemory) this.#file.exec('PRAGMA journal_mode = MEMORY');
      this.#journalInMemory = true;
      this.#file.exec('BEGIN EXCLUSIVE');
    } catch {
      throw new RefusedByHost('store-busy');
    }
    try {
      return await work();
    } finally {
      this.#file.exec('ROLLBACK');
    }
  }
}
