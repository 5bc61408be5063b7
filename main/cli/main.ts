import { readSecret } from './secret.ts';
import type { CommandIo } from './command.ts';
import { runCommand } from './run-command.ts';
import { terminalLine } from './terminal-line.ts';
import { terminalPaint } from './terminal-paint.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// A reader that has seen enough (head, less) closes the pipe: nothing is wrong then.
process.stdout.on('error', () => process.exit());

const args = process.argv.slice(2);
const io: CommandIo = {
  out: (text) => void process.stdout.write(text),
  err: (line) => void process.stderr.write(`${line}\n`),
  secret: readSecret,
  now: () => new Date().toISOString(),
  signal: stop.signal,
  line: terminalLine(process.stderr),
  paint: terminalPaint(process.stdout, process.env),
};
const [name = '', ...rest] = args;
if (name === 'audit' && !rest.includes('--help') && !rest.includes('-h')) {
  // An audit may read a whole history: what rehearses and publishes is not loaded beside it.
  const { auditCommand } = await import('./audit.ts');
  process.exitCode = await runCommand(name, auditCommand, rest, io);
} else {
  const { station } = await import('./station.ts');
  process.exitCode = await station(args, io);
}
