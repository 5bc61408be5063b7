// Runs beside native code that may never return, so it stands alone: it loads nothing and needs no answer.
import { workerData } from 'node:worker_threads';

const lookEvery = 500;
const { station, grace }: { station: number; grace: number } = workerData;

const watching = setInterval(() => {
  // A process whose parent is gone is given another one.
  if (process.ppid === station) return;
  clearInterval(watching);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace);
}, lookEvery);
