import { GitObjectError } from '../../../src/audit/git-object.ts';
import type { GitNotes, Reading } from './history-notes.ts';
import type { GitObject, ObjectReader } from './object-reader.ts';

/** An object, and where it was named: from which commit, under which path. An empty commit: it was told before. */
export interface ObjectPlace {
  readonly oid: string;
  readonly commit: string;
  readonly path: string;
}

const mostProblems = 1_000;

/** Objects of a repository, with a note of each that is missing, is not what its name says, or cannot be read. */
export class NotedObjects {
  readonly #reader: ObjectReader;
  readonly #notes: GitNotes;
  readonly #reading: Reading;

  constructor(reader: ObjectReader, notes: GitNotes, reading: Reading) {
    this.#reader = reader;
    this.#notes = notes;
    this.#reading = reading;
  }

  /**
   * The object, if it is there, genuine and of one of these types.
   * @throws the reason of the reading's signal
   */
  async read(at: ObjectPlace, ...types: readonly string[]): Promise<GitObject | null> {
    this.#reading.signal?.throwIfAborted();
    const object = await this.#reader.read(at.oid);
    if (object !== null && object.genuine && types.includes(object.type)) return object;
    this.#problem(object === null ? 'missing' : 'corrupt', at);
    return null;
  }

  /** What an object says; null, and a note, if it is not written as Git writes it. */
  parsed<T>(at: ObjectPlace, parse: () => T): T | null {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof GitObjectError)) throw error;
      this.#problem('corrupt', at);
      return null;
    }
  }

  /** Of the last commit once more it was told already. */
  #problem(kind: 'missing' | 'corrupt', at: ObjectPlace): void {
    if (at.commit === '' || this.#notes.problems.length > mostProblems) return;
    this.#notes.problems.push({ kind, ...at });
  }
}
