import type { Command } from './command.ts';

/** One of the applications on a device. */
export interface Applet {
  /** Application identifier in hexadecimal, as far as hosts have to give it. */
  readonly aid: string;
  /** The answer to SELECT. */
  select(): Buffer;
  /** Forgets what was proven: before a selection, and when the power goes. */
  forget(): void;
  /** The data of an answer with status 9000. Throws StatusError for every other status. */
  answer(command: Command): Promise<Buffer>;
}
