/** The station as Electron runs it: a process of the carried Node, with frames on its descriptors 3 and 4. */
import { Socket } from 'node:net';
import { createStation } from '../../station/station.ts';
import { messagePipe } from '../pipe.ts';
import { readVersion } from '../version.ts';
import { serveFrames } from './serve-frames.ts';

const pipe = messagePipe(new Socket({ fd: 4 }), new Socket({ fd: 3 }));
const station = await createStation({
  name: 'electron',
  version: readVersion(),
  root: process.getuid?.() === 0,
  pageNetwork: 'filtered',
});
const over = serveFrames(station, pipe, (line) => void process.stderr.write(`${line}\n`));
process.once('SIGTERM', () => over.end());
await over.ended;
await station.close();
process.exit(0);
