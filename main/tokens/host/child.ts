// The child process that holds one PKCS#11 module. Native code of a vendor runs here and nowhere else, so nothing
// here is trusted by the station, nothing is logged, and no error text leaves: only closed codes.
import { flushCompileCache } from 'node:module';
import { Request } from '../wire.ts';
import { describeFault } from './fault.ts';
import { stationPort } from './station-port.ts';
import { watchStation } from './station-watch.ts';
import { writes } from '../writing.ts';
import { TokenHost } from './token-host.ts';

// A fault outside of a request ends the process without a word: its text could hold what was asked.
process.on('uncaughtException', () => process.exit(1));
process.on('unhandledRejection', () => process.exit(1));

// Ctrl+C and a terminal that is closed reach every process of the station. This one ends when its port does.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});

// A child mostly ends by a signal: what was compiled is kept now, where there is a folder for it, or never.
flushCompileCache();

watchStation();

const host = new TokenHost();
const port = stationPort();
/** What is being written to a token, and whether anybody is left who asked for it. */
const work = { writing: 0, stationIsGone: false };

port.onText((text) => void takeUp(Request.parse(JSON.parse(text))));
port.onEnd(() => {
  work.stationIsGone = true;
  leaveIfNothingIsWritten();
});

async function takeUp(request: Request): Promise<void> {
  const count = writes(request) ? 1 : 0;
  work.writing += count;
  await answer(request);
  work.writing -= count;
  leaveIfNothingIsWritten();
}

function leaveIfNothingIsWritten(): void {
  if (work.stationIsGone && work.writing === 0) process.exit(0);
}

async function answer(request: Request): Promise<void> {
  const { id } = request;
  const started = performance.now();
  let answered = false;
  const succeed = (result: unknown): void => {
    answered = true;
    port.send(JSON.stringify({ id, ok: true, result }));
  };
  try {
    const result = await host.handle(request, {
      onSigning: () => port.send(JSON.stringify({ id, about: 'signing' })),
      onSigned: succeed,
    });
    if (!answered) succeed(result);
  } catch (error) {
    // A second answer would fit nothing. What cannot be put away after a signature ends with the process.
    if (answered) throw error;
    const fault = describeFault(error, performance.now() - started);
    port.send(JSON.stringify({ id, ok: false, fault }));
  }
}
