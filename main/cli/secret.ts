import { Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './command.ts';

/** Most characters of a PIN or passphrase. */
const longestSecret = 1024;

let lines: { readonly reader: Interface; readonly next: AsyncIterator<string> } | null = null;

/**
 * Reads one secret: typed at the terminal without echo, or the next line of standard input. It is in no argument, no
 * variable of the environment, and in nothing that is printed.
 *
 * @param prompt what is asked for, said on standard error
 * @throws UsageError at the end of the input, for an empty line, and for one that is too long
 */
export async function readSecret(prompt: string): Promise<string> {
  const terminal = process.stdin.isTTY;
  if (terminal) process.stderr.write(`${prompt}: `);
  lines ??= open(terminal);
  hold(true);
  const { value, done } = await lines.next.next();
  hold(false);
  if (terminal) process.stderr.write('\n');
  if (done === true || typeof value !== 'string' || value === '')
    throw new UsageError('a PIN or passphrase is needed, typed or as a line of standard input');
  if (value.length > longestSecret) throw new UsageError('that is no PIN or passphrase');
  return value;
}

/** Only while it is waited for does the input keep the program running. A file has nothing to hold. */
function hold(on: boolean): void {
  const { stdin } = process;
  if (!(stdin instanceof Socket)) return;
  if (on) stdin.ref();
  else stdin.unref();
}

/** The reader's output is what would be echoed: it goes nowhere. */
function open(terminal: boolean) {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output, terminal, historySize: 0 });
  return { reader, next: reader[Symbol.asyncIterator]() };
}
