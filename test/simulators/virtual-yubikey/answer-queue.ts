import { status, statusBytes } from './status.ts';

/** An answer that is longer than one APDU: 61XX says how much is left, GET RESPONSE (C0) takes it. */
export class AnswerQueue {
  #rest: Buffer | null = null;

  clear(): void {
    this.#rest = null;
  }

  /** The first part of an answer, and its status. */
  start(data: Buffer, extended: boolean): Buffer {
    if (extended) return Buffer.concat([data, statusBytes(status.ok)]);
    this.#rest = data;
    return this.next();
  }

  /** The next part, or 6985 if nothing is left. */
  next(): Buffer {
    if (this.#rest === null) return statusBytes(status.conditionsNotSatisfied);
    const part = this.#rest.subarray(0, 256);
    const rest = this.#rest.subarray(256);
    this.#rest = rest.length > 0 ? rest : null;
    const word = rest.length === 0 ? status.ok : 0x6100 | (rest.length > 0xff ? 0 : rest.length);
    return Buffer.concat([part, statusBytes(word)]);
  }
}
