import { readSecret } from './secret.ts';
import { station } from './station.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// A reader that has seen enough (head, less) closes the pipe: nothing is wrong then.
process.stdout.on('error', () => process.exit());

process.exitCode = await station(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (line) => void process.stderr.write(`${line}\n`),
  secret: readSecret,
  now: () => new Date().toISOString(),
  signal: stop.signal,
});
