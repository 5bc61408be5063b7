import { readVersion } from '../shells/version.ts';
import { auditCommand } from './audit.ts';
import { bringCommand } from './bring.ts';
import { delegationCommand } from './delegation.ts';
import { onlineKeyCommand } from './online-key.ts';
import { planCommand } from './plan.ts';
import { publishCommand } from './publish.ts';
import { minutesCommand } from './minutes.ts';
import { recoverCommand } from './recover.ts';
import { rehearseCommand } from './rehearse.ts';
import { rotationCommand } from './rotation.ts';
import { stageCommand } from './stage.ts';
import { playCommand } from './play.ts';
import { transcriptCommand } from './transcript.ts';
import type { Command, CommandIo, ExitCode } from './command.ts';
import { runCommand } from './run-command.ts';

/** The commands, in the order in which `station --help` lists them. */
const commands: Readonly<Record<string, Command>> = {
  audit: auditCommand,
  delegation: delegationCommand,
  plan: planCommand,
  bring: bringCommand,
  stage: stageCommand,
  publish: publishCommand,
  minutes: minutesCommand,
  'online-key': onlineKeyCommand,
  recover: recoverCommand,
  rehearse: rehearseCommand,
  play: playCommand,
  rotation: rotationCommand,
  transcript: transcriptCommand,
};

/**
 * Runs one command line, without the program's own name. Whatever goes wrong is one line on standard error.
 * @returns the exit code
 */
export async function station(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') return help(rest[0], io);
  if (name === '--version') return say(`${readVersion()}\n`, io);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    io.err(
      `station: ${name === '' ? 'no command given' : 'there is no such command'}; see station --help`,
    );
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(name, io);
  return runCommand(name, command, rest, io);
}

function help(name: string | undefined, io: CommandIo): ExitCode {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return say(`${command.usage}\n`, io);
  const lines = Object.entries(commands).map(
    ([command, { summary }]) => `  station ${command.padEnd(10)} ${summary}`,
  );
  return say(`${lines.join('\n')}\n\nstation COMMAND --help says more of each.\n`, io);
}

function say(text: string, io: CommandIo): ExitCode {
  io.out(text);
  return 0;
}
