// The child process that watches USB. Two native libraries run here and nowhere else; nothing is logged, and only
// closed codes leave. Where it ends, the station goes on without it.
import { existsSync } from 'node:fs';
import { stationPort } from '../../tokens/host/station-port.ts';
import { Question, type Report } from '../wire.ts';
import { readInfo } from './read-info.ts';
import { watchBus } from './watch-bus.ts';

process.on('uncaughtException', () => process.exit(1));
process.on('unhandledRejection', () => process.exit(1));

const port = stationPort();
const tell = (report: Report): void => port.send(JSON.stringify(report));

port.onEnd(() => process.exit(0));
port.onText((text) => void readInfo(Question.parse(JSON.parse(text))).then(tell));

// Where there is no such folder, the listener of `usb` rejects with nobody to catch it.
if (existsSync('/sys/bus/usb/devices'))
  await watchBus((devices) => tell({ kind: 'devices', devices: [...devices] }));
else tell({ kind: 'no-bus' });
