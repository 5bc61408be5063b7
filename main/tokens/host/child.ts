// The child process that holds one PKCS#11 module. Native code of a vendor runs here and nowhere else, so nothing
// here is trusted by the station, nothing is logged, and no error text leaves: only closed codes.
import { flushCompileCache } from 'node:module';
import { Request } from '../wire.ts';
import { describeFault } from './fault.ts';
import { stationPort } from './station-port.ts';
import { TokenHost } from './token-host.ts';

// A fault outside of a request ends the process without a word: its text could hold what was asked.
process.on('uncaughtException', () => process.exit(1));
process.on('unhandledRejection', () => process.exit(1));

// A child mostly ends by a signal: what was compiled is kept now, where there is a folder for it, or never.
flushCompileCache();

const host = new TokenHost();
const port = stationPort();

port.onText((text) => void answer(text));
port.onEnd(() => process.exit(0));

async function answer(text: string): Promise<void> {
  const request = Request.parse(JSON.parse(text));
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
