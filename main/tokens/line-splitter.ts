const lineFeed = 0x0a;

/** Cuts a stream of bytes into lines of UTF-8 text, and gives up where a line has no end within its bound. */
export class LineSplitter {
  readonly #maximumBytes: number;
  readonly #onLine: (line: string) => void;
  readonly #onOverflow: () => void;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #overflowed = false;

  /** `maximumBytes` bounds one line; `onOverflow` is called once, and nothing after it. */
  constructor(maximumBytes: number, onLine: (line: string) => void, onOverflow: () => void) {
    this.#maximumBytes = maximumBytes;
    this.#onLine = onLine;
    this.#onOverflow = onOverflow;
  }

  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (!this.#overflowed && rest.length > 0) {
      const end = rest.indexOf(lineFeed);
      const part = end === -1 ? rest : rest.subarray(0, end);
      this.#pendingBytes += part.length;
      if (this.#pendingBytes > this.#maximumBytes) {
        this.#overflow();
        return;
      }
      this.#pending.push(part);
      if (end === -1) return;
      rest = rest.subarray(end + 1);
      this.#onLine(this.#take());
    }
  }

  #take(): string {
    const line = Buffer.concat(this.#pending).toString('utf8');
    this.#pending = [];
    this.#pendingBytes = 0;
    return line;
  }

  #overflow(): void {
    this.#overflowed = true;
    this.#pending = [];
    this.#onOverflow();
  }
}
