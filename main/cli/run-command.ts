import { StationError } from '../../src/encoding/station-error.ts';
import { type Command, type CommandIo, type ExitCode, UsageError } from './command.ts';

/** Runs one command. Whatever goes wrong is one line on standard error. */
export async function runCommand(
  name: string,
  command: Command,
  args: readonly string[],
  io: CommandIo,
): Promise<ExitCode> {
  try {
    return await command.run(args, io);
  } catch (error) {
    if (io.signal.aborted) {
      io.err(`station ${name}: cancelled`);
      return 130;
    }
    io.err(`station ${name}: ${oneLine(error, name)}`);
    return 2;
  }
}

/** An error that the station knows speaks for itself; of any other, only that it is a fault of the station. */
function oneLine(error: unknown, name: string): string {
  if (error instanceof UsageError) return `${error.message}; see station ${name} --help`;
  if (error instanceof StationError) {
    const place = error.place === undefined ? '' : ` (${error.place})`;
    return `${error.message}${place}. ${error.hint}`.replaceAll(/\s+/g, ' ');
  }
  return `a fault in this program: ${error instanceof Error ? error.name : 'unknown'}`;
}
