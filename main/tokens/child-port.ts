import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { compiledCode } from './compiled-code.ts';
import { LineSplitter } from './line-splitter.ts';
import { maximumAnswerBytes } from './wire.ts';

/** The station's end of the port to one child: whole texts in both directions, and the child's end. */
export interface ChildPort {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  /** Called once, when the process is gone or could not be started; with the signal that ended it, if one did. */
  onEnd(listener: (signal?: string | null) => void): void;
  /** Called where the child sent something that is no text of a bounded length. */
  onGarbage(listener: () => void): void;
  /** Ends the process at once, whatever native code it is in. */
  kill(): void;
  /** Lets the process end what it is at, and then itself. It is ended where that takes longer than a token does. */
  leave(): void;
}

export interface ChildPlace {
  /** The child's program: `host/child.ts`, or what it was bundled to. */
  readonly entry: string;
  /** The whole environment of the child. */
  readonly environment: Readonly<Record<string, string>>;
  /** Options of Node itself; none if left out. */
  readonly flags?: readonly string[];
  /** Longest text that is taken from it, in bytes: what a token's answer needs if left out. */
  readonly maximumLineBytes?: number;
  /**
   * It ends what it is at when its port has ended, and watches by itself that this does not take for ever. A child that
   * writes to a token has to: a token whose writing was cut off may be of no use any more. Others end with the station.
   */
  readonly finishes?: boolean;
}

/** How long a child that was left may go on, in milliseconds: as long as a YubiKey waits for a finger. */
const longestLeave = 15_000;

/** Starts a child: `pipeChild`, unless a shell has its own way. */
export type StartChild = (place: ChildPlace) => ChildPort;

/** Children that end with the station. One that is busy does not see it end, so it is ended. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * A child of the running Node, with one JSON text a line on descriptor 3. Node's own message channel is not used:
 * it parses what comes in by itself, and a library that writes there could end the station.
 * Standard input, output and error lead nowhere: a library that prints a PIN prints it to nobody.
 */
export const pipeChild: StartChild = ({
  entry,
  environment,
  flags = [],
  maximumLineBytes = maximumAnswerBytes,
  finishes = false,
}) => {
  const [program = '', ...words] = withoutCoreFile([
    ...(finishes ? [] : tied()),
    process.execPath,
    ...compiledCode(),
    ...flags,
    entry,
  ]);
  const child = spawn(program, words, {
    env: { ...environment },
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const [, , , pipe] = child.stdio;
  const listeners: { end: (signal: string | null) => void; garbage: () => void } = {
    end: noListener,
    garbage: noListener,
  };
  // An error of the pipe is followed by the end of the child, which is what counts.
  pipe?.on('error', () => child.kill('SIGKILL'));
  child.once('error', () => listeners.end(null));
  if (!finishes) running.add(child);
  child.once('exit', (_, signal) => {
    running.delete(child);
    listeners.end(signal);
  });
  return {
    send: (text) => {
      if (pipe !== null && pipe !== undefined && 'write' in pipe) pipe.write(`${text}\n`);
    },
    onText: (listener) => {
      const lines = new LineSplitter(maximumLineBytes, listener, () => listeners.garbage());
      pipe?.on('data', (chunk: Buffer) => lines.push(chunk));
    },
    onEnd: (listener) => {
      listeners.end = listener;
    },
    onGarbage: (listener) => {
      listeners.garbage = listener;
    },
    kill: () => void child.kill('SIGKILL'),
    leave: () => {
      if (pipe !== null && pipe !== undefined && 'end' in pipe) pipe.end();
      setTimeout(() => child.kill('SIGKILL'), longestLeave).unref();
    },
  };
};

/** A process that crashes must not leave its memory, with the PIN, in a core file. */
function withoutCoreFile(words: readonly string[]): readonly string[] {
  if (process.platform === 'win32') return words;
  return ['/bin/sh', '-c', 'ulimit -c 0; exec "$0" "$@"', ...words];
}

/**
 * On Linux the kernel ends a child with the station, also where the station was killed and the child is busy. Without
 * util-linux 2.33 it lives until it looks at its port.
 */
function tied(): readonly string[] {
  tie ??= linuxTie();
  return tie;
}

let tie: readonly string[] | undefined;

function linuxTie(): readonly string[] {
  if (process.platform !== 'linux') return [];
  const program = '/usr/bin/setpriv';
  const options = ['--pdeathsig', 'KILL'];
  const tried = spawnSync(program, [...options, '/bin/true'], { env: {}, stdio: 'ignore' });
  return tried.status === 0 ? [program, ...options] : [];
}

function noListener(): void {}
