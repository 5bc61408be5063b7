import type { Paint } from '../../src/audit/text.ts';
import type { TerminalLine } from './terminal-line.ts';

/** What a command may use of the world. Tests give their own. */
export interface CommandIo {
  out(text: string): void;
  /** One line, without its line end. */
  err(line: string): void;
  /** The current instant, RFC 3339 in UTC. */
  now(): string;
  /** A PIN or passphrase: from the terminal without echo, else a line of standard input. Never from anywhere else. */
  readonly secret?: (prompt: string) => Promise<string>;
  readonly signal: AbortSignal;
  /** Colours, where standard output is a terminal that shows them. */
  readonly paint?: Paint;
  /** Where long work says how far it is; a terminal only. */
  readonly line?: TerminalLine;
}

/** 0: done, or the verdict is pass. 1: the verdict is fail. 2: unusable input, or not understood. 130: cancelled. */
export type ExitCode = 0 | 1 | 2 | 130;

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  run(args: readonly string[], io: CommandIo): Promise<ExitCode>;
}

/** Raised for arguments that a command does not understand: one clause. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
