import type { Readable, Writable } from 'node:stream';

/** Two directions of texts, each ended by a NUL byte: what Chromium speaks on its pipe, and what the shells speak too. */
export interface MessagePipe {
  write(text: string): void;
  onMessage(receive: (text: string) => void): void;
  /** The other side is gone, or sent more than it may. */
  onEnd(ended: () => void): void;
}

/** A printed record of some thousand pages stays far below this. */
const MAX_MESSAGE = 256 * 1024 * 1024;

export function messagePipe(output: Writable, input: Readable): MessagePipe {
  const receivers: ((text: string) => void)[] = [];
  let parts: Buffer[] = [];
  let held = 0;

  const take = (part: Buffer): void => {
    parts.push(part);
    held += part.length;
    if (held > MAX_MESSAGE) input.destroy();
  };
  const deliver = (): void => {
    const text = Buffer.concat(parts).toString('utf8');
    parts = [];
    held = 0;
    for (const receive of receivers) receive(text);
  };

  input.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      take(chunk.subarray(start, end));
      deliver();
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  });
  // A write to a Chromium that is gone fails; its end is told by the other direction.
  output.on('error', () => {});
  input.on('error', () => {});

  return {
    write: (text) => void output.write(`${text}\0`),
    onMessage: (receive) => void receivers.push(receive),
    onEnd: (ended) => void input.once('close', ended),
  };
}

/** The two ends of a pipe to a child, by the numbers that they have in its `stdio`; null where it was not started. */
export function pipeToChild(
  stdio: readonly (Readable | Writable | null | undefined)[],
  outputAt: number,
  inputAt: number,
): MessagePipe | null {
  const output = stdio[outputAt];
  const input = stdio[inputAt];
  if (!output || !('write' in output) || !input || !('read' in input)) return null;
  return messagePipe(output, input);
}
