import { Socket } from 'node:net';
import { LineSplitter } from '../line-splitter.ts';

/** The child's end of the port: whole texts in both directions. */
export interface StationPort {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  /** The station is gone. */
  onEnd(listener: () => void): void;
}

/** The longest request, in bytes: 16 MiB to sign, in base64, and room for the rest. */
const maximumRequestBytes = 24 * 1024 * 1024;

/** The descriptor on which the station waits. Not standard input or output: a module may read or print there. */
const portDescriptor = 3;

/** Opens the port: one JSON text a line. */
export function stationPort(): StationPort {
  const socket = new Socket({ fd: portDescriptor, readable: true, writable: true });
  return {
    send: (text) => {
      if (socket.writable) socket.write(`${text}\n`);
    },
    onText: (listener) => {
      const lines = new LineSplitter(maximumRequestBytes, listener, () => process.exit(1));
      socket.on('data', (chunk: Buffer) => lines.push(chunk));
    },
    onEnd: (listener) => {
      socket.on('close', listener);
      socket.on('error', listener);
    },
  };
}
