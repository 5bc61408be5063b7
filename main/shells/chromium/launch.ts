import { spawn } from 'node:child_process';
import { ShellError } from '../shell-error.ts';
import { pipeToChild, type MessagePipe } from '../pipe.ts';

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
  const pipe = pipeToChild(child.stdio, 3, 4);
  if (pipe === null) throw notStarted();
  return {
    pipe,
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
};

/** How long a process may take to hand its words over. */
const HANDOVER_MS = 5000;

/** Starts a process that has to hand its words over to the Chromium that runs, and to end. Gives whether it did. */
export function handOver(
  [file = '', ...words]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  const child = spawn(file, words, {
    stdio: 'ignore',
    env: environment,
    timeout: HANDOVER_MS,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code === 0));
    child.once('error', () => resolve(false));
  });
}

const notStarted = (): ShellError =>
  new ShellError('shell.chromium-ended', 'Chromium could not be started', {
    hint: 'Start the station again.',
    notDone: ['No window was opened'],
  });
