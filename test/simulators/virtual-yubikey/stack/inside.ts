/**
 * The process inside of the namespaces: pcscd, the keys and the control socket. Started by start.ts with its
 * specification as JSON; it ends when its standard input does, and everything that it started ends with it.
 */
import { join } from 'node:path';
import { serveControl } from './control-socket.ts';
import { StackKeys } from './keys.ts';
import { prepareNamespaces } from './namespace.ts';
import { startPcscd } from './pcscd.ts';
import { type StackEvent, stackSpec } from './requests.ts';

const tell = (event: StackEvent): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

async function run(): Promise<void> {
  const spec = stackSpec.parse(JSON.parse(process.argv[2] ?? ''));
  const making = StackKeys.make(spec, tell);
  prepareNamespaces(join(spec.folder, 'pcscd'));
  const pcscd = startPcscd(spec.folder, spec.readers);
  pcscd.on('error', ({ message }) => fail(`pcscd cannot be started: ${message}`));
  pcscd.on('exit', (code, signal) => fail(`pcscd ended (${code ?? signal})`));
  const keys = await making;
  await Promise.all(
    spec.keys.flatMap(({ serial, plugged = true }) => (plugged ? [keys.plug(serial)] : [])),
  );
  await serveControl(join(spec.folder, 'control.sock'), keys);
  tell({ event: 'ready' });
}

function fail(reason: string): never {
  tell({ event: 'failed', reason });
  process.exit(1);
}

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => {});
try {
  await run();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
