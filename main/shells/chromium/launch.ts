import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ShellError } from '../shell-error.ts';
import { messagePipe, type MessagePipe } from './pipe.ts';

/** A Chromium that runs. */
export interface Launched {
  readonly pipe: MessagePipe;
  /** Settles when the process is gone. */
  readonly ended: Promise<void>;
  /** Ends it without asking. */
  kill(): void;
}

export type Launch = (
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
) => Launched;

/**
 * Starts Chromium with the pipe on its descriptors 3 and 4. It has no input, and its output is not
 * kept: it may name what a person typed.
 */
export const launchChromium: Launch = ([file = '', ...words], environment) => {
  const child = spawn(file, words, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: environment,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    pipe: messagePipe(...ends(child.stdio)),
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
};

function ends(stdio: readonly (Readable | Writable | null | undefined)[]): [Writable, Readable] {
  const [, , , output, input] = stdio;
  if (output && 'write' in output && input && 'read' in input) return [output, input];
  throw new ShellError('shell.chromium-ended', 'Chromium could not be started', {
    hint: 'Start the station again.',
    notDone: ['No window was opened'],
  });
}
