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
    return shown(`${error.message}${place}.${sidesOf(error)} ${error.hint}`);
  }
  return `a fault in this program: ${error instanceof Error ? error.name : 'unknown'}`;
}

/** What the window shows beside the message: without it nobody knows whose key is missing, or which version is there. */
function sidesOf({ expected, found }: StationError): string {
  if (expected === undefined) return found === undefined ? '' : ` Found: ${found}.`;
  return found === undefined
    ? ` Expected: ${expected}.`
    : ` Expected: ${expected}; found: ${found}.`;
}

/** One line, whatever a file is called or says of itself: nothing in it steers the terminal. */
function shown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
}
