// The child process that holds one PKCS#11 module. Native code of a vendor runs here and nowhere else, so nothing
// here is trusted by the station, nothing is logged, and no error text leaves: only closed codes.
import { Request } from '../wire.ts';
import { describeFault } from './fault.ts';
import { stationPort } from './station-port.ts';
import { TokenHost } from './token-host.ts';

// A fault outside of a request ends the process without a word: its text could hold what was asked.
process.on('uncaughtException', () => process.exit(1));
process.on('unhandledRejection', () => process.exit(1));

const host = new TokenHost();
const port = stationPort();

port.onText((text) => void answer(text));
port.onEnd(() => process.exit(0));

async function answer(text: string): Promise<void> {
  const request = Request.parse(JSON.parse(text));
  const started = performance.now();
  try {
    const result = await host.handle(request, () => {
      port.send(JSON.stringify({ id: request.id, about: 'signing' }));
    });
    port.send(JSON.stringify({ id: request.id, ok: true, result }));
  } catch (error) {
    const fault = describeFault(error, performance.now() - started);
    port.send(JSON.stringify({ id: request.id, ok: false, fault }));
  }
}
